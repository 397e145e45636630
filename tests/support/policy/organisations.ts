import type {
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
  RoleId,
} from '../../../src-shared/base/ids.ts';
import { cellsOf, overridesOf } from '../../../src-shared/policy/model/cells.ts';
import { emailClaim, invitationClaim, keyClaim, mailboxClaim } from '../../../src-shared/policy/model/claims.ts';
import {
  type AccessLimits,
  type Cell,
  DANGERS,
  type Device,
  type Effect,
  type Group,
  type Member,
  type MemberClass,
  type MemberStatus,
  type Override,
  type Role,
  type Threshold,
} from '../../../src-shared/policy/model/entities.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import {
  CONSTRAINT_KEYS,
  GRANT_KEYS,
  MODES,
  SETTING_KEYS,
  type SettingKey,
  type SettingValue,
} from '../../../src-shared/policy/model/settings.ts';
import {
  type PolicyState,
  RULES,
  type Setting,
  type Settings,
  type Template,
  type Thresholds,
} from '../../../src-shared/policy/model/state.ts';
import type { Preset } from '../../../src-shared/policy/presets/preset.ts';
import type { Dice } from './dice.ts';
import { days, hexOf, idOf } from './ids.ts';

/*
 * Random organisations, stranger than anybody would make one: high ranks that may do little and low ones that may do
 * much, classes that forbid what roles give, departments that overlap. What the model calls an invariant holds in them.
 */

/** The time of the newest entry of every random organisation: a Monday. */
export const NOW = days(20_000);
/** How many entries they claim to have had. */
export const HEAD = 40;

const OWNER_ROLE = 'owner' as RoleId;
const OWNER_CLASS = 'staff' as ClassId;
const RANKS = [80, 80, 50, 50, 40, 30, 25, 20, 15, 10, 5, 0] as const;

export interface Options {
  /** Members besides the owner; 3 to 7 by default. */
  readonly members?: number;
  /** Roles, classes, groups, settings and template of a preset instead of random ones. */
  readonly preset?: Preset;
  /** Leaves out what keeps an account from acting: states, expiry, forced passwords. */
  readonly allActive?: boolean;
}

export function organisation(dice: Dice, options: Options = {}): PolicyState {
  const { preset, allActive = false } = options;
  const roles = preset === undefined ? rolesOf(dice) : ofPreset(dice, rolesIn(preset));
  const classes = preset === undefined ? classesOf(dice) : ofPreset(dice, preset.classes);
  const groups = preset === undefined ? groupsOf(dice) : ofPreset(dice, groupsIn(preset));
  const ownerRole = preset?.ownerRole ?? OWNER_ROLE;
  const ownerClass = preset?.ownerClass ?? OWNER_CLASS;
  const parts: Parts = { roles, classes, groups, ownerRole, ownerClass, allActive };
  const others = options.members ?? 3 + dice.roll(5);
  const members = [ownerOf(dice, parts)];
  for (let number = 1; number <= others; number += 1) members.push(memberOf(dice, parts, number));
  const devices = members.filter(({ keyset }) => keyset !== null).map((member, index) => deviceOf(member, index));
  const licensed = members.filter(
    (member) =>
      ['active', 'locked', 'disabled'].includes(member.status) &&
      classes.some((each) => each.id === member.class && each.licensed),
  ).length;
  const [first] = members;
  const contact = { id: idOf<ContactId>('c', 0), name: 'Contact', email: 'contact@example.net', pgp: 'none' } as const;
  const folder = { id: idOf<FolderId>('f', 0), name: 'Folder', owner: dice.pick(members).id, setBy: entry(dice) };
  const grants = members.slice(1, 3).map(({ id }) => ({ to: id, level: 'read', setBy: entry(dice) }) as const);
  const link = idOf<LinkId>('k', 0);
  return {
    organisation: hexOf('a', 1) as OrganisationId,
    name: 'Lovelace Ltd',
    preset: preset?.key ?? 'random',
    owner: idOf<MemberId>('m', 0),
    ownerRole,
    rules: RULES,
    head: { seq: HEAD, hash: hexOf('b', HEAD) },
    at: NOW,
    members: byId(members),
    devices: byId(devices),
    roles: byId(roles),
    classes: byId(classes),
    groups: byId(groups),
    contacts: byId([{ ...contact, by: first?.id ?? idOf<MemberId>('m', 0), setBy: entry(dice) }]),
    folders: byId([{ ...folder, grants }]),
    links: byId([{ id: link, organisation: hexOf('f', 1) as OrganisationId, name: 'Partner', setBy: entry(dice) }]),
    proposals: new Map(),
    billing: new Map(),
    settings: settingsOf(dice, preset),
    template:
      preset === undefined
        ? templateOf(dice, parts)
        : { ...preset.template, groups: preset.template.groups.toSorted(), setBy: entry(dice) },
    thresholds: thresholdsOf(dice),
    licences: { bought: dice.chance(1, 2) ? null : licensed + dice.roll(3), setBy: entry(dice) },
    licencesInUse: licensed,
    transfer: null,
    keys: { audit: null, recovery: null, billing: null },
    taken: claimsOf(members),
    directoryEpoch: 0,
    directorySetBy: 0,
  };
}

interface Parts {
  readonly roles: readonly Role[];
  readonly classes: readonly MemberClass[];
  readonly groups: readonly Group[];
  readonly ownerRole: RoleId;
  readonly ownerClass: ClassId;
  readonly allActive: boolean;
}

function templateOf(dice: Dice, { roles, classes, groups }: Parts): Template {
  return {
    role: dice.pick(roles.filter(({ unique }) => !unique)).id,
    class: dice.pick(classes).id,
    groups: dice.some(groups, 1, 3).map(({ id }) => id),
    permissions: effects(dice, 40),
    setBy: entry(dice),
  };
}

const ofPreset = <T>(dice: Dice, items: readonly T[]): readonly (T & { readonly setBy: number })[] =>
  items.map((item) => ({ ...item, setBy: entry(dice) }));
const rolesIn = ({ roles }: Preset) => roles.map((role) => ({ ...role, matrix: cellsOf(role.matrix, 0) }));
const groupsIn = ({ groups }: Preset) =>
  groups.map((group) => ({ ...group, permissions: overridesOf(group.permissions, 0) }));

const entry = (dice: Dice): number => dice.roll(HEAD + 1);
const byId = <Id extends string, T extends { readonly id: Id }>(items: readonly T[]): ReadonlyMap<Id, T> =>
  new Map(items.map((item) => [item.id, item]));
const sorted = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const assigned = <T extends string>(dice: Dice, ids: readonly T[]) =>
  sorted(ids.map((id) => ({ id, setBy: entry(dice) })));

/** How often a role, or a ceiling, includes a permission, in sixteenths by kind. */
interface Likely {
  readonly use: number;
  readonly governance: number;
  readonly delegated: number;
  readonly exemption: number;
}
const LIKELY: readonly Likely[] = [
  { use: 13, governance: 13, delegated: 10, exemption: 8 },
  { use: 12, governance: 9, delegated: 4, exemption: 4 },
  { use: 10, governance: 5, delegated: 3, exemption: 3 },
  { use: 8, governance: 2, delegated: 1, exemption: 2 },
  { use: 10, governance: 0, delegated: 0, exemption: 1 },
];

export function likely(dice: Dice): readonly Permission[] {
  const odds = dice.pick(LIKELY);
  return PERMISSIONS.filter((permission) =>
    permission === 'account.login' ? dice.chance(15, 16) : dice.chance(odds[kindOf(permission)], 16),
  );
}

function matrixOf(dice: Dice, permissions: readonly Permission[]): Role['matrix'] {
  const cells: Partial<Record<Permission, Cell>> = {};
  const limited = dice.chance(1, 3);
  for (const permission of permissions) {
    cells[permission] = { level: limited && dice.chance(1, 4) ? 'limited' : 'full', setBy: entry(dice) };
  }
  return cells;
}

function rolesOf(dice: Dice): readonly Role[] {
  const everything = PERMISSIONS.filter((permission) => kindOf(permission) !== 'use' || dice.chance(15, 16));
  const setBy = entry(dice);
  const roles: Role[] = [
    { id: OWNER_ROLE, name: 'Owner', rank: 100, peer: false, unique: true, matrix: matrixOf(dice, everything), setBy },
  ];
  const count = 3 + dice.roll(4);
  for (let number = 1; number <= count; number += 1) {
    roles.push({
      id: `role-${number}` as RoleId,
      name: `Role ${number}`,
      rank: dice.pick(RANKS),
      peer: dice.chance(1, 3),
      unique: number > 1 && dice.chance(1, 12),
      matrix: matrixOf(dice, likely(dice)),
      setBy: entry(dice),
    });
  }
  return roles;
}

function classesOf(dice: Dice): readonly MemberClass[] {
  const audience = { classes: dice.chance(1, 2) ? null : [OWNER_CLASS], contacts: 'all' } as const;
  const made = (id: string, ceiling: MemberClass['ceiling']): MemberClass => ({
    id: id as ClassId,
    name: id,
    ceiling,
    audience,
    licensed: dice.chance(1, 2),
    setBy: entry(dice),
  });
  const jail: readonly Permission[] = ['account.login', 'folder.use', 'pkg.receive'];
  const users = PERMISSIONS.filter((permission) => kindOf(permission) === 'use').toSorted();
  return [made(OWNER_CLASS, null), made('guest', users), made('jailed', jail), made('custom', likely(dice).toSorted())];
}

function effects(dice: Dice, oneIn: number): { readonly [P in Permission]?: Effect } {
  const made: Partial<Record<Permission, Effect>> = {};
  for (const permission of dice.some(PERMISSIONS, 1, oneIn)) made[permission] = dice.chance(1, 2) ? 'allow' : 'deny';
  return made;
}

function overrides(dice: Dice, oneIn: number): { readonly [P in Permission]?: Override } {
  const made: Partial<Record<Permission, Override>> = {};
  for (const [permission, effect] of Object.entries(effects(dice, oneIn)) as [Permission, Effect][]) {
    made[permission] = { effect, setBy: entry(dice) };
  }
  return made;
}

function groupsOf(dice: Dice): readonly Group[] {
  return [1, 2, 3].map((number) => ({
    id: `group-${number}` as GroupId,
    name: `Group ${number}`,
    permissions: overrides(dice, dice.pick([8, 16, 200])),
    scope: dice.chance(1, 2),
    setBy: entry(dice),
  }));
}

function settingsOf(dice: Dice, preset?: Preset): Settings {
  const set = <K extends SettingKey>(value: SettingValue<K>): Setting<SettingValue<K>> => ({
    value,
    setBy: entry(dice),
  });
  if (preset !== undefined) {
    return Object.fromEntries(SETTING_KEYS.map((key) => [key, set(preset.settings[key])])) as unknown as Settings;
  }
  const modes = Object.fromEntries([...GRANT_KEYS, ...CONSTRAINT_KEYS].map((key) => [key, set(dice.pick(MODES))]));
  return {
    ...modes,
    'users.invitationDays': set(7),
    'users.lockAfterDays': set(dice.pick([0, 30])),
    'users.removeAfterDays': set(dice.pick([0, 90])),
    'security.leaseDays': set(7),
    'security.staleSending': set('warn'),
    'security.passwordOnly': set('refuse'),
    'billing.unlimitedSending': set(dice.chance(1, 2)),
    'billing.freeCredits': set(3),
  } as Settings;
}

function thresholdsOf(dice: Dice): Thresholds {
  const one = (): Threshold => ({ governors: dice.chance(3, 4) ? 1 : 1 + dice.roll(3), setBy: entry(dice) });
  return Object.fromEntries(DANGERS.map((danger) => [danger, one()])) as Record<(typeof DANGERS)[number], Threshold>;
}

const NO_LIMITS: Omit<AccessLimits, 'setBy'> = { withheld: [], scopes: null };

function bare(dice: Dice, number: number): Omit<Member, 'class' | 'roles'> {
  return {
    id: idOf<MemberId>('m', number),
    name: `Person ${number}`,
    email: `p${number}@example.org`,
    kind: 'internal',
    origin: 'local',
    status: 'active',
    expiresAt: null,
    groups: [],
    overrides: {},
    limits: { ...NO_LIMITS, setBy: entry(dice) },
    approvers: [],
    credits: dice.roll(3),
    requests: [],
    keyset: { signing: hexOf('1', number), sealing: hexOf('2', number, 1216) },
    mailbox: idOf<MailboxId>('b', number),
    invitation: null,
    resetBy: null,
    setBy: {
      status: entry(dice),
      class: entry(dice),
      origin: entry(dice),
      expiry: entry(dice),
      keyset: entry(dice),
      credits: entry(dice),
    },
  };
}

function ownerOf(dice: Dice, { groups, ownerRole, ownerClass }: Parts): Member {
  return {
    ...bare(dice, 0),
    class: ownerClass,
    roles: assigned(dice, [ownerRole]),
    groups: assigned(
      dice,
      dice.some(groups, 1, 4).map(({ id }) => id),
    ),
    overrides: overrides(dice, 60),
  };
}

const STATES: readonly MemberStatus[] = ['invited', 'disabled', 'locked', 'removed'];

function memberOf(dice: Dice, { roles, classes, groups, ownerClass, allActive }: Parts, number: number): Member {
  const status = allActive || dice.chance(3, 4) ? 'active' : dice.pick(STATES);
  const others = roles.filter(({ unique }) => !unique);
  const main = dice.pick(others).id;
  const more = dice.chance(1, 3) ? [dice.pick(others).id] : [];
  const stopped = !allActive && dice.chance(1, 8);
  const unknown = status === 'invited';
  const member = bare(dice, number);
  const id = idOf<InviteId>('n', number);
  return {
    ...member,
    kind: dice.pick(['internal', 'internal', 'external', 'service']),
    origin: dice.chance(1, 4) ? 'federated' : 'local',
    status,
    expiresAt: dice.chance(1, 4) ? NOW + days(stopped ? -dice.roll(3) : 1 + dice.roll(100)) : null,
    class: dice.chance(3, 4) ? ownerClass : dice.pick(classes).id,
    roles: assigned(dice, [...new Set([main, ...more])]),
    groups: assigned(
      dice,
      dice.some(groups, 1, 3).map((group) => group.id),
    ),
    overrides: overrides(dice, dice.pick([12, 30, 200])),
    limits: {
      withheld: dice.chance(1, 3) ? dice.some(PERMISSIONS, 1, 12).toSorted() : [],
      scopes: dice.chance(1, 4)
        ? dice
            .some(
              groups.filter(({ scope }) => scope),
              1,
              2,
            )
            .map((group) => group.id)
        : null,
      setBy: entry(dice),
    },
    keyset: unknown ? null : member.keyset,
    mailbox: unknown ? null : member.mailbox,
    invitation: unknown
      ? { id, member: member.id, by: member.id, publicKey: hexOf('3', number), expiresAt: NOW + days(dice.roll(9) - 1) }
      : null,
    resetBy: !allActive && !unknown && dice.chance(1, 16) ? entry(dice) : null,
  };
}

function deviceOf(member: Member, index: number): Device {
  return {
    id: idOf<DeviceId>('d', Number(member.id.slice(1))),
    member: member.id,
    publicKey: hexOf('4', Number(member.id.slice(1))),
    certificate: hexOf('5', index, 64),
    revoked: false,
    pins: [],
    setBy: 0,
  };
}

function claimsOf(members: readonly Member[]): ReadonlyMap<string, string> {
  const claims = new Map<string, string>();
  for (const { id, email, keyset, mailbox, invitation } of members) {
    claims.set(emailClaim(email), id);
    if (mailbox !== null) claims.set(mailboxClaim(mailbox), id);
    if (invitation !== null) claims.set(invitationClaim(invitation.id), id).set(keyClaim(invitation.publicKey), id);
    if (keyset === null) continue;
    for (const key of [keyset.signing, keyset.sealing, hexOf('4', Number(id.slice(1)))]) claims.set(keyClaim(key), id);
  }
  return claims;
}
