import type { Result } from '../../src-shared/base/result.ts';
import { ok } from '../../src-shared/base/result.ts';
import { normaliseWelcome } from '../../src-shared/text/welcome.ts';
import { loadWelcome, saveWelcome } from '../organisation/welcome.ts';
import type { VaultDatabase } from '../vault/database.ts';
import type { AppError } from './error.ts';
import { appError } from './error.ts';

/**
 * Invites with the greeting that was asked for, or, where nothing was said of one, with the one from last time; once
 * somebody is invited, that is the one from last time.
 *
 * @param asked as somebody typed it; '': none
 */
export async function withWelcome<T, E>(
  database: VaultDatabase,
  asked: string | undefined,
  invite: (welcome: string | null) => Promise<Result<T, E>>,
): Promise<Result<T, E | AppError>> {
  const chosen = asked === undefined ? ok(loadWelcome(database)) : normaliseWelcome(asked);
  if (!chosen.ok) return { ok: false, error: appError(chosen.error) };
  const invited = await invite(chosen.value);
  if (invited.ok) saveWelcome(database, chosen.value);
  return invited;
}
