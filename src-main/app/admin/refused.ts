import type { Refusal } from '../../../src-shared/policy/apply/apply.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { ProposeError } from '../../organisation/policy-log.ts';
import { appError } from '../error.ts';
import type { AppError } from '../port.ts';
import { subjectName } from './names.ts';

/** A refused change, with what a sentence about it needs: the decisive reason and whom or what it speaks of, or the problem. */
export function refused(state: PolicyState, error: ProposeError | AppError): AppError {
  if (!isRefusal(error)) return 'params' in error ? error : appError(error);
  const plain = appError(error);
  if (error.code === 'policy.invalid') return { ...plain, params: { problem: error.problem, index: error.action } };
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

function isRefusal(error: ProposeError | AppError): error is Refusal {
  return 'decision' in error || 'problem' in error;
}
