import { dirname, join, resolve } from 'node:path';
import type { Random } from '../../src-shared/base/random.ts';
import { err, ok } from '../../src-shared/base/result.ts';
import { isAbsence, settle } from './folder/errors.ts';
import { createFlusher } from './folder/flusher.ts';
import { createLister } from './folder/list.ts';
import { type Link, removeObject, systemLink } from './folder/naming.ts';
import { readObject } from './folder/read.ts';
import { createRoot } from './folder/root.ts';
import { sweep } from './folder/sweep.ts';
import { createWriter } from './folder/write.ts';
import { hubKey, hubPrefix } from './key.ts';
import type { Hub, HubError } from './port.ts';
import { PROBE_FOLDER, probeHub } from './probe.ts';

export interface FolderHubOptions {
  /** An existing folder on a disk or a network share. */
  readonly path: string;
  readonly random: Random;
  /**
   * `existing`: this folder is known to be a hub (the profile joined it), so an empty folder in its place is a share
   * that is not mounted: `hub.unreachable`. `any` (default): an empty folder may become a hub.
   */
  readonly expect?: 'existing' | 'any';
  /** How hard links are made; the system's way unless given. */
  readonly link?: Link;
}

const MAX_LIMIT = 10_000;
const badKey: HubError = { code: 'hub.badKey', detail: 'badKey' };

/**
 * A hub in a folder: objects are files, unfinished ones are in `tmp/`. It needs a file system on which naming a file
 * is atomic for everybody (local disks, NFS, SMB); a folder that a synchronisation service copies around is not one.
 */
export function createFolderHub(options: FolderHubOptions): Hub {
  const { random, expect = 'any', link = systemLink } = options;
  const path = resolve(options.path);
  const root = createRoot({ path, expect });
  const flusher = createFlusher(root);
  const lister = createLister(root);
  let sweeping: Promise<void> | null = null;

  const writer = createWriter({
    root,
    flusher,
    random,
    link,
    async onTemporary(file) {
      if (sweeping !== null) return;
      const now = (await file.stat()).mtimeMs;
      const folders = [root.temporary, join(path, PROBE_FOLDER), join(path, PROBE_FOLDER, 'o')];
      // Tidying may fail for any reason; whoever writes next does it.
      sweeping = Promise.all(folders.map((folder) => sweep(root, folder, now).catch(() => undefined))).then(
        () => undefined,
      );
    },
  });

  return {
    get: (key, getOptions) =>
      settle(async () => {
        const segments = hubKey(key);
        return segments === null ? err(badKey) : ok(await readObject(root, segments, getOptions));
      }),
    put: (key, body, putOptions = {}) =>
      settle(async () => {
        const segments = hubKey(key);
        if (segments === null) return err(badKey);
        try {
          return ok(await writer.put(segments, body, putOptions));
        } finally {
          lister.forget(dirname(root.path(segments)));
        }
      }),
    list(prefix, listOptions) {
      const { limit } = listOptions;
      if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw new RangeError('limit is 1 to 10,000');
      return settle(async () => {
        const segments = hubPrefix(prefix);
        return segments === null ? err(badKey) : ok(await lister.list(segments, listOptions));
      });
    },
    delete: (key) =>
      settle(async () => {
        const segments = hubKey(key);
        if (segments === null) return err(badKey);
        const target = root.path(segments);
        try {
          if (await root.holds(dirname(target))) await removeObject(target);
          else await root.confirmPresent();
        } catch (error) {
          if (!isAbsence(error)) throw error;
          await root.confirmPresent();
        } finally {
          lister.forget(dirname(target));
        }
        flusher.forget(target);
        return ok();
      }),
    flush: () =>
      settle(async () => {
        const failure = await flusher.flush();
        return failure === null ? ok() : err(failure);
      }),
    probe: () =>
      settle(async () => {
        await root.prepare();
        const connect = (): Hub => createFolderHub({ ...options, expect: 'existing' });
        const connections = [connect(), connect()] as const;
        const report = await probeHub(connections, random);
        await Promise.all(connections.map((hub) => hub.close()));
        return report;
      }),
    async close() {
      await sweeping;
      await flusher.close();
    },
  };
}
