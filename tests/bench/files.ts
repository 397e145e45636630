import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const MEBIBYTE = 1 << 20;

/** Bytes that no tool can make smaller: the key stream of AES, which is quicker than the system's random numbers. */
export async function writeRandomFile(path: string, bytes: number): Promise<void> {
  const stream = createCipheriv('aes-128-ctr', randomBytes(16), randomBytes(16));
  const zeros = Buffer.alloc(MEBIBYTE);
  const file = await open(path, 'w');
  try {
    for (let left = bytes; left > 0; left -= MEBIBYTE) {
      await file.write(stream.update(zeros).subarray(0, Math.min(left, MEBIBYTE)));
    }
  } finally {
    await file.close();
  }
}

/** A file of zeros that takes no room. */
export async function writeSparseFile(path: string, bytes: number): Promise<void> {
  await writeFile(path, '');
  await truncate(path, bytes);
}

/** `count` files of `bytes` bytes each, 100 to a folder. */
export async function writeManyFiles(folder: string, count: number, bytes: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const inner = join(folder, `folder-${String(Math.floor(index / 100)).padStart(3, '0')}`);
    if (index % 100 === 0) await mkdir(inner, { recursive: true });
    await writeFile(join(inner, `file-${String(index).padStart(5, '0')}.bin`), randomBytes(bytes));
  }
}

/** Brings a file into the page cache, where every contender then finds it. */
export async function warm(path: string): Promise<void> {
  const file = await open(path);
  const buffer = Buffer.alloc(8 * MEBIBYTE);
  try {
    while ((await file.read(buffer, 0, buffer.length)).bytesRead > 0);
  } finally {
    await file.close();
  }
}

/** Are both files the same, byte for byte? For inputs of at most 1 GiB. */
export async function sameFile(a: string, b: string): Promise<boolean> {
  return (await readFile(a)).equals(await readFile(b));
}
