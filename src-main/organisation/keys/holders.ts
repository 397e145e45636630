import type { Keyset, Member } from '../../../src-shared/policy/model/entities.ts';
import { isEntitled } from '../../../src-shared/policy/model/key-holders.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { KeyKind } from '../../../src-shared/protocol/organisation-key.ts';

export interface Holder extends Member {
  readonly keyset: Keyset;
}

/** Should this member have the key? Time plays no part: everybody must come to the same answer from the same state. */
export function isHolder(state: PolicyState, member: Member, kind: KeyKind): member is Holder {
  if (member.status !== 'active' || member.keyset === null) return false;
  return kind === 'directory' || isEntitled(state, member, kind);
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
