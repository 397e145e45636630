import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { hex, zero } from '../../../src-shared/base/bytes.ts';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { randomId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { KEY_BYTES, type PasswordParameters } from '../../crypto/port.ts';
import type { Draft, PackageError } from '../port.ts';
import type { StoredPassword } from '../store/outbox-rows.ts';
import { checkDraft, isTooStale } from './check-draft.ts';
import type { SendContext } from './context.ts';

interface DerivedPassword {
  readonly key: Uint8Array;
  readonly stored: StoredPassword;
}

async function derivePassword(
  context: SendContext,
  password: Uint8Array,
): Promise<Result<DerivedPassword, PackageError>> {
  const { crypto, workers, tuning } = context;
  const salt = crypto.random(16);
  const parameters: PasswordParameters = {
    algorithm: 'argon2id13',
    passes: tuning.passes,
    memoryKiB: tuning.memoryKiB,
    salt,
  };
  const derived = await workers.passwordKey(password, parameters);
  return derived.ok ? ok({ key: derived.value, stored: { ...parameters, salt: hex(salt) } }) : derived;
}

/** The first thing named that is not there; the rest is found out by the scan. */
async function missingSource(paths: readonly string[]): Promise<string | null> {
  for (const each of paths) {
    const there = await lstat(each).then(
      () => true,
      () => false,
    );
    if (!there) return path.basename(each);
  }
  return null;
}

/**
 * Checks a draft and puts it in the outbox. Package id and content key are fixed here, the derived password with them,
 * so that a later process finishes it without asking anything again.
 */
export async function composeJob(context: SendContext, draft: Draft): Promise<Result<PackageId, PackageError>> {
  const { log, me, clock, crypto, random, rows } = context;
  let password: DerivedPassword | null = null;
  try {
    if (log.alarm() !== null) return err({ code: 'draft.notAllowed', detail: 'log' });
    if (isTooStale(log.lease())) return err({ code: 'draft.stale', detail: '' });
    const asked = { ...draft, hasPassword: draft.password !== null };
    const checked = checkDraft(log.state(), me.member, asked, clock.now());
    if (!checked.ok) return checked;
    const missing = await missingSource(draft.paths);
    if (missing !== null) return err({ code: 'draft.source', detail: missing });
    if (draft.password !== null) {
      const derived = await derivePassword(context, draft.password);
      if (!derived.ok) return derived;
      password = derived.value;
    }
    const id = randomId<PackageId>(random);
    const contentKey = crypto.random(KEY_BYTES);
    rows.add({
      id,
      createdAt: clock.now(),
      draft: {
        recipients: [...draft.recipients],
        subject: draft.subject,
        message: draft.message,
        paths: draft.paths.map((each) => path.resolve(each)),
        expiresAt: draft.expiresAt,
      },
      contentKey,
      passwordKey: password?.key ?? null,
      password: password?.stored ?? null,
    });
    zero(contentKey);
    return ok(id);
  } finally {
    zero(draft.password ?? undefined, password?.key);
  }
}
