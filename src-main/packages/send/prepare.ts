import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { countFiles } from '../../../src-shared/protocol/package-contents.ts';
import type { PackageError } from '../port.ts';
import type { OutboxJob } from '../store/outbox-rows.ts';
import type { SendContext } from './context.ts';
import { scan } from './scan.ts';

/** Lists what is to be sent and writes it down: from here on a file that changes is noticed. */
export async function prepare(
  context: SendContext,
  job: OutboxJob,
  signal: AbortSignal,
): Promise<Result<void, PackageError>> {
  const { book, rows } = context;
  book.update(job.id, { phase: 'preparing' });
  const scanned = await scan(job.draft.paths, signal);
  if (!scanned.ok) return scanned;
  const { files, total, skipped } = scanned.value;
  // Chosen files of which none can be sent are not a package without files: nobody meant that.
  if (files.length === 0 && job.draft.paths.length > 0) {
    return err({ code: 'draft.source', detail: skipped[0]?.name ?? '' });
  }
  rows.prepared(job.id, files, total, skipped);
  book.update(job.id, { bytesTotal: total, filesTotal: countFiles(files), skipped });
  return ok();
}
