import type { Result } from '../../src-shared/base/result.ts';

/** What a command has to say: for machines, and for people. */
export interface Answer {
  /** Printed with `--json`. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Lines for standard output otherwise. */
  readonly lines: readonly string[];
  /** A problem that does not take the answer back: said on standard error, and the exit code is its. */
  readonly problem?: CliError;
  /** The answer is no: the exit code says so, too. */
  readonly refused?: true;
}

/** `detail` is shown where the catalogue has a place for it, and in JSON. */
export interface CliError {
  readonly code: string;
  readonly detail: string;
}

export type Answered = Promise<Result<Answer, CliError>>;

export const cliError = (code: string, detail = ''): CliError => ({ code, detail });

/** Any feature's error. */
export const plainError = (error: { readonly code: string; readonly detail?: string }): CliError =>
  cliError(error.code, error.detail);
