import type { DeviceId, MemberId } from '../../base/ids.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { Action, ActionOf, ActionType } from '../action/action.ts';
import { authorise } from '../authorise/authorise.ts';
import type { Decision } from '../decide/decision.ts';
import { LAWS, type Laws } from '../model/laws.ts';
import type { PolicyState } from '../model/state.ts';
import { StateDraft } from '../model/state-draft.ts';
import type { Acting, Fault } from './acting.ts';
import { handle } from './handlers.ts';
import type { EntryProblem } from './problems.ts';

/** An entry whose signature, encryption and shape were checked; `hash` is that of its stored bytes. */
export interface PolicyEntry {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly at: number;
  readonly author: MemberId;
  readonly device: DeviceId;
  readonly actions: readonly Action[];
}

/** `action`: index of the one that was refused. `detail`: the decisive reason or the problem, keys of the catalogue. */
export type Refusal = { readonly action: number; readonly detail: string } & (
  | { readonly code: 'policy.denied'; readonly decision: Decision }
  | { readonly code: 'policy.invalid'; readonly problem: EntryProblem }
);

export function refusal(action: number, fault: Fault): Refusal {
  return typeof fault === 'string'
    ? { code: 'policy.invalid', action, problem: fault, detail: fault }
    : { code: 'policy.denied', action, decision: fault, detail: fault.steps[fault.steps.length - 1]?.reason ?? '' };
}

/**
 * The state after the entry, or why there is none. Pure: the given state is never changed. Signatures are the caller's
 * to check: of the entry by its device, of an activation by the invitation's key, of a new device by its member's.
 */
export function apply(state: PolicyState, entry: PolicyEntry, laws: Laws = LAWS): Result<PolicyState, Refusal> {
  const draft = new StateDraft(state);
  const applied = applyTo(draft, entry, laws);
  return applied.ok ? ok(draft.freeze()) : applied;
}

/** `apply` on a draft, for replaying many entries. A refusal leaves the draft as it was. */
export function applyTo(draft: StateDraft, entry: PolicyEntry, laws: Laws = LAWS): Result<void, Refusal> {
  const problem = chainProblem(draft, entry);
  if (problem !== null) return err(refusal(0, problem));
  let refused: Refusal | null = null;
  draft.attempt(() => {
    refused = applyActions(draft, entry, laws);
    if (refused === null) draft.advance({ seq: entry.seq, hash: entry.hash }, entry.at);
    return refused === null;
  });
  return refused === null ? ok() : err(refused);
}

/** What would come of these actions if they were signed next; the head keeps its hash, as the entry has none yet. */
export function rehearse(
  state: PolicyState,
  by: { readonly author: MemberId; readonly device: DeviceId; readonly at: number },
  actions: readonly Action[],
): Result<PolicyState, Refusal> {
  const { seq, hash } = state.head;
  return apply(state, { ...by, seq: seq + 1, prev: hash, hash, actions });
}

function chainProblem(state: PolicyState, entry: PolicyEntry): EntryProblem | null {
  if (entry.seq !== state.head.seq + 1) return 'sequence';
  if (entry.prev !== state.head.hash) return 'chain';
  if (entry.at < state.at) return 'backdated';
  if (activationOf(entry) !== null || newDeviceOf(entry) !== null) return null;
  const device = state.devices.get(entry.device);
  return device === undefined || device.member !== entry.author || device.revoked ? 'device' : null;
}

/**
 * Each goes through all members, twice some of them, or through all links: an entry of nothing else would keep every
 * reader for minutes.
 */
export const SWEEPING: ReadonlySet<ActionType> = new Set<ActionType>([
  'role.edit',
  'role.delete',
  'class.edit',
  'class.delete',
  'group.edit',
  'group.delete',
  'threshold.set',
  'link.add',
]);
/** Of one entry. */
export const SWEEPS_MAX = 256;

type Signed = Pick<PolicyEntry, 'device' | 'actions'>;

/** A newcomer's entry: the one action in it brings the device that signs it. */
export function activationOf({ device, actions }: Signed): ActionOf<'member.activate'> | null {
  const [first, ...others] = actions;
  return first?.type === 'member.activate' && others.length === 0 && first.device === device ? first : null;
}

/**
 * The entry of a member who has the keys, from a kit, and no device any more: the one action in it brings the
 * device that signs it, certified by the member's key.
 */
export function newDeviceOf({ device, actions }: Signed): ActionOf<'device.add'> | null {
  const [first, ...others] = actions;
  return first?.type === 'device.add' && others.length === 0 && first.device === device ? first : null;
}

function applyActions(draft: StateDraft, entry: PolicyEntry, laws: Laws): Refusal | null {
  const introduced = activationOf(entry) ?? newDeviceOf(entry);
  const { seq, at, author } = entry;
  const sweeps = { left: SWEEPS_MAX };
  const device = introduced?.device ?? null;
  const acting: Acting = { seq, at, author, introduced: device, agreed: false, laws, sweeps, perform };
  for (const [index, action] of entry.actions.entries()) {
    const fault = perform(draft, acting, action);
    if (fault !== null) return refusal(index, fault);
  }
  return null;
}

/** Authorises one action and carries it out; null: done. */
export function perform(draft: StateDraft, acting: Acting, action: Action): Fault | null {
  const { author: member, at, agreed, laws, sweeps } = acting;
  if (SWEEPING.has(action.type)) {
    sweeps.left -= 1;
    if (sweeps.left < 0) return 'sweepsTooMany';
  }
  const decision = authorise(draft, { member, at, agreed }, action, laws);
  return decision.allowed ? handle(draft, acting, action) : decision;
}
