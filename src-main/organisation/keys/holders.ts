import type { Keyset, Member } from '../../../src-shared/policy/model/entities.ts';
import { has } from '../../../src-shared/policy/model/mask.ts';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import { potential } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { KeyKind } from '../../../src-shared/protocol/organisation-key.ts';

export interface Holder extends Member {
  readonly keyset: Keyset;
}

/** The right that each key serves; the directory's is every active member's. */
export const KEY_PERMISSION: Readonly<Record<Exclude<KeyKind, 'directory'>, Permission>> = {
  audit: 'org.pkg.view',
  recovery: 'password.reset',
};

/** Should this member have the key? Time plays no part: everybody must come to the same answer from the same state. */
export function isHolder(state: PolicyState, member: Member, kind: KeyKind): member is Holder {
  if (member.status !== 'active' || member.keyset === null) return false;
  return kind === 'directory' || has(potential(state, member).some, KEY_PERMISSION[kind]);
}

/** Everybody whom a new key of that kind is sealed to. */
export function holdersOf(state: PolicyState, kind: KeyKind): readonly Holder[] {
  return [...state.members.values()].filter((member): member is Holder => isHolder(state, member, kind));
}

/** Number of the newest key; 0: there is none yet, or for the directory that of genesis. */
export function epochOf(state: PolicyState, kind: KeyKind): number {
  return kind === 'directory' ? state.directoryEpoch : (state.keys[kind]?.epoch ?? 0);
}

/** The entry that brought it. */
export function rotatedBy(state: PolicyState, kind: KeyKind): number {
  return kind === 'directory' ? state.directorySetBy : (state.keys[kind]?.setBy ?? 0);
}
