import type {
  BillingRecordId,
  ClassId,
  ContactId,
  DeviceId,
  FolderId,
  GroupId,
  InviteId,
  LinkId,
  MailboxId,
  MemberId,
  OrganisationId,
  ProposalId,
  RoleId,
} from '../../../src-shared/base/ids.ts';
import type { Action, ActionOf, ActionType } from '../../../src-shared/policy/action/action.ts';
import { devicesToPin } from '../../../src-shared/policy/apply/devices-to-pin.ts';
import {
  DANGERS,
  type Effect,
  FOLDER_LEVELS,
  type Level,
  MEMBER_KINDS,
  type Member,
  ORIGINS,
} from '../../../src-shared/policy/model/entities.ts';
import { PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { isConstraintSetting, isGrantSetting, MODES, SETTING_KEYS } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { Dice } from './dice.ts';
import { days, hexOf, idOf } from './ids.ts';
import { likely } from './organisations.ts';
import { referenceRank, rolesOf } from './reference.ts';

/*
 * Random actions. Most are well-formed and within reach of their author, so that the rules are what decides; some are
 * what an attacker would try: themselves or the owner as the target, a used code, somebody else's key or address, ids of
 * nothing, values out of range.
 */

/** What an action is made from. */
export interface Scene {
  readonly dice: Dice;
  readonly state: PolicyState;
  readonly actor: Member;
  /** Whom the actor prefers to act upon: accomplices and puppets. */
  readonly favoured: readonly MemberId[];
  /** Invitations once made, dead ones too. */
  readonly codes: readonly { readonly id: InviteId; readonly publicKey: string }[];
  /** Time of the entry. */
  readonly at: number;
  /** A number never used before. */
  fresh(): number;
}

const ids = <Id extends string>(map: ReadonlyMap<Id, unknown>): readonly Id[] => [...map.keys()];

function someId<Id extends string>({ dice, fresh }: Scene, map: ReadonlyMap<Id, unknown>, kind: string): Id {
  const known = ids(map);
  return known.length === 0 || dice.chance(1, 40) ? idOf<Id>(kind, fresh()) : dice.pick(known);
}

function someone(scene: Scene): MemberId {
  const { dice, state, actor, favoured } = scene;
  if (dice.chance(1, 12)) return actor.id;
  if (dice.chance(1, 16)) return state.owner;
  if (favoured.length > 0 && dice.chance(1, 2)) return dice.pick(favoured);
  return someId(scene, state.members, 'm');
}

/** Mostly below the actor's rank, now and then any, and seldom none at all. */
function someRole(scene: Scene): RoleId {
  const { dice, state, actor } = scene;
  if (dice.chance(1, 40)) return 'no-such-role' as RoleId;
  const { rank } = referenceRank(state, actor);
  const below = [...state.roles.values()].filter((role) => role.rank < rank);
  if (below.length > 0 && dice.chance(3, 4)) return dice.pick(below).id;
  return dice.pick(ids(state.roles));
}

const someClass = ({ dice, state }: Scene): ClassId =>
  dice.chance(1, 40) ? ('no-such-class' as ClassId) : dice.pick(ids(state.classes));

function someGroup({ dice, state }: Scene): GroupId {
  const known = ids(state.groups);
  return known.length === 0 || dice.chance(1, 40) ? ('no-such-group' as GroupId) : dice.pick(known);
}

const someGroups = (scene: Scene): readonly GroupId[] => [
  ...new Set(scene.dice.chance(1, 2) ? [] : [someGroup(scene), someGroup(scene)].slice(scene.dice.roll(2))),
];

/** One the actor's roles give, mostly; powers rather than mere use. */
function somePermission({ dice, state, actor }: Scene): Permission {
  if (dice.chance(1, 3)) return dice.pick(PERMISSIONS);
  const own = rolesOf(state, actor).flatMap(({ matrix }) => Object.keys(matrix) as Permission[]);
  return own.length === 0 ? dice.pick(PERMISSIONS) : dice.pick(own);
}

const someEffect = ({ dice }: Scene): Effect => (dice.chance(2, 3) ? 'allow' : 'deny');
const someLevel = ({ dice }: Scene): Level => (dice.chance(1, 6) ? 'limited' : 'full');

function table<V>(scene: Scene, most: number, value: () => V): { readonly [P in Permission]?: V } {
  const made: Partial<Record<Permission, V>> = {};
  for (let left = scene.dice.roll(most + 1); left > 0; left -= 1) made[somePermission(scene)] = value();
  return made;
}

const seldom = <T>({ dice }: Scene, make: () => T): T | undefined => (dice.chance(1, 3) ? make() : undefined);

/** Without the keys whose value is undefined: optional fields are absent, not undefined. */
type Trimmed<T> = { [K in keyof T]: Exclude<T[K], undefined> };
function trimmed<T extends object>(fields: T): Trimmed<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Trimmed<T>;
}

function invitation({ dice, codes, at, fresh }: Scene): ActionOf<'member.reinvite'>['invitation'] {
  const used = codes.length > 0 && dice.chance(1, 16) ? dice.pick(codes) : null;
  const number = fresh();
  return {
    id: used !== null && dice.chance(1, 2) ? used.id : idOf<InviteId>('n', number),
    publicKey: used?.publicKey ?? hexOf('3', number),
    expiresAt: at + (dice.chance(1, 20) ? days(dice.roll(200) - 50) : days(7)),
  };
}

function pins(scene: Scene, target: MemberId): ActionOf<'member.disable'>['pins'] {
  const devices = [...scene.state.devices.values()].filter(({ member }) => member === target);
  return pinsFor(
    scene,
    devices.map(({ id }) => id),
  );
}

function pinsFor({ dice, state }: Scene, devices: readonly DeviceId[]): ActionOf<'member.disable'>['pins'] {
  const chosen = dice.chance(1, 12) ? [...state.devices.keys()].slice(0, 2) : devices;
  return chosen.map((device) => ({ device, seq: dice.roll(9) - 1, hash: hexOf('6', 0) }));
}

const limits = (scene: Scene) => ({
  withheld: [...new Set(Object.keys(table(scene, 3, () => true)) as Permission[])],
  scopes: scene.dice.chance(3, 4) ? null : [...someGroups(scene)],
});

const name = ({ dice, fresh }: Scene): string => `Name ${dice.chance(1, 2) ? fresh() : 1}`;
function email({ dice, state, fresh }: Scene): string {
  const taken = dice.pick([...state.members.values()]).email;
  return dice.chance(1, 20) ? taken.replace('p', 'P') : `new${fresh()}@example.org`;
}

const withTarget = (scene: Scene) => {
  const member = someone(scene);
  return { member, pins: pins(scene, member) };
};
const waiting = ({ dice, state, favoured }: Scene): Member | undefined => {
  const all = [...state.members.values()].filter(({ status }) => status === 'invited');
  const own = all.filter(({ id }) => favoured.includes(id));
  const invited = own.length > 0 && dice.chance(3, 4) ? own : all;
  return invited.length === 0 ? undefined : dice.pick(invited);
};
const proposed = (scene: Scene): ProposalId => someId(scene, scene.state.proposals, 'p');
const longAgo = ({ dice, at }: Scene): number => at - days(dice.pick([0, 10, 40, 400]));

type Makers = { readonly [T in ActionType]: (scene: Scene) => Omit<ActionOf<T>, 'type'> };

const MAKERS: Makers = {
  'member.invite': (scene) => {
    const { dice, fresh } = scene;
    return trimmed({
      member: dice.chance(1, 40) ? someone(scene) : idOf<MemberId>('m', fresh()),
      name: name(scene),
      email: email(scene),
      kind: seldom(scene, () => dice.pick(MEMBER_KINDS)),
      origin: seldom(scene, () => dice.pick(ORIGINS)),
      class: someClass(scene),
      roles: [...new Set(dice.chance(3, 4) ? [someRole(scene)] : [someRole(scene), someRole(scene)])],
      groups: seldom(scene, () => [...someGroups(scene)]),
      permissions: seldom(scene, () => table(scene, 3, () => someEffect(scene))),
      // Whoever is confined to departments can invite only into them.
      limits: scene.actor.limits.scopes === null ? seldom(scene, () => limits(scene)) : scopedLike(scene),
      expiresAt: seldom(scene, () => scene.at + days(dice.roll(40))),
      contact: dice.chance(1, 20) ? someId(scene, scene.state.contacts, 'c') : undefined,
      invitation: invitation(scene),
    });
  },
  'member.reinvite': (scene) => ({
    member: waiting(scene)?.id ?? someone(scene),
    invitation: invitation(scene),
  }),
  'member.activate': (scene) => {
    const { dice, codes, fresh } = scene;
    const newcomer = waiting(scene);
    const number = fresh();
    const old = codes.length > 0 && dice.chance(1, 10) ? dice.pick(codes).id : undefined;
    const owners = scene.state.members.get(scene.state.owner);
    const reused = dice.chance(1, 20);
    return {
      member: newcomer?.id ?? someone(scene),
      invitation: old ?? newcomer?.invitation?.id ?? idOf<InviteId>('n', number),
      name: name(scene),
      signing: reused ? (owners?.keyset?.signing ?? hexOf('1', number)) : hexOf('1', number),
      sealing: hexOf('2', number, 1216),
      mailbox: dice.chance(1, 20) ? idOf<MailboxId>('b', 0) : idOf<MailboxId>('b', number),
      device: dice.chance(1, 20) ? idOf<DeviceId>('d', 0) : idOf<DeviceId>('d', number),
      devicePublicKey: hexOf('4', number),
      certificate: hexOf('5', number, 64),
      proof: hexOf('7', number, 64),
    };
  },
  'member.edit': (scene) =>
    trimmed({
      member: someone(scene),
      name: seldom(scene, () => name(scene)),
      email: seldom(scene, () => email(scene)),
      kind: seldom(scene, () => scene.dice.pick(MEMBER_KINDS)),
      origin: seldom(scene, () => scene.dice.pick(ORIGINS)),
    }),
  'member.disable': withTarget,
  'member.enable': (scene) => ({ member: someone(scene) }),
  'member.lock': (scene) => ({ ...withTarget(scene), inactiveSince: longAgo(scene) }),
  'member.unlock': (scene) => ({ member: someone(scene) }),
  'member.remove': (scene) => trimmed({ ...withTarget(scene), inactiveSince: seldom(scene, () => longAgo(scene)) }),
  'member.expiry': (scene) => ({
    member: someone(scene),
    expiresAt: scene.dice.chance(1, 2) ? null : scene.at + days(scene.dice.roll(30) - 2),
  }),
  'member.roles': (scene) => {
    const target = withTarget(scene);
    const held = scene.state.members.get(target.member)?.roles.map(({ id }) => id) ?? [];
    return {
      ...target,
      add: scene.dice.chance(3, 4) ? [someRole(scene)] : [],
      remove: scene.dice.some(held, 1, 2).slice(0, scene.dice.roll(3)),
    };
  },
  'member.class': (scene) => ({ ...withTarget(scene), class: someClass(scene) }),
  'member.groups': (scene) => {
    const target = withTarget(scene);
    const held = scene.state.members.get(target.member)?.groups.map(({ id }) => id) ?? [];
    return {
      ...target,
      add: scene.dice.chance(2, 3) ? [someGroup(scene)] : [],
      remove: [...scene.dice.some(held, 1, 2)],
    };
  },
  'member.override': (scene) => ({
    ...withTarget(scene),
    permission: somePermission(scene),
    effect: scene.dice.chance(1, 4) ? null : someEffect(scene),
  }),
  'member.limits': (scene) => ({ ...withTarget(scene), ...limits(scene) }),
  'member.approvers': (scene) => ({ member: someone(scene), approvers: [someone(scene)] }),
  'credits.grant': (scene) => ({ member: someone(scene), amount: 1 + scene.dice.roll(3) }),
  'credits.spend': (scene) => ({ amount: 1 + scene.dice.roll(3) }),
  'privilege.request': (scene) => ({
    permission: scene.dice.pick(['billing.view', 'billing.manage', 'module.buy', somePermission(scene)] as const),
  }),
  'privilege.answer': (scene) => {
    const asking = [...scene.state.members.values()].filter(({ requests }) => requests.length > 0);
    const member = asking.length > 0 ? scene.dice.pick(asking) : undefined;
    return {
      member: member?.id ?? someone(scene),
      permission: member?.requests[0] ?? somePermission(scene),
      granted: scene.dice.chance(3, 4),
    };
  },
  'password.reset': (scene) => ({ member: someone(scene), by: scene.dice.pick(['code', 'password'] as const) }),
  'password.chosen': () => ({}),
  'device.add': (scene) => {
    const number = scene.fresh();
    return {
      device: scene.dice.chance(1, 20) ? idOf<DeviceId>('d', 0) : idOf<DeviceId>('d', number),
      publicKey: scene.dice.chance(1, 20) ? hexOf('4', 0) : hexOf('4', number),
      certificate: hexOf('5', number, 64),
    };
  },
  'device.revoke': (scene) => {
    const [pin] = pins(scene, scene.dice.chance(1, 2) ? scene.actor.id : someone(scene));
    return { pin: pin ?? { device: idOf<DeviceId>('d', scene.fresh()), seq: -1, hash: hexOf('6', 0) } };
  },

  'role.create': (scene) => ({
    role: scene.dice.chance(1, 20) ? someRole(scene) : (`made-${scene.fresh()}` as RoleId),
    name: name(scene),
    rank: scene.dice.pick([0, 5, 10, 20, 50, 80, 99]),
    peer: scene.dice.chance(1, 3),
    matrix: scene.dice.chance(1, 2)
      ? table(scene, 6, () => someLevel(scene))
      : Object.fromEntries(likely(scene.dice).map((permission) => [permission, someLevel(scene)])),
  }),
  'role.edit': (scene) =>
    trimmed({
      role: someRole(scene),
      name: seldom(scene, () => name(scene)),
      rank: seldom(scene, () => scene.dice.pick([0, 10, 20, 50, 80, 99])),
      peer: seldom(scene, () => scene.dice.chance(1, 2)),
      cells: scene.dice.chance(1, 5)
        ? undefined
        : table(scene, 3, () => (scene.dice.chance(1, 4) ? null : someLevel(scene))),
    }),
  'role.delete': (scene) => ({ role: someRole(scene) }),
  'class.create': (scene) => ({
    class: `made-${scene.fresh()}` as ClassId,
    name: name(scene),
    ceiling: scene.dice.chance(1, 3) ? null : likely(scene.dice).toSorted(),
    audience: { classes: scene.dice.chance(1, 2) ? null : [someClass(scene)], contacts: 'personal' },
    licensed: scene.dice.chance(1, 2),
  }),
  'class.edit': (scene) =>
    trimmed({
      class: someClass(scene),
      name: seldom(scene, () => name(scene)),
      ceiling: scene.dice.pick<Permission[] | null | undefined>([
        undefined,
        null,
        likely(scene.dice).toSorted(),
        ceilingPlus(scene),
      ]),
      licensed: seldom(scene, () => scene.dice.chance(1, 2)),
    }),
  'class.delete': (scene) => ({ class: someClass(scene) }),
  'group.create': (scene) => ({
    group: `made-${scene.fresh()}` as GroupId,
    name: name(scene),
    scope: scene.dice.chance(1, 2),
    permissions: table(scene, 3, () => someEffect(scene)),
  }),
  'group.edit': (scene) =>
    trimmed({
      group: someGroup(scene),
      name: seldom(scene, () => name(scene)),
      scope: seldom(scene, () => scene.dice.chance(1, 2)),
      permissions: scene.dice.chance(1, 5)
        ? undefined
        : table(scene, 3, () => (scene.dice.chance(1, 4) ? null : someEffect(scene))),
    }),
  'group.delete': (scene) => ({ group: someGroup(scene) }),
  'setting.set': (scene) => {
    const own = scene.dice.chance(1, 4);
    const key = own ? somePermission(scene) : scene.dice.pick<string>([...SETTING_KEYS, 'nothing']);
    const known = SETTING_KEYS.find((each) => each === key);
    if (known === undefined || isGrantSetting(known) || isConstraintSetting(known)) {
      return { key, value: scene.dice.pick(MODES) };
    }
    return { key, value: scene.dice.pick([1, 7, 30, 90, true, false, 'warn', 'stop', 'allow', 'refuse', -1]) };
  },
  'template.set': (scene) => ({
    role: someRole(scene),
    class: someClass(scene),
    groups: [...someGroups(scene)],
    permissions: table(scene, 3, () => someEffect(scene)),
  }),
  'threshold.set': ({ dice }) => ({ danger: dice.pick(DANGERS), governors: 1 + dice.roll(4) }),
  'organisation.edit': (scene) => trimmed({ name: name(scene), preset: seldom(scene, () => 'egress') }),
  'owner.offer': (scene) => ({ to: someone(scene), keep: scene.dice.chance(1, 4) ? null : someRole(scene) }),
  'owner.withdraw': () => ({}),
  'owner.accept': (scene) => ({
    offer: scene.dice.chance(1, 10) ? 1 + scene.dice.roll(90) : (scene.state.transfer?.setBy ?? 1),
    pins: pins(scene, scene.state.owner),
  }),
  'licence.set': ({ dice, state }) => ({ bought: dice.chance(1, 3) ? null : state.licencesInUse + dice.roll(4) - 1 }),
  'billing.record': (scene) => ({
    record: idOf<BillingRecordId>('v', scene.fresh()),
    hash: hexOf('7', scene.fresh()),
  }),
  'billing.void': (scene) => ({ record: someId(scene, scene.state.billing, 'v') }),
  'contact.add': (scene) => ({
    contact: idOf<ContactId>('c', scene.fresh()),
    name: name(scene),
    email: email(scene),
  }),
  'contact.edit': (scene) => ({ contact: someId(scene, scene.state.contacts, 'c'), name: name(scene) }),
  'contact.remove': (scene) => ({ contact: someId(scene, scene.state.contacts, 'c') }),
  'folder.create': (scene) => ({ folder: idOf<FolderId>('f', scene.fresh()), name: name(scene) }),
  'folder.edit': (scene) => ({ folder: someId(scene, scene.state.folders, 'f'), name: name(scene) }),
  'folder.grant': (scene) => ({
    folder: someId(scene, scene.state.folders, 'f'),
    to: scene.dice.pick<MemberId | GroupId>([someone(scene), someGroup(scene)]),
    level: scene.dice.chance(1, 4) ? null : scene.dice.pick(FOLDER_LEVELS),
  }),
  'folder.delete': (scene) => ({ folder: someId(scene, scene.state.folders, 'f') }),
  'link.add': (scene) => ({
    link: idOf<LinkId>('k', scene.fresh()),
    organisation: hexOf('f', scene.dice.roll(5)) as OrganisationId,
    name: name(scene),
  }),
  'link.remove': (scene) => ({ link: someId(scene, scene.state.links, 'k') }),
  'proposal.open': (scene) => ({
    proposal: idOf<ProposalId>('p', scene.dice.chance(1, 20) ? 0 : scene.fresh()),
    actions: Array.from({ length: 1 + scene.dice.roll(2) }, () => actionOf(scene, PROPOSED)),
    expiresAt: scene.at + days(scene.dice.roll(9) - 1),
  }),
  'proposal.approve': (scene) => {
    const proposal = proposed(scene);
    const devices = devicesToPin(scene.state, { type: 'proposal.approve', proposal });
    return { proposal, pins: pinsFor(scene, devices) };
  },
  'proposal.withdraw': (scene) => ({ proposal: proposed(scene) }),
  'key.rotate': (scene) => {
    const key = scene.dice.pick(['directory', 'audit', 'recovery', 'billing'] as const);
    const current = key === 'directory' ? scene.state.directoryEpoch : (scene.state.keys[key]?.epoch ?? 0);
    return {
      key,
      epoch: scene.dice.chance(1, 8) ? 1 + scene.dice.roll(5) : current + 1,
      publicKey: (key === 'directory') === scene.dice.chance(15, 16) ? null : hexOf('8', scene.fresh(), 1216),
      copies: hexOf('9', scene.fresh()),
    };
  },
  'state.root': (scene) => ({ root: hexOf('a', scene.fresh()) }),
};

function scopedLike(scene: Scene): ActionOf<'member.invite'>['limits'] {
  return { withheld: [], scopes: scene.dice.chance(1, 4) ? null : [...(scene.actor.limits.scopes ?? [])] };
}

function ceilingPlus(scene: Scene): Permission[] {
  const current = scene.state.classes.get(someClass(scene))?.ceiling ?? [];
  return [...new Set([...current, somePermission(scene)])].toSorted();
}

/** How often each type is tried. */
export type Weights = Partial<Record<ActionType, number>>;

const EVERY = Object.keys(MAKERS) as readonly ActionType[];
export const EVEN: Weights = Object.fromEntries(EVERY.map((type) => [type, 1]));
/** What changes rights more often than what does not. */
export const USUAL: Weights = {
  ...EVEN,
  'member.invite': 4,
  'member.activate': 6,
  'member.roles': 4,
  'member.groups': 3,
  'member.override': 4,
  'role.edit': 4,
  'group.edit': 3,
  'class.edit': 2,
  'setting.set': 3,
  'proposal.open': 3,
  'proposal.approve': 5,
  'owner.offer': 2,
  'owner.accept': 3,
  'password.chosen': 3,
};
/** What can be put to a vote, with what needs one more often. */
const PROPOSED: Weights = {
  ...EVEN,
  'proposal.open': 0,
  'proposal.approve': 0,
  'proposal.withdraw': 0,
  'member.roles': 8,
  'threshold.set': 6,
  'setting.set': 6,
  'owner.offer': 4,
  'role.edit': 4,
};

export function actionOf(scene: Scene, weights: Weights): Action {
  const total = EVERY.reduce((sum, type) => sum + (weights[type] ?? 0), 0);
  let left = scene.dice.roll(total);
  for (const type of EVERY) {
    left -= weights[type] ?? 0;
    if (left < 0) return { type, ...MAKERS[type](scene) } as Action;
  }
  throw new RangeError('no weights');
}
