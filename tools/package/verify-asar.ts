import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { getRawHeader } from '@electron/asar';
import { z } from 'zod';

/**
 * What the header of an asar archive says of a file. Source: the @electron/asar README, "Format"; the `integrity`
 * member is what Electron compares with on macOS and Windows when EnableEmbeddedAsarIntegrityValidation is on.
 */
const fileSchema = z.object({
  size: z.number().int().nonnegative(),
  offset: z.string().regex(/^\d+$/).optional(),
  unpacked: z.boolean().optional(),
  link: z.string().optional(),
  integrity: z
    .object({
      algorithm: z.literal('SHA256'),
      hash: z.string(),
      blockSize: z.number().int().positive(),
      blocks: z.array(z.string()),
    })
    .optional(),
});
type AsarFile = z.infer<typeof fileSchema>;

const folderSchema = z.object({ files: z.record(z.string(), z.unknown()) });

/** The archive's header pickle precedes the content by eight bytes of its own. */
const PICKLE_PREFIX = 8;

function* walk(node: unknown, path: string): Generator<readonly [string, AsarFile]> {
  const folder = folderSchema.safeParse(node);
  if (folder.success) {
    for (const [name, child] of Object.entries(folder.data.files)) yield* walk(child, `${path}/${name}`);
    return;
  }
  const link = z.object({ link: z.string() }).safeParse(node);
  if (!link.success) yield [path, fileSchema.parse(node)];
}

/** What an archive was found to hold. */
export interface AsarReport {
  /** Paths inside the archive, starting with `/`. */
  readonly packed: readonly string[];
  /** Paths of files that lie beside the archive instead. */
  readonly unpacked: readonly string[];
  /** Packed files whose recorded hash is missing or wrong. */
  readonly damaged: readonly string[];
}

/** Compares every packed file with the SHA-256 that the archive's header records for it. @throws when unreadable */
export async function verifyAsar(archive: string): Promise<AsarReport> {
  const raw = getRawHeader(archive);
  const header: unknown = JSON.parse(raw.headerString);
  const content = PICKLE_PREFIX + raw.headerSize;
  const packed: string[] = [];
  const unpacked: string[] = [];
  const damaged: string[] = [];
  const file = await open(archive, 'r');
  try {
    for (const [path, entry] of walk(header, '')) {
      if (entry.unpacked === true) {
        unpacked.push(path);
        continue;
      }
      packed.push(path);
      const bytes = Buffer.alloc(entry.size);
      await file.read(bytes, 0, entry.size, content + Number(entry.offset ?? '0'));
      if (entry.integrity?.hash !== createHash('sha256').update(bytes).digest('hex')) damaged.push(path);
    }
  } finally {
    await file.close();
  }
  return { packed, unpacked, damaged };
}
