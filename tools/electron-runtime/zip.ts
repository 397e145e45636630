import type { FileHandle } from 'node:fs/promises';
import { chmod, mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

/**
 * As much of the zip format as unpacking a distribution needs, so that a bare machine needs no `unzip`.
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
 * Not read, and refused: zip64, encryption, methods but stored and deflate, links.
 */
const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
const CENTRAL_SIGNATURE = 0x02014b50;
const CENTRAL_LENGTH = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;
const FLAG_ENCRYPTED = 1;
const MODE_SHIFT = 16;
const TYPE_MASK = 0o170000;
const TYPE_LINK = 0o120000;
const ZIP64_MARK = 0xffffffff;

export interface ZipEntry {
  /** With `/` between folders; ends with `/` for a folder. */
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** POSIX mode bits, 0 when the archive has none. */
  readonly mode: number;
  readonly localOffset: number;
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('The zip file is cut short.');
  return buffer;
}

/** All entries, from the central directory. */
export async function readZipEntries(file: FileHandle): Promise<readonly ZipEntry[]> {
  const { size } = await file.stat();
  const tailLength = Math.min(size, END_LENGTH + MAX_COMMENT);
  const tail = await read(file, size - tailLength, tailLength);
  let end = tail.length - END_LENGTH;
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < 0) throw new Error('Not a zip file: it has no end of central directory.');
  const count = tail.readUInt16LE(end + 10);
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (directory.readUInt32LE(at) !== CENTRAL_SIGNATURE) throw new Error('The zip directory is damaged.');
    const nameLength = directory.readUInt16LE(at + 28);
    const entry: ZipEntry = {
      name: directory.toString('utf8', at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: directory.readUInt32LE(at + 38) >>> MODE_SHIFT,
      localOffset: directory.readUInt32LE(at + 42),
    };
    if ((directory.readUInt16LE(at + 8) & FLAG_ENCRYPTED) !== 0) throw new Error(`${entry.name} is encrypted.`);
    if (entry.size === ZIP64_MARK || entry.localOffset === ZIP64_MARK) throw new Error('Zip64 is not supported.');
    entries.push(entry);
    at += CENTRAL_LENGTH + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

const inflate = promisify(inflateRaw);

/** One entry's bytes, their checksum verified. */
export async function readZipEntry(file: FileHandle, entry: ZipEntry): Promise<Buffer> {
  const local = await read(file, entry.localOffset, LOCAL_LENGTH);
  if (local.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new Error(`The local header of ${entry.name} is damaged.`);
  const start = entry.localOffset + LOCAL_LENGTH + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = await read(file, start, entry.compressedSize);
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new Error(`${entry.name} is packed with method ${entry.method}, which is not supported.`);
  }
  const bytes = entry.method === STORED ? packed : await inflate(packed, { maxOutputLength: Math.max(entry.size, 1) });
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw new Error(`${entry.name} is damaged.`);
  return bytes;
}

/**
 * Unpacks those files of a zip for which `rename` gives a path (relative to `target`, with `/`); null leaves one out.
 * SECURITY: a path that would leave `target`, and a symbolic link, is refused.
 */
export async function unpackZip(zip: string, target: string, rename: (name: string) => string | null): Promise<number> {
  const file = await open(zip, 'r');
  let written = 0;
  try {
    for (const entry of await readZipEntries(file)) {
      if (entry.name.endsWith('/')) continue;
      const name = rename(entry.name);
      if (name === null) continue;
      if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) {
        throw new Error(`The zip file has an unsafe name: ${entry.name}`);
      }
      if ((entry.mode & TYPE_MASK) === TYPE_LINK) throw new Error(`${entry.name} is a symbolic link.`);
      const path = join(target, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, await readZipEntry(file, entry));
      await chmod(path, (entry.mode & 0o111) === 0 ? 0o644 : 0o755);
      written += 1;
    }
  } finally {
    await file.close();
  }
  return written;
}
