import type { Refusal } from '../../../src-shared/policy/apply/apply.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { ProposeError } from '../../organisation/policy-log.ts';
import type { AppError } from '../error.ts';
import { appError } from '../error.ts';
import { subjectName } from './names.ts';
import type { Overtaken } from './overtaken.ts';

/**
 * A refused change, with what a sentence about it needs: the decisive reason and whom or what it speaks of, or the problem.
 * @param first who changed what it stood on, when somebody did after its author had looked
 */
export function refused(state: PolicyState, error: ProposeError | AppError, first: Overtaken | null = null): AppError {
  if (!isRefusal(error)) return 'params' in error ? error : appError(error);
  const plain = appError(error);
  const overtaken = first === null ? {} : { by: first.by, seq: first.seq };
  if (error.code === 'policy.invalid') {
    return { ...plain, params: { problem: error.problem, index: error.action, ...overtaken } };
  }
  const { reason, subject } = error.decision.steps.at(-1) ?? error.decision.steps[0];
  const named = subject === null ? null : subjectName(state, subject);
  return {
    ...plain,
    params: {
      reason,
      index: error.action,
      ...overtaken,
      ...(named !== null && { subject: named.name }),
      ...(named !== null && named.text !== null && { subjectText: named.text }),
    },
  };
}

function isRefusal(error: ProposeError | AppError): error is Refusal {
  return 'decision' in error || 'problem' in error;
}
