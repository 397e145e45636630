import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderHub } from '../../src-main/hub/folder-hub.ts';
import type { Hub } from '../../src-main/hub/port.ts';
import type { Random } from '../../src-shared/base/random.ts';
import type { HubFixture } from './hub-conformance.ts';

export const systemRandom: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) };

/** What `link` answers on file systems that have none. */
export async function refuseLinks(): Promise<never> {
  throw Object.assign(new Error('operation not supported'), { code: 'ENOTSUP' });
}

/** Connections of the kind `folder-mixed` so far. */
let mixed = 0;

/** Connects to a store of a kind that the tests know, from whichever process. */
export function connectHub(kind: string, location: string): Hub {
  switch (kind) {
    case 'folder':
      return createFolderHub({ path: location, random: systemRandom });
    case 'folder-existing':
      return createFolderHub({ path: location, random: systemRandom, expect: 'existing' });
    case 'folder-without-links':
      return createFolderHub({ path: location, random: systemRandom, link: refuseLinks });
    case 'folder-mixed':
      // Machines that differ in what the share lets them do: every other one.
      mixed += 1;
      return mixed % 2 === 0
        ? createFolderHub({ path: location, random: systemRandom })
        : createFolderHub({ path: location, random: systemRandom, link: refuseLinks });
    default:
      throw new Error(`no such kind of hub: ${kind}`);
  }
}

/** An empty folder to be a hub. */
export async function folderFixture(kind: string): Promise<HubFixture> {
  const location = await mkdtemp(join(tmpdir(), 'sealpost-hub-'));
  return {
    connect: () => connectHub(kind, location),
    writer: { kind, location },
    remove: () => rm(location, { recursive: true, force: true }),
  };
}
