import type { ContactId, GroupId, MemberId } from '../../base/ids.ts';
import { idClaim } from '../model/claims.ts';
import type { Folder, FolderLevel } from '../model/entities.ts';
import type { PolicyState } from '../model/state.ts';
import type { StateDraft } from '../model/state-draft.ts';

type Grantee = MemberId | GroupId | ContactId;

/** Of one folder: more people than that are a group. Every change of one looks through all of them. */
export const GRANTS_MAX = 1_000;

/**
 * Is, or was, this the id of a member, a group or a contact? They share one space: otherwise a group that is made with a
 * member's id would get that member's folders.
 */
export function isGrantee(state: PolicyState, id: Grantee): boolean {
  return isPresent(state, id) || state.members.has(id as MemberId) || state.taken.has(idClaim('grantee', id));
}

/** Is there somebody, or a group, of this id that a folder can be granted to? */
export function isPresent(state: PolicyState, id: Grantee): boolean {
  const member = state.members.get(id as MemberId);
  if (member !== undefined) return member.status !== 'removed';
  return state.groups.has(id as GroupId) || state.contacts.has(id as ContactId);
}

/** null: none any more. */
export function withGrant(folder: Folder, to: Grantee, level: FolderLevel | null, setBy: number): Folder {
  const others = folder.grants.filter((grant) => grant.to !== to);
  if (level === null) return { ...folder, grants: others };
  const place = others.findIndex((grant) => grant.to > to);
  return { ...folder, grants: others.toSpliced(place < 0 ? others.length : place, 0, { to, level, setBy }) };
}

/** What was granted to the one goes to the other, or to nobody. */
export function moveGrants(draft: StateDraft, from: Grantee, to: Grantee | null): void {
  for (const folder of [...draft.folders.values()]) {
    const grant = folder.grants.find((one) => one.to === from);
    if (grant === undefined) continue;
    const without = withGrant(folder, from, null, grant.setBy);
    draft.put('folders', to === null ? without : withGrant(without, to, grant.level, grant.setBy));
  }
}
