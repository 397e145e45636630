import type { MemberId } from '../../base/ids.ts';
import type { ActionOf } from '../action/action.ts';
import { overridesOf } from './cells.ts';
import type { Member } from './entities.ts';
import { assigned, sorted, sortedOrAll } from './sets.ts';

/** The member that an invitation makes. `by` made it, in the entry `setBy`. */
export function newMember(action: ActionOf<'member.invite'>, by: MemberId, setBy: number, credits: number): Member {
  const { withheld = [], scopes = null } = action.limits ?? {};
  return {
    id: action.member,
    name: action.name,
    email: action.email,
    kind: action.kind ?? 'internal',
    origin: action.origin ?? 'local',
    status: 'invited',
    expiresAt: action.expiresAt ?? null,
    class: action.class,
    roles: assigned(action.roles, setBy),
    groups: assigned(action.groups ?? [], setBy),
    overrides: overridesOf(action.permissions ?? {}, setBy),
    limits: { withheld: sorted(withheld), scopes: sortedOrAll(scopes), setBy },
    approvers: action.approvers ?? [],
    credits,
    requests: [],
    keyset: null,
    mailbox: null,
    invitation: { ...action.invitation, member: action.member, by },
    resetBy: null,
    setBy: { status: setBy, class: setBy, origin: setBy, expiry: setBy, keyset: setBy, credits: setBy },
  };
}
