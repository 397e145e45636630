import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { collisionKey, safeName } from '../../src-shared/base/safe-name.ts';

interface Entry {
  readonly path: string;
  readonly folder: boolean;
  readonly size: number;
}

export interface Comparison {
  readonly files: number;
  readonly folders: number;
  readonly bytes: number;
  /** Files whose name was made safe on the way. */
  readonly renamed: number;
  /** One line a difference; empty when both sides are the same, byte for byte. */
  readonly differences: readonly string[];
}

async function walk(root: string, below = ''): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const item of await readdir(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? item.name : `${below}/${item.name}`;
    if (item.isDirectory()) {
      entries.push({ path, folder: true, size: 0 }, ...(await walk(root, path)));
    } else if (item.isFile()) {
      entries.push({ path, folder: false, size: (await lstat(join(root, path))).size });
    }
  }
  return entries;
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 ** 2 }), hash);
  return hash.digest('hex');
}

/** Which paths must arrive as they were sent: safe on every platform, and alone in a folder that ignores case. */
function keptPaths(entries: readonly Entry[]): ReadonlySet<string> {
  const keys = new Map<string, number>();
  for (const { path } of entries) keys.set(collisionKey(path), (keys.get(collisionKey(path)) ?? 0) + 1);
  const kept = entries.filter(
    ({ path }) => keys.get(collisionKey(path)) === 1 && path.split('/').every((part) => safeName(part) === part),
  );
  return new Set(kept.map(({ path }) => path));
}

const byContent = (entries: readonly { readonly key: string }[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { key } of entries) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

/**
 * Compares what was sent with what arrived, by SHA-256 and without Sealpost's own crypto. Names that are safe on every
 * platform must be the same; of the others, which are made safe on arrival, the same contents must be there under safe
 * names, in the same number.
 */
export async function compareFolders(sent: string, received: string): Promise<Comparison> {
  const before = await walk(sent);
  const after = await walk(received);
  const kept = keptPaths(before);
  const differences: string[] = [];
  const arrived = new Map(after.map((entry) => [entry.path, entry]));
  const unsafe: { key: string }[] = [];
  let bytes = 0;
  for (const entry of before) {
    bytes += entry.size;
    if (!kept.has(entry.path)) {
      unsafe.push({ key: entry.folder ? 'folder' : await digest(join(sent, entry.path)) });
      continue;
    }
    const match = arrived.get(entry.path);
    arrived.delete(entry.path);
    if (match === undefined) differences.push(`missing: ${JSON.stringify(entry.path)}`);
    else if (match.folder !== entry.folder) differences.push(`another kind: ${JSON.stringify(entry.path)}`);
    else if (match.size !== entry.size) differences.push(`another size: ${JSON.stringify(entry.path)}`);
    else if (!entry.folder && (await digest(join(sent, entry.path))) !== (await digest(join(received, entry.path)))) {
      differences.push(`other bytes: ${JSON.stringify(entry.path)}`);
    }
  }
  const left: { key: string }[] = [];
  for (const entry of arrived.values()) {
    left.push({ key: entry.folder ? 'folder' : await digest(join(received, entry.path)) });
  }
  const wanted = byContent(unsafe);
  for (const [key, count] of byContent(left)) {
    const due = wanted.get(key) ?? 0;
    if (count > due) differences.push(`${count - due} more than were sent of content ${key}`);
    if (due <= count) wanted.delete(key);
  }
  for (const key of wanted.keys()) differences.push(`a file with an odd name is missing, content ${key}`);
  return {
    files: before.filter((entry) => !entry.folder).length,
    folders: before.filter((entry) => entry.folder).length,
    bytes,
    renamed: unsafe.length,
    differences,
  };
}
