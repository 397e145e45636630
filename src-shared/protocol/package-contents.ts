import { z } from 'zod';
import { decodeJson, encodeJson } from './package-codec.ts';
import { timeSchema } from './package-envelope.ts';
import { PACKAGE_LIMITS } from './package-limits.ts';

/** One file or folder as the sender names it; files lie back to back in the package's one stream, in this order. */
export interface ContentsFile {
  /** `/` between folders. Not to be trusted as a path: see `safePaths`. */
  readonly path: string;
  /** Bytes; 0 for a folder. */
  readonly size: number;
  readonly modifiedAt: number;
  readonly folder: boolean;
  /** The sender's file system says that it can be run. */
  readonly executable: boolean;
}

export interface Contents {
  readonly message: string;
  readonly files: readonly ContentsFile[];
}

const FOLDER = 1;
const EXECUTABLE = 2;

/** A tuple a file: 10,000 files are a matter of kilobytes and milliseconds. */
const contentsSchema = z.strictObject({
  v: z.literal(1),
  message: z.string().max(PACKAGE_LIMITS.message),
  files: z
    .array(
      z.tuple([
        z.string().min(1).max(PACKAGE_LIMITS.path),
        z.number().int().min(0).max(PACKAGE_LIMITS.packageBytes),
        timeSchema,
        z.number().int().min(0).max(3),
      ]),
    )
    .max(PACKAGE_LIMITS.files),
});

/** @returns null when the table is too large to be sent. */
export function encodeContents(contents: Contents): Uint8Array | null {
  if (contents.files.length > PACKAGE_LIMITS.files) return null;
  const bytes = encodeJson({
    v: 1,
    message: contents.message,
    files: contents.files.map((file) => [
      file.path,
      file.size,
      file.modifiedAt,
      (file.folder ? FOLDER : 0) | (file.executable ? EXECUTABLE : 0),
    ]),
  });
  return bytes.length > PACKAGE_LIMITS.contentsBytes ? null : bytes;
}

/** @returns null when the bytes are not contents of this version within their bounds. */
export function decodeContents(bytes: Uint8Array): Contents | null {
  const decoded = decodeJson(bytes, PACKAGE_LIMITS.contentsBytes, contentsSchema);
  if (decoded === null) return null;
  const files = decoded.files.map(([path, size, modifiedAt, flags]) => ({
    path,
    size,
    modifiedAt,
    folder: (flags & FOLDER) !== 0,
    executable: (flags & EXECUTABLE) !== 0,
  }));
  if (files.some((file) => file.folder && file.size !== 0)) return null;
  return { message: decoded.message, files };
}

/** How many are files, without the folders. */
export function countFiles(files: readonly { readonly folder: boolean }[]): number {
  return files.reduce((count, file) => count + (file.folder ? 0 : 1), 0);
}

/** Plaintext bytes of all files. */
export function totalSize(files: readonly { readonly size: number }[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}
