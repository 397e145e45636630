import type { Audience, Effect, Level } from '../model/entities.ts';
import { kindOf, PERMISSIONS, type Permission, type PermissionKind, permissionsAbout } from '../model/permissions.ts';
import type { SettingValues } from '../model/settings.ts';
import { type Preset, presetSchema } from './preset.ts';

/*
 * What shortens the presets: sets of permissions by name, and what most of them agree on. Presets are data; nothing
 * here asks what a preset is for.
 */

type Levels = { readonly [P in Permission]?: Level };
type Effects = { readonly [P in Permission]?: Effect };
type Ids = readonly string[];

interface RoleText {
  readonly id: string;
  readonly name: string;
  readonly rank: number;
  readonly peer: boolean;
  readonly unique: boolean;
  readonly matrix: Levels;
}

/** A preset as it is written: ids are plain text, and a permission that does not exist is refused by the compiler. */
interface PresetText {
  readonly key: string;
  readonly ownerRole: string;
  readonly ownerClass: string;
  readonly roles: readonly RoleText[];
  readonly classes: readonly {
    readonly id: string;
    readonly name: string;
    readonly ceiling: readonly Permission[] | null;
    readonly audience: { readonly classes: Ids | null; readonly contacts: Audience['contacts'] };
    readonly licensed: boolean;
  }[];
  readonly settings: SettingValues;
  readonly template: {
    readonly role: string;
    readonly class: string;
    readonly permissions: Effects;
  };
  readonly licences: number | null;
}

/** @throws when the preset contradicts itself; tests load each of them. */
export function definePreset(preset: PresetText): Preset {
  return presetSchema.parse({
    ...preset,
    groups: [],
    template: { ...preset.template, groups: [] },
    thresholds: ONE_GOVERNOR,
  });
}

/** Whoever is permitted acts alone, until the organisation asks for more. */
const ONE_GOVERNOR = {
  'owner.transfer': 1,
  'recovery.key': 1,
  'administrator.add': 1,
  'mfa.weaken': 1,
  'approval.weaken': 1,
  threshold: 1,
} as const satisfies Preset['thresholds'];

const ofKind = (kind: PermissionKind): readonly Permission[] =>
  PERMISSIONS.filter((permission) => kindOf(permission) === kind);
export const USE = ofKind('use');
export const GOVERNANCE = ofKind('governance');
export const DELEGATED = ofKind('delegated');
export const EXEMPTIONS = ofKind('exemption');

/** To others: whether people may send to themselves is a setting's to say. */
export const SENDING = without(permissionsAbout('sending'), 'pkg.send.self');

/**
 * Over people: what a manager of some of them needs. Not their class, which decides on licences and on whom they reach,
 * nor what changes everybody's rules.
 */
export const PEOPLE = without(permissionsAbout('people'), 'user.class');

/** Whoever answers for the organisation: what everybody may have, and all that is over others. */
export function ownerRole(name: string, ...more: readonly Permission[]): RoleText {
  return {
    id: 'owner',
    name,
    rank: 100,
    peer: false,
    unique: true,
    matrix: full([...USE, ...GOVERNANCE, ...DELEGATED, ...more]),
  };
}

/** Whoever governs for the owner: not billing, which the owner alone gives. */
export function administratorRole(permissions: readonly Permission[] = [...USE, ...GOVERNANCE]): RoleText {
  return { id: 'administrator', name: 'Administrator', rank: 80, peer: true, unique: false, matrix: full(permissions) };
}

export function full(permissions: readonly Permission[]): Levels {
  return levels(permissions, 'full');
}

/** Over external and service accounts only. */
export function limited(permissions: readonly Permission[]): Levels {
  return levels(permissions, 'limited');
}

function levels(permissions: readonly Permission[], level: Level): Levels {
  return Object.fromEntries(permissions.map((permission) => [permission, level]));
}

export function without(permissions: readonly Permission[], ...left: readonly Permission[]): readonly Permission[] {
  return permissions.filter((permission) => !left.includes(permission));
}

export function allowed(permissions: readonly Permission[]): Effects {
  return Object.fromEntries(permissions.map((permission) => [permission, 'allow' as const]));
}

/** Every mode `selected`, as it is where nobody has decided otherwise; nothing is counted, nobody locked for inactivity. */
export const SELECTED: SettingValues = {
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
  'users.lockAfterDays': 0,
  'users.removeAfterDays': 0,
  'security.leaseDays': 7,
  'security.staleSending': 'warn',
  'security.passwordOnly': 'allow',
  'billing.unlimitedSending': true,
  'billing.freeCredits': 0,
};

/** No constraint binds anybody: for systems that know none, or leave them to be switched on. */
export const UNBOUND: SettingValues = { ...SELECTED, 'approval.required': 'nobody', 'users.mfa': 'nobody' };
