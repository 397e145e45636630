import type { AppError } from '../error.ts';
import { appError } from '../error.ts';

/** What went wrong, out of the middle of making the demo. */
export class DemoFailure extends Error {
  readonly problem: AppError;

  constructor(problem: AppError) {
    super(problem.code);
    this.problem = problem;
  }
}

/** @throws DemoFailure */
export function demand<T>(result: { ok: true; value: T } | { ok: false; error: { code: string; detail?: string } }): T {
  if (result.ok) return result.value;
  throw new DemoFailure(appError(result.error));
}
