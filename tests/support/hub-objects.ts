import { rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Hub } from '../../src-main/hub/port.ts';
import { unwrap } from '../../src-shared/base/result.ts';

/** What a hub operator can do to an object, whoever wrote it. */

export async function readObject(hub: Hub, key: string): Promise<Uint8Array> {
  const got = unwrap(await hub.get(key, { maxBytes: 64 * 1024 * 1024 }));
  if (got === null) throw new Error(`no object ${key}`);
  return got;
}

export async function writeObject(hub: Hub, key: string, bytes: Uint8Array): Promise<void> {
  unwrap(await hub.put(key, bytes.slice()));
}

/** Flips one bit. `at` counts from the end when it is negative. */
export async function flipBit(hub: Hub, key: string, at: number): Promise<void> {
  const bytes = Uint8Array.from(await readObject(hub, key));
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  await writeObject(hub, key, bytes);
}

export async function truncateObject(hub: Hub, key: string, by = 1): Promise<void> {
  await writeObject(hub, key, (await readObject(hub, key)).slice(0, -by));
}

export async function swapObjects(hub: Hub, a: string, b: string): Promise<void> {
  const [first, second] = [await readObject(hub, a), await readObject(hub, b)];
  await writeObject(hub, a, second);
  await writeObject(hub, b, first);
}

/**
 * Puts a link in the place of an object, or of a folder, of a folder hub. It leads to the right bytes, beside the hub: what
 * goes on as if nothing had happened has followed it.
 */
export async function plantLink(
  hubPath: string,
  key: string,
): Promise<{ readonly aside: string; undo(): Promise<void> }> {
  const place = path.join(hubPath, key);
  const aside = `${hubPath}-aside-${key.replaceAll('/', '-')}`;
  await rename(place, aside);
  await symlink(aside, place);
  return {
    aside,
    async undo() {
      await rm(place);
      await rename(aside, place);
    },
  };
}

export async function listObjects(hub: Hub, prefix: string): Promise<readonly string[]> {
  return unwrap(await hub.list(prefix, { limit: 10_000 })).keys;
}
