import type {
  ClassId,
  DeviceId,
  GroupId,
  MailboxId,
  MemberId,
  OrganisationId,
  RoleId,
} from '../../../src-shared/base/ids.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import type { PolicyEntry } from '../../../src-shared/policy/apply/apply.ts';
import { overridesOf } from '../../../src-shared/policy/model/cells.ts';
import { emailClaim, keyClaim, mailboxClaim } from '../../../src-shared/policy/model/claims.ts';
import { DANGERS, type Danger, type Effect, type Member } from '../../../src-shared/policy/model/entities.ts';
import { genesisState } from '../../../src-shared/policy/model/genesis-state.ts';
import { PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { assigned } from '../../../src-shared/policy/model/sets.ts';
import type { SettingValues } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { Preset } from '../../../src-shared/policy/presets/preset.ts';
import { hexOf, idOf } from './ids.ts';

/*
 * A small organisation said in a few lines: for the cases that the random ones led to, and for those in which one rule
 * alone stands between an actor and the gain.
 */

type Effects = { readonly [P in Permission]?: Effect };

export interface Plan {
  readonly roles: {
    readonly [id: string]: {
      readonly rank: number;
      readonly peer?: boolean;
      readonly unique?: boolean;
      readonly gives: readonly Permission[];
      /** Of what it gives: over external and service accounts only. */
      readonly limited?: readonly Permission[];
    };
  };
  /** Besides `staff`, which has no ceiling. */
  readonly ceilings?: { readonly [id: string]: readonly Permission[] };
  readonly groups?: { readonly [id: string]: Effects };
  /** Besides the owner; active, of `staff`, and internal unless told. The first role of the plan is the template's. */
  readonly people: {
    readonly [name: string]: Partial<Pick<Member, 'status' | 'kind' | 'origin' | 'expiresAt' | 'credits'>> & {
      readonly roles: readonly string[];
      readonly class?: string;
      readonly groups?: readonly string[];
      readonly permissions?: Effects;
      readonly withheld?: readonly Permission[];
      readonly scopes?: readonly string[];
    };
  };
  readonly settings?: Partial<SettingValues>;
  readonly thresholds?: { readonly [D in Danger]?: number };
}

export interface Scenario {
  readonly state: PolicyState;
  readonly id: (name: string) => MemberId;
  /** What they would sign next, by the state given or the first one. */
  readonly entry: (by: string, actions: readonly Action[], state?: PolicyState) => PolicyEntry;
}

const START = 1_750_000_000_000;
export const OWNER = 'owner';

export function scenario(plan: Plan): Scenario {
  const names = [OWNER, ...Object.keys(plan.people)];
  const numberOf = (name: string): number => names.indexOf(name);
  const id = (name: string): MemberId => idOf<MemberId>('m', numberOf(name));
  const founded = genesisState(
    {
      organisation: hexOf('a', 1) as OrganisationId,
      at: START,
      name: 'Lovelace Ltd',
      owner: { ...keysOf(0), member: id(OWNER), name: OWNER, email: 'owner@example.org' },
    },
    presetOf(plan),
  );
  const members = new Map(founded.members);
  const devices = new Map(founded.devices);
  const taken = new Map(founded.taken);
  for (const [name, person] of Object.entries(plan.people)) {
    const number = numberOf(name);
    const keys = keysOf(number);
    members.set(id(name), { ...memberOf(number, name, person), id: id(name) });
    const { device, devicePublicKey, certificate } = keys;
    devices.set(device, {
      id: device,
      member: id(name),
      publicKey: devicePublicKey,
      certificate,
      revoked: false,
      pins: [],
      setBy: 0,
    });
    taken.set(emailClaim(`${name}@example.org`), id(name)).set(mailboxClaim(keys.mailbox), id(name));
    for (const key of [keys.signing, keys.sealing, devicePublicKey]) taken.set(keyClaim(key), id(name));
  }
  const state = { ...founded, members, devices, taken };
  let entries = 0;
  return {
    state,
    id,
    entry(by, actions, from = state) {
      entries += 1;
      return {
        seq: from.head.seq + 1,
        prev: from.head.hash,
        hash: hexOf('d', entries),
        at: from.at + 1_000,
        author: id(by),
        device: keysOf(numberOf(by)).device,
        actions,
      };
    },
  };
}

function keysOf(number: number) {
  return {
    signing: hexOf('1', number),
    sealing: hexOf('2', number, 1216),
    mailbox: idOf<MailboxId>('b', number),
    device: idOf<DeviceId>('d', number),
    devicePublicKey: hexOf('4', number),
    certificate: hexOf('5', number, 64),
  };
}

function memberOf(number: number, name: string, person: Plan['people'][string]): Omit<Member, 'id'> {
  const { signing, sealing, mailbox } = keysOf(number);
  return {
    name,
    email: `${name}@example.org`,
    kind: person.kind ?? 'internal',
    origin: person.origin ?? 'local',
    status: person.status ?? 'active',
    expiresAt: person.expiresAt ?? null,
    class: (person.class ?? 'staff') as ClassId,
    roles: assigned(person.roles as readonly RoleId[], 0),
    groups: assigned((person.groups ?? []) as readonly GroupId[], 0),
    overrides: overridesOf(person.permissions ?? {}, 0),
    limits: {
      withheld: person.withheld ?? [],
      scopes: (person.scopes as readonly GroupId[] | undefined) ?? null,
      setBy: 0,
    },
    approvers: [],
    credits: person.credits ?? 0,
    requests: [],
    keyset: { signing, sealing },
    mailbox,
    invitation: null,
    resetBy: null,
    setBy: { status: 0, class: 0, origin: 0, expiry: 0, keyset: 0, credits: 0 },
  };
}

function presetOf({ roles, ceilings = {}, groups = {}, settings = {}, thresholds = {} }: Plan): Preset {
  const audience = { classes: null, contacts: 'all' } as const;
  const [first] = Object.keys(roles);
  const full = (gives: readonly Permission[], limited: readonly Permission[] = []) =>
    Object.fromEntries(gives.map((permission) => [permission, limited.includes(permission) ? 'limited' : 'full']));
  return {
    key: 'scenario',
    ownerRole: OWNER as RoleId,
    ownerClass: 'staff' as ClassId,
    roles: [
      { id: OWNER as RoleId, name: OWNER, rank: 100, peer: false, unique: true, matrix: full(PERMISSIONS) },
      ...Object.entries(roles).map(([id, { rank, peer = false, unique = false, gives, limited }]) => ({
        id: id as RoleId,
        name: id,
        rank,
        peer,
        unique,
        matrix: full(gives, limited),
      })),
    ],
    classes: [
      { id: 'staff' as ClassId, name: 'staff', ceiling: null, audience, licensed: true },
      ...Object.entries(ceilings).map(([id, ceiling]) => ({
        id: id as ClassId,
        name: id,
        ceiling: [...ceiling],
        audience,
        licensed: true,
      })),
    ],
    groups: Object.entries(groups).map(([id, permissions]) => ({
      id: id as GroupId,
      name: id,
      scope: true,
      permissions,
    })),
    settings: { ...SETTINGS, ...settings },
    template: { role: (first ?? OWNER) as RoleId, class: 'staff' as ClassId, groups: [], permissions: {} },
    thresholds: Object.fromEntries(DANGERS.map((danger) => [danger, thresholds[danger] ?? 1])) as Preset['thresholds'],
    licences: null,
  };
}

const SETTINGS: SettingValues = {
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
  'approval.required': 'selected',
  'users.mfa': 'selected',
  'users.invitationDays': 7,
  'users.lockAfterDays': 30,
  'users.removeAfterDays': 90,
  'security.leaseDays': 7,
  'security.staleSending': 'warn',
  'security.passwordOnly': 'refuse',
  'billing.unlimitedSending': true,
  'billing.freeCredits': 0,
};
