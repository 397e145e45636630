/** A value or an error, both plain data, so that they cross threads and the IPC bridge unchanged. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok(): Result<void, never>;
export function ok<T>(value: T): Result<T, never>;
export function ok(value?: unknown): Result<unknown, never> {
  return { ok: true, value };
}

export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}

/**
 * The value of a result that cannot fail where it is called.
 *
 * @throws Error naming the code when it failed after all: a programming error, never a user's.
 */
export function unwrap<T>(result: Result<T, { readonly code: string }>): T {
  if (result.ok) return result.value;
  throw new Error(`unwrap of a failed result: ${result.error.code}`);
}
