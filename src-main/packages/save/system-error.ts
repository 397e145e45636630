import type { PackageError } from '../port.ts';

/** The system's name of an error (`EACCES`), never its message, which holds a path (S20). */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}

/** What failed where a person saves: no room, or the place itself. */
export function targetError(error: unknown): PackageError {
  const detail = systemCode(error);
  return { code: detail === 'ENOSPC' || detail === 'EDQUOT' ? 'save.full' : 'save.target', detail };
}
