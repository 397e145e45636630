import type { MemberId } from '../../base/ids.ts';
import type { Member, MemberKind } from '../model/entities.ts';
import type { Permission } from '../model/permissions.ts';
import { rankOf } from '../model/rights.ts';
import { isInGroup } from './grants.ts';
import type { Check, Inquiry } from './inquiry.ts';

/** G1 and G12: may the actor manage this member with that permission? */
export function reaches(inquiry: Inquiry, permission: Permission, id: MemberId): Check {
  const { state, laws, by } = inquiry;
  const target = state.members.get(id);
  const subject = { kind: 'member', id } as const;
  if (target === undefined || target.status === 'removed') {
    return inquiry.refuses('targetUnknown', target?.setBy.status ?? inquiry.now, subject);
  }
  if (laws.G12 && id === by.member) return inquiry.refuses('targetIsSelf', target.setBy.status, subject);
  if (!laws.G1) return null;
  if (id === state.owner) return inquiry.refuses('targetIsOwner', target.setBy.status, subject);
  if (inquiry.isOwner) return inquiry.notes('targetBelow', target.setBy.status, subject);
  const { rank, peer } = inquiry.rank;
  const other = rankOf(state, target);
  if (other.rank > rank || (other.rank === rank && !peer)) {
    return inquiry.refuses('targetOutranks', target.setBy.status, subject);
  }
  return (
    within(inquiry, permission, target.kind, (group) => isInGroup(target, group), target) ??
    inquiry.notes('targetBelow', target.setBy.status, subject)
  );
}

/** The part of G1 that holds for newcomers too: scopes, and what is limited to accounts from outside. */
export function within(
  inquiry: Inquiry,
  permission: Permission,
  kind: MemberKind,
  isIn: (group: Member['groups'][number]['id']) => boolean,
  target: Member | null,
): Check {
  if (inquiry.isOwner || !inquiry.laws.G1) return null;
  const cited = target?.setBy.status ?? inquiry.now;
  const subject = target === null ? null : ({ kind: 'member', id: target.id } as const);
  if (kind === 'internal' && inquiry.isLimited(permission)) return inquiry.refuses('limitedToExternal', cited, subject);
  const limits = inquiry.actor?.limits;
  if (limits === undefined || limits.scopes === null || limits.scopes.some(isIn)) return null;
  return inquiry.refuses('outOfScope', limits.setBy, subject);
}
