import { assertNever } from '../../../src-shared/base/assert-never.ts';
import { zero } from '../../../src-shared/base/bytes.ts';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { err, type Result } from '../../../src-shared/base/result.ts';
import { KEY_BYTES } from '../../crypto/port.ts';
import type { PackageError, Transfer, TransferPhase } from '../port.ts';
import type { OutboxJob, OutboxPhase } from '../store/outbox-rows.ts';
import { isSettled } from '../transfers.ts';
import { sealPackage, storeHeader } from './commit.ts';
import type { SendContext } from './context.ts';
import { notifyRecipients } from './notify.ts';
import { prepare } from './prepare.ts';
import { removeObjects } from './removal.ts';
import { uploadSegments } from './upload.ts';

/** Faults of the store that pass: the upload waits and goes on by itself. */
const WAITS: ReadonlySet<string> = new Set([
  'hub.unreachable',
  'hub.denied',
  'hub.readOnly',
  'hub.full',
  'hub.io',
  'hub.unsuitable',
]);
const CANCELLED: ReadonlySet<string> = new Set(['work.cancelled', 'hub.cancelled']);

interface Running {
  controller: AbortController;
  done: Promise<void>;
  failures: number;
  wake: (() => void) | null;
}

/** Packages on their way out: each is taken through its phases, and may be stopped and taken up anywhere. */
export interface Outbox {
  /** Begins, or goes on with, a job that is in the outbox. */
  start(id: PackageId): void;
  resumeAll(): void;
  pause(id: PackageId): void;
  resume(id: PackageId): void;
  cancel(id: PackageId): Promise<void>;
  has(id: string): boolean;
  close(): Promise<void>;
}

function toTransfer(job: OutboxJob, phase: TransferPhase): Transfer {
  return {
    id: job.id,
    kind: 'send',
    subject: job.draft.subject,
    phase,
    bytesDone: 0,
    bytesTotal: job.total,
    filesTotal: job.fileCount,
    rate: 0,
    error: null,
    skipped: job.skipped,
    recipients: job.draft.recipients,
    createdAt: job.createdAt,
  };
}

export function createOutbox(context: SendContext): Outbox {
  const { rows, book, crypto, hub, timer, tuning } = context;
  const running = new Map<PackageId, Running>();
  let closed = false;

  /** One phase; the outbox row says which comes next. */
  function step(job: OutboxJob, signal: AbortSignal): Promise<Result<void, PackageError>> {
    switch (job.phase) {
      case 'preparing':
        return prepare(context, job, signal);
      case 'uploading':
        return uploadSegments(context, job, signal).then((done) =>
          done.ok ? sealPackage(context, job, signal) : done,
        );
      case 'committing':
        return storeHeader(context, job, signal);
      case 'notifying':
        return notifyRecipients(context, job, signal);
      case 'removing':
        return remove(job);
      case 'failed':
        return Promise.resolve(err({ code: 'work.cancelled', detail: '' }));
      default:
        return assertNever(job.phase);
    }
  }

  async function remove(job: OutboxJob): Promise<Result<void, PackageError>> {
    const removed = await removeObjects(hub, job.id);
    if (removed.ok) rows.remove(job.id);
    return removed;
  }

  /** Resolves after the delay, or at once when the job is stopped. */
  function pauseFor(run: Running, milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = timer.after(milliseconds, () => run.wake?.());
      run.wake = () => {
        cancel();
        run.wake = null;
        resolve();
      };
    });
  }

  function fail(id: PackageId, error: PackageError): void {
    rows.failed(id, { code: error.code, detail: error.detail });
    book.update(id, { phase: 'failed', error });
  }

  async function work(id: PackageId, run: Running): Promise<void> {
    const { signal } = run.controller;
    while (!signal.aborted) {
      const job = rows.find(id);
      if (job === null) {
        if (!isSettled(book.get(id)?.phase ?? 'done')) book.update(id, { phase: 'done', error: null });
        return;
      }
      if (job.phase === 'failed') return;
      const done = await step(job, signal).finally(() => zero(job.contentKey, job.passwordKey ?? undefined));
      if (done.ok) {
        run.failures = 0;
        continue;
      }
      if (signal.aborted || CANCELLED.has(done.error.code)) return;
      // INVARIANT: S27. Once somebody may have been told, the package is what it is: it is finished, never begun anew.
      if (!WAITS.has(done.error.code) && job.phase !== 'notifying') {
        if (job.phase === 'removing') return;
        fail(id, done.error);
        return;
      }
      const delay = tuning.retryDelays[Math.min(run.failures, tuning.retryDelays.length - 1)] ?? 60_000;
      run.failures += 1;
      if (job.phase !== 'removing') book.update(id, { phase: 'waiting', error: done.error });
      await pauseFor(run, delay);
      if (!signal.aborted && job.phase !== 'removing') book.update(id, { error: null });
    }
  }

  function start(id: PackageId): void {
    if (closed || running.has(id)) return;
    const job = rows.find(id);
    if (job === null || job.paused || job.phase === 'failed') return;
    if (job.phase !== 'removing' && isSettled(book.get(id)?.phase ?? 'done')) {
      book.open(toTransfer(job, 'preparing'));
    }
    const run: Running = { controller: new AbortController(), done: Promise.resolve(), failures: 0, wake: null };
    running.set(id, run);
    run.done = work(id, run).finally(() => running.delete(id));
  }

  async function stop(id: PackageId): Promise<void> {
    const run = running.get(id);
    if (run === undefined) return;
    run.controller.abort();
    run.wake?.();
    await run.done;
  }

  const CANCELLABLE: ReadonlySet<OutboxPhase> = new Set(['preparing', 'uploading', 'committing', 'failed']);

  return {
    start,
    resumeAll() {
      for (const job of rows.all()) {
        if (job.phase === 'failed') {
          const error = (job.error ?? { code: 'work.crashed', detail: '' }) as PackageError;
          book.open({ ...toTransfer(job, 'failed'), error });
        } else if (job.paused && job.phase !== 'removing') book.open(toTransfer(job, 'paused'));
        else start(job.id);
      }
    },
    pause(id) {
      const job = rows.find(id);
      if (job === null || job.phase === 'failed' || job.phase === 'removing') return;
      rows.paused(id, true);
      void stop(id).then(() => {
        // It may have been finished, or resumed, in the meantime.
        if (rows.find(id)?.paused === true) book.update(id, { phase: 'paused', error: null });
      });
    },
    resume(id) {
      const job = rows.find(id);
      if (job === null) return;
      rows.paused(id, false);
      const run = running.get(id);
      if (job.phase === 'failed') {
        // SECURITY: files may have changed, so a new key: no key ever seals two versions of a package.
        rows.restart(id, crypto.random(KEY_BYTES));
        start(id);
      } else if (run?.controller.signal.aborted === true) void run.done.then(() => start(id));
      else if (run !== undefined) run.wake?.();
      else {
        book.update(id, { phase: 'preparing', error: null });
        start(id);
      }
    },
    async cancel(id) {
      await stop(id);
      const job = rows.find(id);
      if (job === null) return;
      // Once recipients are being told it cannot be unsaid: the package is finished instead.
      if (!CANCELLABLE.has(job.phase)) {
        if (job.phase !== 'removing') start(id);
        return;
      }
      rows.phase(id, 'removing');
      rows.paused(id, false);
      book.update(id, { phase: 'cancelled', error: null });
      const removed = await remove(job);
      if (!removed.ok) start(id);
    },
    has: (id) => running.has(id as PackageId) || rows.find(id as PackageId) !== null,
    async close() {
      closed = true;
      await Promise.all([...running.keys()].map(stop));
    },
  };
}
