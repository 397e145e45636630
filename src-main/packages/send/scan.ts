import { access, constants, type Stats } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { collisionKey, numberedName, safeName } from '../../../src-shared/base/safe-name.ts';
import { PACKAGE_LIMITS } from '../../../src-shared/protocol/package-limits.ts';
import type { SkippedFile } from '../port.ts';
import type { OutboxFile } from '../store/outbox-rows.ts';
import { createLooker, type Looker } from './look.ts';

export interface Scan {
  readonly files: readonly OutboxFile[];
  readonly total: number;
  readonly skipped: readonly SkippedFile[];
}

export interface ScanError {
  /** `draft.source`: what was named is not there or cannot be read at all; `draft.tooLarge`: beyond the limits. */
  readonly code: 'draft.source' | 'draft.tooLarge' | 'work.cancelled';
  readonly detail: string;
}

/** Looked at together; in between other things have their turn. */
const BATCH = 128;
/** A report is for reading: beyond this the rest is not listed. */
const MAX_SKIPPED = 1000;
const decoder = new TextDecoder('utf-8', { fatal: true });

const readable = (target: string): Promise<boolean> =>
  new Promise((resolve) => {
    access(target, constants.R_OK, (error) => resolve(error === null));
  });

/** @returns null when the bytes are not well-formed Unicode: such a name exists on one machine only. */
function decodeName(bytes: Buffer): string | null {
  try {
    const name = decoder.decode(bytes);
    // macOS and Windows never have these; a Linux name with one could not be told from a path.
    return name.includes('\u0000') ? null : name;
  } catch {
    return null;
  }
}

interface Walk {
  readonly files: OutboxFile[];
  readonly skipped: SkippedFile[];
  readonly looker: Looker;
  readonly signal: AbortSignal | undefined;
  total: number;
}

function skip(walk: Walk, name: string, reason: SkippedFile['reason']): void {
  if (walk.skipped.length < MAX_SKIPPED) walk.skipped.push({ name, reason });
}

function describe(source: string, shown: string, stats: Stats): OutboxFile {
  const folder = stats.isDirectory();
  return {
    source,
    path: shown,
    size: folder ? 0 : stats.size,
    // A file dated before 1970 travels as of 1970.
    modifiedAt: Math.min(Math.max(0, Math.floor(stats.mtimeMs)), 253_402_300_799_999),
    folder,
    // Windows reports no such bits for plain files.
    executable: !folder && (stats.mode & 0o111) !== 0,
    mtimeMs: stats.mtimeMs,
    inode: stats.ino,
    device: stats.dev,
  };
}

/** Adds one file or folder (and all in it); an answer means that the limits are exceeded or the scan was stopped. */
async function visit(walk: Walk, source: string, shown: string, stats: Stats): Promise<ScanError | null> {
  if (walk.signal?.aborted === true) return { code: 'work.cancelled', detail: '' };
  if (stats.isSymbolicLink()) skip(walk, shown, 'symlink');
  else if (stats.isDirectory()) return visitFolder(walk, source, shown, stats);
  else if (!stats.isFile()) skip(walk, shown, 'special');
  else if (shown.length > PACKAGE_LIMITS.path) skip(walk, shown, 'name');
  else if ((stats.mode & 0o444) !== 0o444 && !(await readable(source))) skip(walk, shown, 'unreadable');
  else {
    walk.files.push(describe(source, shown, stats));
    walk.total += stats.size;
  }
  const beyond = walk.files.length > PACKAGE_LIMITS.files || walk.total > PACKAGE_LIMITS.packageBytes;
  return beyond ? { code: 'draft.tooLarge', detail: shown } : null;
}

async function visitFolder(walk: Walk, source: string, shown: string, stats: Stats): Promise<ScanError | null> {
  const found = await walk.looker.list(source, stats.dev);
  if ('error' in found) {
    skip(walk, shown, 'unreadable');
    return null;
  }
  if (shown.length > PACKAGE_LIMITS.path) {
    skip(walk, shown, 'name');
    return null;
  }
  walk.files.push(describe(source, shown, stats));
  if (walk.files.length + found.value.length > 4 * PACKAGE_LIMITS.files) {
    return { code: 'draft.tooLarge', detail: shown };
  }
  const names: string[] = [];
  for (const bytes of found.value) {
    const name = decodeName(bytes);
    if (name === null) skip(walk, `${shown}/${bytes.toString('latin1')}`, 'name');
    else names.push(name);
  }
  names.sort();
  for (let from = 0; from < names.length; from += BATCH) {
    const batch = names.slice(from, from + BATCH);
    const targets = batch.map((name) => path.join(source, name));
    const looks = await walk.looker.look(targets, stats.dev);
    for (const [at, name] of batch.entries()) {
      const seen = looks[at];
      const target = targets[at];
      if (target === undefined || seen === undefined || 'error' in seen) {
        skip(walk, `${shown}/${name}`, 'unreadable');
        continue;
      }
      const failed = await visit(walk, target, `${shown}/${name}`, seen.value);
      if (failed !== null) return failed;
    }
  }
  return null;
}

/** Names for what was chosen: two folders `photos` from different places become `photos` and `photos (2)`. */
function rootName(source: string, taken: Set<string>): string {
  const raw = path.basename(source);
  const base = raw === '' ? 'files' : raw;
  let name = base;
  for (let number = 2; taken.has(collisionKey(safeName(name))); number += 1) name = numberedName(base, number);
  taken.add(collisionKey(safeName(name)));
  return name;
}

/**
 * Lists files and folders, each folder before what is in it, by name within a folder: the same tree gives the same
 * list. Symbolic links, sockets, pipes and devices are reported and never followed or opened; so are names that are
 * not Unicode, and what cannot be read.
 */
export async function scan(sources: readonly string[], signal?: AbortSignal): Promise<Result<Scan, ScanError>> {
  const walk: Walk = { files: [], skipped: [], looker: createLooker(), signal, total: 0 };
  const taken = new Set<string>();
  for (const source of new Set(sources.map((each) => path.resolve(each)))) {
    const [seen] = await walk.looker.look([source], null);
    if (seen === undefined || 'error' in seen) return err({ code: 'draft.source', detail: path.basename(source) });
    const failed = await visit(walk, source, rootName(source, taken), seen.value);
    if (failed !== null) return err(failed);
  }
  return ok({ files: walk.files, total: walk.total, skipped: walk.skipped });
}

/**
 * Which file is no longer what was scanned: gone, replaced, grown, shrunk or written to.
 *
 * @returns its path as shown; null when all are the same.
 */
export async function findChanged(files: readonly OutboxFile[], signal?: AbortSignal): Promise<string | null> {
  const looker = createLooker();
  const plain = files.filter((file) => !file.folder);
  for (let from = 0; from < plain.length && signal?.aborted !== true; from += BATCH) {
    const batch = plain.slice(from, from + BATCH);
    const targets = batch.map((file) => file.source);
    const looks = await looker.look(targets, batch[0]?.device ?? null);
    for (const [at, file] of batch.entries()) {
      const seen = looks[at];
      const same =
        seen !== undefined &&
        'value' in seen &&
        seen.value.isFile() &&
        seen.value.size === file.size &&
        seen.value.mtimeMs === file.mtimeMs &&
        seen.value.ino === file.inode &&
        seen.value.dev === file.device;
      if (!same) return file.path;
    }
  }
  return null;
}
