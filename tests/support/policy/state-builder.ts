import type {
  ClassId,
  ContactId,
  DeviceId,
  FolderId,
  GroupId,
  MailboxId,
  MemberId,
  OrganisationId,
  RoleId,
} from '../../../src-shared/base/ids.ts';
import { overridesOf } from '../../../src-shared/policy/model/cells.ts';
import type {
  Contact,
  Effect,
  Folder,
  FolderLevel,
  Member,
  MemberClass,
} from '../../../src-shared/policy/model/entities.ts';
import { genesisState } from '../../../src-shared/policy/model/genesis-state.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import type { SettingKey, SettingValue } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { type Preset, presetSchema } from '../../../src-shared/policy/presets/preset.ts';

/*
 * States by hand, for tests that are about one rule: a small preset, and members put straight into the state, without a
 * log that led there. The founder is `olga`; whatever a test puts in is set by the entry it names, 1 unless told.
 */

/** A valid id made of a short name: 26 characters of the alphabet of ids. */
export function idFor<Id extends string = MemberId>(name: string): Id {
  const swaps: Readonly<Record<string, string>> = { i: '1', l: '2', o: '3', u: '4' };
  return name.replace(/[ilou]/g, (letter) => swaps[letter] ?? '').padEnd(26, 'z') as Id;
}

const hexFor = (name: string, bytes: number): string =>
  Buffer.from(name)
    .toString('hex')
    .padEnd(bytes * 2, '0');

/** The time of genesis and, unless told, of the newest entry: in milliseconds. */
export const T0 = 1_750_000_000_000;
export const OWNER = idFor('olga');

const ALL_USE: readonly Permission[] = PERMISSIONS.filter((permission) => kindOf(permission) === 'use');
/** What no role of `SMALL` gives: the owner has these from layer 1, others from overrides. */
const RARE: readonly Permission[] = ['pkg.persistent', 'pkg.cooperative'];
const given = (permissions: readonly Permission[], level: 'full' | 'limited' = 'full') =>
  Object.fromEntries(permissions.map((permission) => [permission, level]));
const USE = ALL_USE.filter((permission) => !RARE.includes(permission));
const BASIC: readonly Permission[] = ['account.login', 'pkg.receive', 'pkg.send', 'pkg.send.private', 'folder.use'];
const GOVERNANCE = PERMISSIONS.filter((permission) => kindOf(permission) === 'governance');

/** Every kind of part once or twice, and every mode at `selected`. */
export const SMALL: Preset = presetSchema.parse({
  key: 'small',
  ownerRole: 'owner',
  ownerClass: 'staff',
  roles: [
    { id: 'owner', name: 'Owner', rank: 100, peer: false, unique: true, matrix: given(USE) },
    { id: 'admin', name: 'Administrator', rank: 80, peer: true, unique: false, matrix: given([...USE, ...GOVERNANCE]) },
    {
      id: 'manager',
      name: 'Manager',
      rank: 50,
      peer: false,
      unique: false,
      matrix: { ...given(BASIC), ...given(['user.invite', 'user.edit', 'user.state', 'password.reset'], 'limited') },
    },
    { id: 'auditor', name: 'Auditor', rank: 25, peer: false, unique: false, matrix: given([...BASIC, 'org.pkg.view']) },
    { id: 'member', name: 'Member', rank: 10, peer: false, unique: false, matrix: given(BASIC) },
    {
      id: 'reader',
      name: 'Reader',
      rank: 5,
      peer: false,
      unique: false,
      matrix: given(['account.login', 'pkg.receive']),
    },
  ],
  classes: [
    { id: 'staff', name: 'Staff', ceiling: null, audience: { classes: null, contacts: 'all' }, licensed: true },
    {
      id: 'guest',
      name: 'Guest',
      ceiling: BASIC,
      audience: { classes: ['staff'], contacts: 'none' },
      licensed: false,
    },
    {
      id: 'partner',
      name: 'Partner',
      ceiling: ALL_USE,
      audience: { classes: ['staff'], contacts: 'personal' },
      licensed: false,
    },
  ],
  groups: [
    { id: 'sales', name: 'Sales', scope: true, permissions: { 'library.browse': 'allow' } },
    { id: 'finance', name: 'Finance', scope: true, permissions: {} },
    {
      id: 'strict',
      name: 'Strict',
      scope: false,
      permissions: { 'pkg.send.private': 'deny', 'library.browse': 'deny' },
    },
  ],
  settings: {
    'packages.briefcase': 'selected',
    'packages.cooperative': 'selected',
    'access.ownSent': 'selected',
    'access.sendToSelf': 'selected',
    'approval.accessAll': 'selected',
    'approval.chooseApprovers': 'selected',
    'encryption.password': 'selected',
    'users.checkDetails': 'selected',
    'modules.pgp': 'selected',
    'modules.sftp': 'selected',
    'approval.required': 'nobody',
    'users.mfa': 'nobody',
    'users.invitationDays': 7,
    'users.lockAfterDays': 0,
    'users.removeAfterDays': 0,
    'security.leaseDays': 7,
    'security.staleSending': 'warn',
    'security.passwordOnly': 'refuse',
    'billing.unlimitedSending': true,
    'billing.freeCredits': 0,
  },
  template: { role: 'member', class: 'staff', groups: [], permissions: {} },
  thresholds: {
    'owner.transfer': 1,
    'recovery.key': 1,
    'administrator.add': 1,
    'mfa.weaken': 1,
    'approval.weaken': 1,
    threshold: 1,
  },
  licences: null,
});

/** The organisation of one that `olga` founded. */
export function founded(preset: Preset = SMALL): PolicyState {
  const owner = {
    member: OWNER,
    name: 'Olga',
    email: 'olga@example.org',
    signing: hexFor('sign olga', 32),
    sealing: hexFor('seal olga', 32),
    mailbox: idFor<MailboxId>('mailbox-olga'),
    device: idFor<DeviceId>('device-olga'),
    devicePublicKey: hexFor('device olga', 32),
    certificate: hexFor('certificate olga', 64),
  };
  const organisation = hexFor('organisation', 32) as OrganisationId;
  return genesisState({ organisation, at: T0, name: 'Lovelace Ltd', owner }, preset);
}

type Effects = { readonly [P in Permission]?: Effect };

/** What a member differs in from an active one of the preset's template. `by`: the entry that set all of it. */
export interface Person extends Partial<Omit<Member, 'class' | 'roles' | 'groups' | 'overrides' | 'limits' | 'setBy'>> {
  readonly class?: string;
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
  readonly overrides?: Effects;
  readonly withheld?: readonly Permission[];
  readonly scopes?: readonly string[] | null;
  readonly by?: number;
}

/** The state with a member more, or with another member in place of the one of that name. */
export function withMember(state: PolicyState, name: string, person: Person = {}): PolicyState {
  const { by = 1, withheld = [], scopes = null, overrides = {}, groups = [], roles, ...rest } = person;
  const assigned = <Id extends string>(ids: readonly string[]) =>
    [...ids].sort().map((id) => ({ id: id as Id, setBy: by }));
  const member: Member = {
    id: idFor(name),
    name,
    email: `${name}@example.org`,
    kind: 'internal',
    origin: 'local',
    status: 'active',
    expiresAt: null,
    approvers: [],
    credits: 0,
    requests: [],
    keyset: { signing: hexFor(`sign ${name}`, 32), sealing: hexFor(`seal ${name}`, 32) },
    mailbox: idFor<MailboxId>(`mailbox-${name}`),
    invitation: null,
    resetBy: null,
    ...rest,
    class: (person.class ?? state.template.class) as ClassId,
    roles: assigned<RoleId>(roles ?? [state.template.role]),
    groups: assigned<GroupId>(groups),
    overrides: overridesOf(overrides, by),
    limits: { withheld, scopes: scopes as readonly GroupId[] | null, setBy: by },
    setBy: { status: by, class: by, origin: by, expiry: by, keyset: by, credits: by },
  };
  return { ...moved(state, by), members: new Map(state.members).set(member.id, member) };
}

/** `withMember` for many, in the order of the table. */
export function withMembers(state: PolicyState, people: Readonly<Record<string, Person>>): PolicyState {
  return Object.entries(people).reduce((next, [name, person]) => withMember(next, name, person), state);
}

export function withSetting<K extends SettingKey>(
  state: PolicyState,
  key: K,
  value: SettingValue<K>,
  by = 1,
): PolicyState {
  return { ...moved(state, by), settings: { ...state.settings, [key]: { value, setBy: by } } };
}

export function withGroup(state: PolicyState, id: string, effects: Effects, by = 1): PolicyState {
  const group = { id: id as GroupId, name: id, scope: false, permissions: overridesOf(effects, by), setBy: by };
  return { ...moved(state, by), groups: new Map(state.groups).set(group.id, group) };
}

export function withClass(state: PolicyState, id: string, changes: Partial<MemberClass>, by = 1): PolicyState {
  const definition = state.classes.get(id as ClassId);
  if (definition === undefined) throw new TypeError(`no class "${id}"`);
  return { ...moved(state, by), classes: new Map(state.classes).set(definition.id, { ...definition, ...changes }) };
}

/** A level of null takes the permission out of the role. */
export function withCell(
  state: PolicyState,
  id: string,
  permission: Permission,
  level: 'limited' | 'full' | null,
  by = 1,
): PolicyState {
  const role = state.roles.get(id as RoleId);
  if (role === undefined) throw new TypeError(`no role "${id}"`);
  const { [permission]: _, ...others } = role.matrix;
  const matrix = level === null ? others : { ...others, [permission]: { level, setBy: by } };
  return { ...moved(state, by), roles: new Map(state.roles).set(role.id, { ...role, matrix, setBy: by }) };
}

export function withContact(state: PolicyState, name: string, by = 1): PolicyState {
  const id = idFor<ContactId>(name);
  const contact: Contact = { id, name, email: `${name}@example.net`, pgp: 'none', by: state.owner, setBy: by };
  return { ...moved(state, by), contacts: new Map(state.contacts).set(id, contact) };
}

/** `grants`: who (a member's name or a group's key) has which level. */
export function withFolder(
  state: PolicyState,
  name: string,
  owner: string,
  grants: Readonly<Record<string, FolderLevel>>,
  by = 1,
): PolicyState {
  const to = (key: string) => (state.groups.has(key as GroupId) ? (key as GroupId) : idFor(key));
  const folder: Folder = {
    id: idFor<FolderId>(name),
    name,
    owner: idFor(owner),
    grants: Object.entries(grants).map(([key, level]) => ({ to: to(key), level, setBy: by })),
    setBy: by,
  };
  return { ...moved(state, by), folders: new Map(state.folders).set(folder.id, folder) };
}

/** Entries are numbered by what the test puts in: the head is the newest of them. */
function moved(state: PolicyState, by: number): PolicyState {
  return { ...state, head: { ...state.head, seq: Math.max(state.head.seq, by) } };
}
