import type { PackageId } from '../../src-shared/base/ids.ts';
import { err, ok } from '../../src-shared/base/result.ts';
import { createFeedChains } from './feed/chain.ts';
import { createOwnFeed } from './feed/own-feed.ts';
import type { PackageEvent, Packages } from './port.ts';
import { DEFAULT_TUNING, type PackagesPorts } from './ports.ts';
import { createContentsOpener } from './receive/contents.ts';
import { syncMail } from './receive/sync-mail.ts';
import { createSaves } from './save/saves.ts';
import { publicKeyBytes } from './send/commit.ts';
import { createExpirySweep } from './send/expiry.ts';
import { createOutbox } from './send/outbox.ts';
import { composeJob } from './send/send.ts';
import { createSlots } from './slots.ts';
import { createFeedRows } from './store/feed-rows.ts';
import { createMailRows, createReceiptRows } from './store/mail-rows.ts';
import { createOutboxRows } from './store/outbox-rows.ts';
import { createPackageRows } from './store/package-rows.ts';
import { createSaveRows } from './store/save-rows.ts';
import { createTransferBook } from './transfers.ts';

/**
 * The packages of one member: what they send, get, keep and save. Needs a vault with `packagesMigrations` applied, and
 * nothing of Electron.
 */
export function createPackages(ports: PackagesPorts): Packages {
  const tuning = { ...DEFAULT_TUNING, ...ports.tuning };
  const { database, clock, timer, workers } = ports;
  const listeners = new Set<(event: PackageEvent) => void>();
  const emit = (event: PackageEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const book = createTransferBook({ clock, timer, intervalMs: tuning.progressMs }, (transfer) =>
    emit({ type: 'transfer', transfer }),
  );
  const packages = createPackageRows(database);
  const receipts = createReceiptRows(database);
  // Shared by all transfers: each slot is one segment in memory.
  const slots = createSlots(workers.concurrency + 1);
  const common = { ...ports, tuning, packages, emit, slots, book };
  const mail = createMailRows(database);
  const receiving = { ...common, mail, receipts, chains: createFeedChains(ports) };
  const feed = createOwnFeed({
    hub: ports.hub,
    crypto: ports.crypto,
    me: ports.me,
    rows: createFeedRows(database),
    devicePublicKey: () => publicKeyBytes(ports.log.state().devices.get(ports.me.device)?.publicKey ?? ''),
  });
  const sending = { ...common, feed, rows: createOutboxRows(database) };

  const outbox = createOutbox(sending);
  const opener = createContentsOpener(receiving);
  const saves = createSaves({ ...receiving, saves: createSaveRows(database) });
  const sweepExpired = createExpirySweep(sending);
  const stopped = new AbortController();
  let syncing: ReturnType<Packages['sync']> | null = null;

  const syncOnce: Packages['sync'] = async (signal) => {
    const both = signal === undefined ? stopped.signal : AbortSignal.any([signal, stopped.signal]);
    const synced = await syncMail(receiving, both);
    if (!synced.ok) return synced;
    // Tidying up is tried again by the next sync.
    await sweepExpired(both);
    return synced;
  };

  return {
    async send(draft) {
      const composed = await composeJob(sending, draft);
      if (composed.ok) outbox.start(composed.value);
      return composed;
    },
    async resumeOutbox() {
      outbox.resumeAll();
      await saves.sweep();
    },
    transfers: () => book.all(),
    pause: (id) => outbox.pause(id as PackageId),
    resume: (id) => outbox.resume(id as PackageId),
    cancel: (id) => (saves.has(id) ? saves.cancel(id) : outbox.cancel(id as PackageId)),
    settled: (id) => book.settled(id),
    sync(signal) {
      syncing ??= syncOnce(signal).finally(() => {
        syncing = null;
      });
      return syncing;
    },
    list: (box, options) => packages.list(box, options),
    counts: () => packages.counts(),
    row: (id) => packages.find(id),
    async contents(id, password) {
      const opened = await opener.open(id, password);
      return opened.ok ? ok(opened.value.shown) : opened;
    },
    async save(id, files, directory) {
      const opened = await opener.open(id, null);
      return opened.ok ? saves.start(id, opened.value, files, directory) : err(opened.error);
    },
    markRead(id, read) {
      if (packages.markRead(id, read)) emit({ type: 'changed', id });
    },
    receipts: (id) => receipts.of(id),
    mailbox: () => ({ waiting: mail.pendingCount(), junk: mail.junkCount() }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      stopped.abort();
      await Promise.all([outbox.close(), saves.close(), syncing]);
      opener.close();
      book.close();
      listeners.clear();
    },
  };
}
