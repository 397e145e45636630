import { randomBytes } from 'node:crypto';
import { zero } from '../../../src-shared/base/bytes.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import { cryptoOf } from '../crypto.ts';
import type { CheckedBatch, WorkError } from '../port.ts';
import { loadKem } from '../sodium/kem.ts';
import type { JobTools } from './jobs.ts';
import type { Job } from './messages.ts';

/** Policy entries. What reads them is loaded when first needed: most threads of most days never see one. */
export async function runEntries(
  { batch }: Extract<Job, { kind: 'entries' }>,
  { sodium, blake3 }: JobTools,
): Promise<Result<CheckedBatch, WorkError>> {
  try {
    const { checkEntries } = await import('../../organisation/replay/check-entries.ts');
    const random = (length: number) => Uint8Array.from(randomBytes(length));
    return ok(checkEntries(cryptoOf({ sodium, blake3, kem: await loadKem(), random }), batch));
  } finally {
    zero(...batch.directoryKeys.map(({ key }) => key));
  }
}
