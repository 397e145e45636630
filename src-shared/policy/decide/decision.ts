/*
 * What an answer consists of. The layers in the order in which they are asked; the first decisive one wins.
 */

export const LAYERS = [
  'state', // account state and expiry
  'owner', // all governance and all delegated permissions, always
  'ceiling', // of the class
  'origin', // forced for federated accounts, where its prerequisites are met
  'prerequisite',
  'limits', // access limits
  'setting', // its mode
  'override',
  'group', // any deny, else any allow
  'role', // the maximum over roles
  'default', // deny
  'resource', // own, recipient, approver is not author, in scope, ...
  'licence', // or credit
  'key', // whether this member holds it
  'target', // who may manage whom: G1 to G12
] as const;
export type Layer = (typeof LAYERS)[number];

/** Keys of the message catalogue, `decision.<reason>`; `{subject}` is the name of the step's subject. */
export const DECISION_REASONS = [
  'active',
  'notMember',
  'invited',
  'disabled',
  'locked',
  'removed',
  'expired',
  'mustChoosePassword',
  'owner',
  'ceiling',
  'federated',
  'prerequisite',
  'withheld',
  'settingNobody',
  'settingEverybody',
  'overrideAllow',
  'overrideDeny',
  'groupAllow',
  'groupDeny',
  'roleAllow',
  'roleLimited',
  'default',
  'constraintNobody',
  'constraintEverybody',
  'constraintSelected',
  'exempt',
  'ownPackage',
  'notAuthor',
  'ownApproval',
  'recipient',
  'notRecipient',
  'preferredApprover',
  'notPreferredApprover',
  'inScope',
  'outOfScope',
  'limitedToExternal',
  'audienceIncludes',
  'audienceExcludes',
  'targetCannotReceive',
  'folderGranted',
  'folderNotGranted',
  'noCredit',
  'keyHeld',
  'keyMissing',
  'notYourInvitation',
  'targetUnknown',
  'targetIsOwner',
  'targetOutranks',
  'targetBelow',
  'targetIsSelf',
  'grantWithin',
  'grantExceeds',
  'roleIsUnique',
  'roleOutranks',
  'roleIsOwners',
  'groupHoldsHigher',
  'governanceExceeds',
  'delegateOnly',
  'ownerOnly',
  'selfOnly',
  'thresholdNeeded',
  'notOffered',
  'modeOfGovernance',
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

/** What a step speaks of besides the member. */
export interface Subject {
  readonly kind: 'role' | 'group' | 'class' | 'setting' | 'permission' | 'member' | 'folder' | 'danger';
  readonly id: string;
}

/** One step of a decision. `entry` is the sequence number of the log entry that set it (0 = genesis). */
export interface Step {
  readonly layer: Layer;
  readonly effect: 'allow' | 'deny';
  readonly entry: number;
  readonly reason: DecisionReason;
  readonly subject: Subject | null;
}

/**
 * Every decision, a denial by default included, names at least one step; the last step is the decisive one.
 * `shadowed`: what layers after the decisive one would have said, in their order.
 */
export interface Decision {
  readonly allowed: boolean;
  readonly steps: readonly [Step, ...Step[]];
  readonly shadowed: readonly Step[];
}

export function step(
  layer: Layer,
  effect: Step['effect'],
  entry: number,
  reason: DecisionReason,
  subject: Subject | null = null,
): Step {
  return { layer, effect, entry, reason, subject };
}

export const NOTHING: readonly Step[] = [];

export function allow(...steps: readonly [Step, ...Step[]]): Decision {
  return { allowed: true, steps, shadowed: NOTHING };
}

export function deny(...steps: readonly [Step, ...Step[]]): Decision {
  return { allowed: false, steps, shadowed: NOTHING };
}

/** The decision so far, and one step more that decides it. (Exported as `then`, it would make a promise of the module.) */
export function andThen(decision: Decision, last: Step): Decision {
  return { allowed: last.effect === 'allow', steps: [...decision.steps, last], shadowed: decision.shadowed };
}
