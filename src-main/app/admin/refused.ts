import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { ProposeError } from '../../organisation/policy-log.ts';
import { appError } from '../error.ts';
import type { AppError } from '../port.ts';
import { subjectName } from './names.ts';

/** A refused change, with what a sentence about it needs: the decisive reason and whom or what it speaks of, or the problem. */
export function refused(state: PolicyState, error: ProposeError): AppError {
  const plain = appError(error);
  if (error.code === 'policy.invalid') return { ...plain, params: { problem: error.problem, index: error.action } };
  if (error.code !== 'policy.denied') return plain;
  const { reason, subject } = error.decision.steps.at(-1) ?? error.decision.steps[0];
  const named = subject === null ? null : subjectName(state, subject);
  return {
    ...plain,
    params: {
      reason,
      index: error.action,
      ...(named !== null && { subject: named.name }),
      ...(named !== null && named.text !== null && { subjectText: named.text }),
    },
  };
}
