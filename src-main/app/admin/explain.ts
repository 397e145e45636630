import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { ExplainedStep, Explanation } from '../../../src-shared/ipc/admin-views.ts';
import { alternatives } from '../../../src-shared/policy/decide/alternatives.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import type { Step } from '../../../src-shared/policy/decide/decision.ts';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import { alternativeLine } from './alternative-line.ts';
import { subjectName } from './names.ts';
import type { AdminPorts } from './ports.ts';

/** Whoever reads more than so many ways to the opposite answer reads none. */
const MOST_ALTERNATIVES = 40;

/** Why the member may do this or may not: every layer that spoke, who set it and when, and what would turn it around. */
export function explain(ports: AdminPorts, member: MemberId, permission: Permission): Explanation {
  const state = ports.membership.log.state();
  const question = { at: ports.now() };
  const decision = decide(state, member, permission, question);
  const explained = (step: Step): ExplainedStep => ({
    layer: step.layer,
    effect: step.effect,
    reason: `decision.${step.reason}`,
    subject: step.subject === null ? null : subjectName(state, step.subject),
    entry: step.entry,
    ...ports.citations(step.entry),
  });
  return {
    allowed: decision.allowed,
    steps: decision.steps.map(explained),
    shadowed: decision.shadowed.map(explained),
    alternatives: alternatives(state, member, permission, question)
      .slice(0, MOST_ALTERNATIVES)
      .map(({ change }) => {
        const { pins: _, ...unpinned } = { pins: [], ...change };
        return { change: unpinned, ...alternativeLine(change, state) };
      }),
  };
}
