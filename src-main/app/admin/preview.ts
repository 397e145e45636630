import { err, ok } from '../../../src-shared/base/result.ts';
import type { Preview } from '../../../src-shared/ipc/admin-views.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { Warning } from '../../../src-shared/policy/query/health.ts';
import { planOf } from '../../../src-shared/policy/query/plan.ts';
import { consequences } from '../../../src-shared/policy/query/simulate.ts';
import { type Change, withPins } from '../../organisation/governance/pins.ts';
import type { AppResult } from '../error.ts';
import { appError } from '../error.ts';
import { nameIn } from '../people.ts';
import { summarise } from './differences.ts';
import { overtaken, refusedBy } from './overtaken.ts';
import type { AdminPorts } from './ports.ts';
import { refused } from './refused.ts';

const NAMED = 20;
/** As many as are withdrawn with one click. */
const WITHDRAWN_MOST = 1_000;

/**
 * What the changes would do to whom if this member signed them now; nothing is written.
 * @param since the newest entry of what this member has looked at
 */
export async function preview(
  ports: AdminPorts,
  changes: readonly Change[],
  since: number | undefined,
): AppResult<Preview> {
  const { log, signer } = ports.membership;
  const state = log.state();
  const actions = await withPins(ports.membership, state, changes);
  if (!actions.ok) return err(appError(actions.error));
  const by = { author: signer.member, device: signer.device, at: ports.now() };
  const plan = planOf(state, by, actions.value);
  if (!plan.ok) {
    const first = since === undefined ? null : refusedBy(ports.membership, since, state, actions.value);
    return err(refused(state, plan.error, first));
  }
  const { diff, warnings } = consequences(ports.compiled.of(state), plan.value.state, by.at);
  return ok({
    ...summarise(plan.value.state, diff),
    warnings: warnings.map((warning) => warningView(plan.value.state, warning)),
    governors: plan.value.governors,
    head: state.head.seq,
    overtaken: since === undefined ? null : overtaken(ports.membership, since, state, plan.value.state),
  });
}

function warningView(state: PolicyState, warning: Warning): Preview['warnings'][number] {
  const { code, members } = warning;
  return {
    code,
    members: members.length,
    names: members.slice(0, NAMED).map((member) => nameIn(state, member)),
    dangers: 'dangers' in warning ? [...warning.dangers] : [],
    withdraw: code === 'warning.openInvitations' ? members.slice(0, WITHDRAWN_MOST) : [],
  };
}
