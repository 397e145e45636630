import type { MemberId } from '../../base/ids.ts';
import type { Member } from '../model/entities.ts';
import type { PolicyState } from '../model/state.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { EntryProblem } from './problems.ts';

/** The member, unless there never was one, or is none any more. */
export function present(state: PolicyState, id: MemberId): Member | 'memberUnknown' | 'memberRemoved' {
  const member = state.members.get(id);
  if (member === undefined) return 'memberUnknown';
  return member.status === 'removed' ? 'memberRemoved' : member;
}

/** Whoever was activated counts until they are removed: the invited take no licence yet. */
export function isCounted({ status }: Member): boolean {
  return status === 'active' || status === 'disabled' || status === 'locked';
}

/** The only way in which a member changes: it keeps count of the licences (property 23). */
export function putMember(draft: StateDraft, member: Member): EntryProblem | null {
  const before = draft.members.get(member.id);
  const licensed = (one: Member) => isCounted(one) && draft.classes.get(one.class)?.licensed === true;
  const took = before !== undefined && licensed(before);
  const takes = licensed(member);
  if (takes && !took) {
    const { bought } = draft.licences;
    if (bought !== null && draft.licencesInUse >= bought) return 'noLicence';
    draft.change({ licencesInUse: draft.licencesInUse + 1 });
  } else if (took && !takes) {
    draft.change({ licencesInUse: draft.licencesInUse - 1 });
  }
  draft.put('members', member);
  return null;
}
