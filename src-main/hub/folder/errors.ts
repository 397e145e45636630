import { err, type Result } from '../../../src-shared/base/result.ts';
import type { HubError } from '../port.ts';

const CODES: Readonly<Record<string, HubError['code']>> = {
  ENOSPC: 'hub.full',
  EDQUOT: 'hub.full',
  EFBIG: 'hub.full',
  EROFS: 'hub.readOnly',
  EACCES: 'hub.denied',
  EPERM: 'hub.denied',
  ESTALE: 'hub.unreachable',
  ENOTCONN: 'hub.unreachable',
  ECONNRESET: 'hub.unreachable',
  ECONNABORTED: 'hub.unreachable',
  EHOSTDOWN: 'hub.unreachable',
  EHOSTUNREACH: 'hub.unreachable',
  ENETDOWN: 'hub.unreachable',
  ENETUNREACH: 'hub.unreachable',
  ETIMEDOUT: 'hub.unreachable',
  ENODEV: 'hub.unreachable',
  ENXIO: 'hub.unreachable',
  // O_NOFOLLOW met a symbolic link.
  ELOOP: 'hub.unsuitable',
};

/** A refusal found by the driver itself, on its way through code that throws. */
export class FolderHubFailure extends Error {
  readonly failure: HubError;

  constructor(code: HubError['code'], detail: string) {
    super(detail);
    this.failure = { code, detail };
  }
}

/** The system's code of a failed call (`ENOENT`), or `null` for anything else. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** There is nothing of that name, or a file where a folder would have to be. */
export function isAbsence(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** SECURITY: S20, the detail is a code, never the system's message: that one names the path. */
export function hubErrorOf(error: unknown): HubError {
  if (error instanceof FolderHubFailure) return error.failure;
  const code = systemCode(error);
  return { code: (code === null ? undefined : CODES[code]) ?? 'hub.io', detail: code ?? 'unknown' };
}

/** Runs one verb of the port; whatever is thrown becomes data. */
export async function settle<T>(work: () => Promise<Result<T, HubError>>): Promise<Result<T, HubError>> {
  try {
    return await work();
  } catch (error) {
    return err(hubErrorOf(error));
  }
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new FolderHubFailure('hub.cancelled', 'cancelled');
}
