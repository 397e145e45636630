import type { MemberId } from '../../base/ids.ts';
import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import { DANGERS, type Danger, type Member } from '../model/entities.ts';
import { has, intersection, isEmpty } from '../model/mask.ts';
import { type Rights, SENDS } from '../model/rights.ts';
import type { PolicyState } from '../model/state.ts';
import { isBoundBy } from './diff.ts';
import { isByShutOut } from './orphans.ts';

/** What is permitted, and yet nobody's intention. `members`: whom it concerns. */
export type Warning =
  /** One person alone can give roles: two are recommended, so that nobody's absence stops the organisation. */
  | { readonly code: 'warning.loneGovernor'; readonly members: readonly MemberId[] }
  /** They need an approval that nobody can give: told when the setting is made, not when they send. */
  | { readonly code: 'warning.noApprover'; readonly members: readonly MemberId[] }
  /** Whoever invited them is shut out, and has the codes still: anybody who gets one of them from there can join. */
  | { readonly code: 'warning.openInvitations'; readonly members: readonly MemberId[] }
  | Unreachable;

/**
 * As many governors must agree as there are, `members`: without any one of them these changes can never pass, that of the
 * threshold included. Or more than there are: they cannot pass now.
 */
interface Unreachable {
  readonly code: 'warning.noSpareGovernor' | 'warning.tooFewGovernors';
  readonly members: readonly MemberId[];
  readonly dangers: readonly Danger[];
}

export function health(compiled: CompiledPolicy, at: number): readonly Warning[] {
  const governors: MemberId[] = [];
  const lowerers: MemberId[] = [];
  const approvers: Approver[] = [];
  const bound: Member[] = [];
  const orphans: MemberId[] = [];
  for (let index = 0; index < compiled.size; index += 1) {
    const member = compiled.member(index);
    if (member === null) continue;
    const rights = compiled.rights(index, at);
    if (has(rights.some, 'role.assign')) governors.push(member.id);
    if (has(rights.some, 'security.edit')) lowerers.push(member.id);
    if (has(rights.some, 'approval.approve')) {
      const unconfined = member.limits.scopes === null || member.id === compiled.state.owner;
      approvers.push({ member, all: has(rights.some, 'approval.all'), unconfined });
    }
    if (mustBeApproved(compiled, rights)) bound.push(member);
    if (isByShutOut(compiled.state, member, at)) orphans.push(member.id);
  }
  const stuck = bound.filter((member) => !approvers.some((approver) => reaches(approver, member)));
  const warnings: Warning[] = [];
  if (governors.length < 2) warnings.push({ code: 'warning.loneGovernor', members: governors });
  if (stuck.length > 0) warnings.push({ code: 'warning.noApprover', members: stuck.map(({ id }) => id) });
  if (orphans.length > 0) warnings.push({ code: 'warning.openInvitations', members: orphans });
  return [...warnings, ...unreachable(compiled.state, lowerers)];
}

/** By those who could lower a threshold again, as `threshold.set` counts them. */
function unreachable({ thresholds }: PolicyState, members: readonly MemberId[]): readonly Unreachable[] {
  const several = DANGERS.filter((danger) => thresholds[danger].governors > 1);
  const spare = several.filter((danger) => thresholds[danger].governors === members.length);
  const lost = several.filter((danger) => thresholds[danger].governors > members.length);
  const found: Unreachable[] = [];
  if (spare.length > 0) found.push({ code: 'warning.noSpareGovernor', members, dangers: spare });
  if (lost.length > 0) found.push({ code: 'warning.tooFewGovernors', members, dangers: lost });
  return found;
}

interface Approver {
  readonly member: Member;
  readonly all: boolean;
  readonly unconfined: boolean;
}

/** As the resource layer has it: never oneself; where preferred, else where all packages in scope are accessible. */
function reaches({ member: { id, limits }, all, unconfined }: Approver, sender: Member): boolean {
  if (id === sender.id) return false;
  if (sender.approvers.includes(id)) return true;
  return all && (unconfined || sender.groups.some((group) => limits.scopes?.includes(group.id)));
}

function mustBeApproved({ state }: CompiledPolicy, rights: Rights): boolean {
  return !isEmpty(intersection(rights.some, SENDS)) && isBoundBy(state, 'approval.required', rights);
}
