import type { Result } from '../../src-shared/base/result.ts';

/** Codes are those of the features, passed through, and `profile.*`, `invitation.*`; see src-shared/ipc/error-codes.ts. */
export interface AppError {
  readonly code: string;
  /** For logs of the person's own machine: never a secret, a path or a name. */
  readonly detail: string;
  /** What a sentence about it may show, besides the code. */
  readonly params?: Readonly<Record<string, string | number>>;
}

export type AppResult<T> = Promise<Result<T, AppError>>;

/** A feature's error without what only the feature needs (a whole decision, say). */
export const appError = ({ code, detail = '' }: { readonly code: string; readonly detail?: string }): AppError => ({
  code,
  detail,
});
