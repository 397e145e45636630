import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { OUT, ROOT } from '../../../tools/support/paths.ts';

let folder: string | null = null;

/**
 * A copy of the build as an application folder, so that a rebuild meanwhile does not pull files from under a running
 * window. One a test process; it goes with the process.
 */
export function frozenBuild(): string {
  if (folder !== null) return folder;
  const copy = mkdtempSync(join(tmpdir(), 'sealpost-build-'));
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
  for (const part of ['main', 'preload', 'renderer'])
    cpSync(join(OUT, part), join(copy, 'out', part), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'));
  for (const name of ['node_modules', 'assets']) symlinkSync(join(ROOT, name), join(copy, name), 'junction');
  folder = copy;
  return copy;
}
