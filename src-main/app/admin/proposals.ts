import type { ProposalView } from '../../../src-shared/ipc/admin-views.ts';
import { type Action, parseAction } from '../../../src-shared/policy/action/action.ts';
import type { Proposal } from '../../../src-shared/policy/model/entities.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { planOf } from '../../../src-shared/policy/query/plan.ts';
import { nameIn } from '../people.ts';
import { actionLines } from './action-line.ts';
import type { AdminPorts } from './ports.ts';

/** Changes that wait for more governors, the newest first; those that nobody can agree to any more are left out. */
export function proposalViews(ports: AdminPorts, state: PolicyState): ProposalView[] {
  const { signer } = ports.membership;
  const now = ports.now();
  return [...state.proposals.values()]
    .filter(({ expiresAt }) => now < expiresAt)
    .sort((a, b) => b.setBy - a.setBy)
    .map((proposal) => {
      const actions = actionsOf(proposal);
      return {
        id: proposal.id,
        by: nameIn(state, proposal.by),
        own: proposal.by === signer.member,
        approvals: proposal.approvals.map((member) => nameIn(state, member)),
        governors: governorsOf(state, proposal, actions, now),
        approvedByMe: proposal.approvals.includes(signer.member),
        expiresAt: proposal.expiresAt,
        actions: actionLines(actions, state),
      };
    });
}

function actionsOf({ actions }: Proposal): readonly Action[] {
  const values: unknown = JSON.parse(actions);
  if (!Array.isArray(values)) return [];
  return values.flatMap((value) => {
    const action = parseAction(value);
    return action.ok ? [action.value] : [];
  });
}

/** As things stand; one more than have agreed where the changes could no longer be made. */
function governorsOf(state: PolicyState, { by, approvals }: Proposal, actions: readonly Action[], at: number): number {
  const device = [...state.devices.values()].find((each) => each.member === by && !each.revoked);
  const plan = device === undefined ? null : planOf(state, { author: by, device: device.id, at }, actions);
  return plan?.ok === true ? plan.value.governors : approvals.length + 1;
}
