import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Names of all packages on a folder hub. */
export async function packagesOn(hub: string): Promise<readonly string[]> {
  return readdir(join(hub, 'packages'));
}

/**
 * What anybody who can write to the hub could do: flips one bit in the middle of a package's first segment.
 * @returns the key of the object
 */
export async function flipBit(hub: string, id: string): Promise<string> {
  const folder = join(hub, 'packages', id, 's');
  const [first] = (await readdir(folder)).sort();
  if (first === undefined) throw new Error('the package has no segment to tamper with');
  const path = join(folder, first);
  const middle = Math.floor((await stat(path)).size / 2);
  const file = await open(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, middle);
    byte[0] = (byte[0] ?? 0) ^ 1;
    await file.write(byte, 0, 1, middle);
  } finally {
    await file.close();
  }
  return `packages/${id}/s/${first}`;
}
