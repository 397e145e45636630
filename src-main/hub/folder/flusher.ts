import type { FileHandle } from 'node:fs/promises';
import type { HubError } from '../port.ts';
import { hubErrorOf, isAbsence } from './errors.ts';
import { type Root, syncFolder } from './root.ts';

/** Disks gain nothing from more, and the thread pool is shared with everybody who reads and writes files. */
const CONCURRENT = 2;
/** Open files waiting to be synchronised; one more and the writer waits, which keeps it at the disk's own speed. */
const MAX_WAITING = 32;

/** Synchronises files behind the writer's back, early, so that the final flush finds little left to do. */
export interface Flusher {
  /** Takes the open file over. Resolves as soon as there is room. */
  add(file: FileHandle, path: string, folders: readonly string[]): Promise<void>;
  /** This object was written anew, or deleted: an earlier failure does not matter any more. */
  forget(path: string): void;
  /** Null once every file and folder so far survives a power cut. */
  flush(): Promise<HubError | null>;
  close(): Promise<void>;
}

export function createFlusher(root: Root): Flusher {
  const queue: { readonly file: FileHandle; readonly path: string }[] = [];
  const running = new Set<Promise<void>>();
  const folders = new Set<string>();
  // INVARIANT: a failed fsync is reported until the object is written again; the system reports it only once.
  const failures = new Map<string, HubError>();

  async function synchronise(file: FileHandle, path: string): Promise<void> {
    try {
      await file.sync();
    } catch (error) {
      failures.set(path, hubErrorOf(error));
    } finally {
      await file.close().catch(() => undefined);
    }
  }

  function work(): void {
    while (running.size < CONCURRENT) {
      const next = queue.shift();
      if (next === undefined) return;
      const task = synchronise(next.file, next.path).finally(() => {
        running.delete(task);
        work();
      });
      running.add(task);
    }
  }

  async function drain(limit: number): Promise<void> {
    while (queue.length + running.size > limit) await Promise.race(running);
  }

  async function syncFolderIfThere(folder: string): Promise<void> {
    try {
      await syncFolder(folder);
    } catch (error) {
      if (!isAbsence(error)) throw error;
      // Someone removed this one folder; or the whole hub is gone, and then nothing is known to be durable.
      await root.confirmPresent();
    }
  }

  return {
    async add(file, path, changed) {
      for (const folder of changed) folders.add(folder);
      queue.push({ file, path });
      work();
      await drain(MAX_WAITING);
    },
    forget: (path) => void failures.delete(path),
    async flush() {
      await drain(0);
      const changed = [...folders];
      folders.clear();
      const outcomes = await Promise.allSettled(changed.map(syncFolderIfThere));
      let failure: HubError | null = failures.values().next().value ?? null;
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.status === 'fulfilled') continue;
        folders.add(changed[index] ?? '');
        failure ??= hubErrorOf(outcome.reason);
      }
      return failure;
    },
    close: () => drain(0),
  };
}
