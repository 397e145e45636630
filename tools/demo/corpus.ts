import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A gigabyte, so that nothing can hide in memory. */
const LARGE_BYTES = 1024 ** 3;
const CHUNK_BYTES = 16 * 1024 ** 2;
const SMALL_FILES = 2000;
const SMALL_MAX_BYTES = 20 * 1024;

/** Names that break careless programs; all of them are legal on Linux, some are made safe on arrival. */
const ODD_NAMES: readonly string[] = [
  ' leading and trailing ',
  '-rf',
  '.hidden',
  '..double..dots..',
  'CON',
  'con.txt',
  'nul.tar.gz',
  'trailing.',
  'colon:stream.txt',
  'back\\slash.txt',
  'quote"and<angle>.txt',
  'pipe|star*question?.txt',
  'tab\tand\nnewline.txt',
  'bell\u0007.txt',
  'right-to-left \u202egpj.exe',
  'zero\u200bwidth.txt',
  'caf\u00e9 composed.txt',
  'cafe\u0301 decomposed.txt',
  'family \u{1f468}\u200d\u{1f469}\u200d\u{1f467}.png',
  '\u0645\u0644\u0641 \u0639\u0631\u0628\u064a.pdf',
  '\u65e5\u672c\u8a9e\u306e\u30d5\u30a1\u30a4\u30eb.doc',
  'README.md',
  'readme.md',
  'ReadMe.md',
  `${'n'.repeat(251)}.txt`,
  `${'\u{1f4e6}'.repeat(62)}.zip`,
  '$(touch owned)',
  '%PATH%.bat',
  'desktop.ini',
  'empty',
];

/** Bytes that do not compress and differ at every place, from a seed: an AES-CTR key stream. */
function keyStream(): (length: number) => Buffer {
  const cipher = createCipheriv('aes-256-ctr', randomBytes(32), randomBytes(16));
  const zeros = Buffer.alloc(CHUNK_BYTES);
  return (length) => cipher.update(zeros.subarray(0, length));
}

async function writeLarge(path: string, bytes: number, next: (length: number) => Buffer): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    for (let written = 0; written < bytes; written += CHUNK_BYTES) {
      await file.write(next(Math.min(CHUNK_BYTES, bytes - written)));
    }
  } finally {
    await file.close();
  }
}

/**
 * Writes what the demo sends below `directory`: one file of a gigabyte, 2,000 small files in nested folders, and files
 * and folders with odd names, empty ones among them. A stranger's folder (`--files`) is sent as it is instead.
 */
export async function writeCorpus(directory: string): Promise<void> {
  const next = keyStream();
  await mkdir(join(directory, 'large'), { recursive: true });
  await writeLarge(join(directory, 'large', 'one-gibibyte.bin'), LARGE_BYTES, next);
  for (let i = 0; i < SMALL_FILES; i += 1) {
    // Sizes from 0 to 20 KiB, the same in every run: a hash of the number picks.
    const size = createHash('sha256').update(String(i)).digest().readUInt32BE(0) % SMALL_MAX_BYTES;
    const path = join(directory, 'small', `folder-${i % 40}`, `${String(i).padStart(4, '0')}.dat`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, next(size));
  }
  const odd = join(directory, 'odd names');
  await mkdir(join(odd, 'empty folder'), { recursive: true });
  for (const name of ODD_NAMES) await writeFile(join(odd, name), name === 'empty' ? '' : next(64 + name.length));
}
