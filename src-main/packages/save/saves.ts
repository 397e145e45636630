import { readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { hex, zero } from '../../../src-shared/base/bytes.ts';
import { type PackageId, randomId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { countFiles } from '../../../src-shared/protocol/package-contents.ts';
import { packageIdBytes, streamKey } from '../../crypto/v1/keys.ts';
import { decodeSegmentList, segmentListSize } from '../../crypto/v1/segment-list.ts';
import { packageKeys } from '../keys.ts';
import type { FileEntry, PackageError, Transfer } from '../port.ts';
import type { OpenPackage } from '../receive/contents.ts';
import { queueReceipt } from '../receive/receipts.ts';
import { isScattered, segmentsOf, streamStarts } from '../stream.ts';
import type { SaveContext } from './context.ts';
import { fetchSegments } from './fetch-segments.ts';
import { createPartial, finishPartial, partialFolder, removePartial } from './partial.ts';
import { publish, syncFolder } from './publish.ts';
import { targetError } from './system-error.ts';

interface Plan {
  readonly id: string;
  readonly package: PackageId;
  readonly open: OpenPackage;
  readonly directory: string;
  readonly entries: readonly FileEntry[];
}

/** Chosen entries with their folders' contents: choosing a folder chooses all in it. */
function chosenEntries(files: readonly FileEntry[], indexes: readonly number[] | null): readonly FileEntry[] {
  if (indexes === null) return files;
  const wanted = new Set(indexes);
  const folders = new Set(files.filter((file) => file.folder && wanted.has(file.index)).map((file) => file.path));
  // SECURITY: S22. By the few folders above each file, not by every chosen folder: a package may hold 100,000.
  const inside = ({ path: below }: FileEntry): boolean => {
    for (let end = below.lastIndexOf('/'); end > 0; end = below.lastIndexOf('/', end - 1)) {
      if (folders.has(below.slice(0, end))) return true;
    }
    return false;
  };
  return files.filter((file) => wanted.has(file.index) || (folders.size > 0 && inside(file)));
}

async function hasRoom(directory: string, bytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize >= bytes;
}

async function fetchHashes(
  context: SaveContext,
  { open, package: id }: Plan,
  signal: AbortSignal,
): Promise<Result<readonly Uint8Array[], PackageError>> {
  const count = open.envelope.sizes.segments;
  const list = await context.hub.get(packageKeys.segments(id), { maxBytes: segmentListSize(count), signal });
  const tampered: Result<never, PackageError> = err({ code: 'package.tampered', detail: '' });
  if (!list.ok) return list.error.code === 'hub.tooLarge' ? tampered : list;
  if (list.value === null) return err({ code: 'package.gone', detail: '' });
  if (hex(context.crypto.hash(list.value)) !== open.envelope.hashes.segments) return tampered;
  const hashes = decodeSegmentList(list.value);
  return hashes.ok && hashes.value.length === count ? ok(hashes.value) : tampered;
}

/** Verified bytes under hidden names; nothing of it is visible yet. */
async function fill(context: SaveContext, plan: Plan, signal: AbortSignal): Promise<Result<void, PackageError>> {
  const { open, entries } = plan;
  const folder = partialFolder(plan.directory, plan.id);
  const starts = streamStarts(open.raw.files);
  const numbers = segmentsOf(
    starts,
    entries.map((entry) => entry.index),
  );
  const hashes = numbers.length === 0 ? ok([]) : await fetchHashes(context, plan, signal);
  if (!hashes.ok) return hashes;
  const stream = streamKey(context.crypto, open.root, packageIdBytes(plan.package));
  try {
    const scattered = entries.filter((entry) => !entry.folder && isScattered(starts, entry.index));
    const partial = await createPartial(folder, entries, scattered);
    const chosen = new Map(entries.map((entry) => [entry.index, entry] as const));
    const request = {
      id: plan.package,
      transfer: plan.id,
      stream,
      starts,
      numbers,
      hashes: hashes.value,
      chosen,
      partial,
    };
    const fetched = await fetchSegments(context, request, signal);
    if (!fetched.ok) return fetched;
    if (signal.aborted) return err({ code: 'work.cancelled', detail: '' });
    context.book.update(plan.id, { phase: 'finishing' });
    await finishPartial(partial, entries, scattered);
    return ok();
  } catch (error) {
    return err(targetError(error));
  } finally {
    zero(stream);
  }
}

/** Each thing at the top of the package gets its name at once; what is below it comes along. */
async function reveal(plan: Plan): Promise<Result<void, PackageError>> {
  const folder = partialFolder(plan.directory, plan.id);
  try {
    for (const found of await readdir(folder, { withFileTypes: true })) {
      await publish(path.join(folder, found.name), plan.directory, found.name, found.isDirectory());
    }
    await syncFolder(plan.directory);
    return ok();
  } catch (error) {
    return err(targetError(error));
  }
}

export interface Saves {
  start(
    id: PackageId,
    open: OpenPackage,
    files: readonly number[] | null,
    directory: string,
  ): Promise<Result<Transfer, PackageError>>;
  has(transfer: string): boolean;
  cancel(transfer: string): Promise<void>;
  /** Removes what earlier processes left half done. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/** Saves under way. All or nothing: one file that does not verify, and none of the call appears. */
export function createSaves(context: SaveContext): Saves {
  const { book, saves, clock, random } = context;
  const running = new Map<string, { readonly controller: AbortController; done: Promise<void> }>();

  async function run(plan: Plan, signal: AbortSignal): Promise<Result<void, PackageError>> {
    const folder = partialFolder(plan.directory, plan.id);
    // Before the folder exists, so that a process killed in between leaves nothing that nobody knows of.
    saves.add(folder, clock.now());
    try {
      const filled = await fill(context, plan, signal);
      return filled.ok ? await reveal(plan) : filled;
    } finally {
      if (await removePartial(folder)) saves.remove(folder);
    }
  }

  async function work(plan: Plan, signal: AbortSignal): Promise<void> {
    const done = await run(plan, signal);
    if (done.ok) queueReceipt(context, plan.package, 'saved');
    if (done.ok) book.update(plan.id, { phase: 'done' });
    else if (signal.aborted) book.update(plan.id, { phase: 'cancelled' });
    else book.update(plan.id, { phase: 'failed', error: done.error });
  }

  return {
    async start(id, open, files, directory) {
      const entries = chosenEntries(open.shown.files, files);
      const total = entries.reduce((sum, entry) => sum + entry.size, 0);
      try {
        if (!(await stat(directory)).isDirectory()) return err({ code: 'save.target', detail: 'ENOTDIR' });
        if (!(await hasRoom(directory, total))) return err({ code: 'save.full', detail: 'ENOSPC' });
      } catch (error) {
        return err(targetError(error));
      }
      const plan: Plan = { id: randomId(random), package: id, open, directory: path.resolve(directory), entries };
      const transfer: Transfer = {
        id: plan.id,
        kind: 'save',
        subject: open.envelope.subject,
        phase: 'transferring',
        bytesDone: 0,
        bytesTotal: total,
        filesTotal: countFiles(entries),
        rate: 0,
        error: null,
        skipped: [],
        recipients: [],
        createdAt: clock.now(),
      };
      book.open(transfer);
      const controller = new AbortController();
      const done = work(plan, controller.signal).finally(() => running.delete(plan.id));
      running.set(plan.id, { controller, done });
      return ok(transfer);
    },
    has: (transfer) => running.has(transfer),
    async cancel(transfer) {
      const save = running.get(transfer);
      save?.controller.abort();
      await save?.done;
    },
    async sweep() {
      const active = new Set([...running.keys()].map((id) => `.sealpost-${id}.part`));
      for (const folder of saves.all()) {
        if (!active.has(path.basename(folder)) && (await removePartial(folder))) saves.remove(folder);
      }
    },
    async close() {
      for (const { controller } of running.values()) controller.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}
