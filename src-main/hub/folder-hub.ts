import { unlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Random } from '../../src-shared/base/random.ts';
import { err, ok } from '../../src-shared/base/result.ts';
import { settle, systemCode } from './folder/errors.ts';
import { createFlusher } from './folder/flusher.ts';
import { listObjects } from './folder/list.ts';
import { readObject } from './folder/read.ts';
import { createRoot } from './folder/root.ts';
import { createWriter } from './folder/write.ts';
import { hubKey, hubPrefix } from './key.ts';
import type { Hub, HubError } from './port.ts';
import { probeHub } from './probe.ts';

export interface FolderHubOptions {
  /** An existing folder on a disk or a network share. */
  readonly path: string;
  readonly random: Random;
  /**
   * `existing`: this folder is known to be a hub (the profile joined it), so an empty folder in its place is a share
   * that is not mounted: `hub.unreachable`. `any` (default): an empty folder may become a hub.
   */
  readonly expect?: 'existing' | 'any';
}

const MAX_LIMIT = 10_000;
const badKey: HubError = { code: 'hub.badKey', detail: 'badKey' };

/**
 * A hub in a folder. Objects are files; unfinished ones are in `tmp/`. Needs a file system on which one writer's
 * `link` or `rename` is atomic for all others: local disks, NFS, SMB; not a folder that a sync service copies around.
 */
export function createFolderHub(options: FolderHubOptions): Hub {
  const { random, expect = 'any' } = options;
  const path = resolve(options.path);
  const root = createRoot({ path, expect });
  const flusher = createFlusher();
  const writer = createWriter(root, flusher, random);

  return {
    get: (key, getOptions) =>
      settle(async () => {
        const segments = hubKey(key);
        return segments === null ? err(badKey) : ok(await readObject(root, segments, getOptions));
      }),
    put: (key, body, putOptions = {}) =>
      settle(async () => {
        const segments = hubKey(key);
        return segments === null ? err(badKey) : ok(await writer.put(segments, body, putOptions));
      }),
    list: (prefix, listOptions) =>
      settle(async () => {
        const segments = hubPrefix(prefix);
        const { limit } = listOptions;
        if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw new RangeError('limit is 1 to 10,000');
        return segments === null ? err(badKey) : ok(await listObjects(root, segments, listOptions));
      }),
    delete: (key) =>
      settle(async () => {
        const segments = hubKey(key);
        if (segments === null) return err(badKey);
        const target = root.path(segments);
        try {
          if (await root.holds(root.path(segments.slice(0, -1)))) await unlink(target);
          else await root.confirmPresent();
        } catch (error) {
          if (systemCode(error) !== 'ENOENT') throw error;
          await root.confirmPresent();
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
        const other = createFolderHub({ ...options, expect });
        const report = await probeHub([createFolderHub(options), other], random);
        await other.close();
        return report;
      }),
    close: () => flusher.close(),
  };
}
