import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyAsar } from '../../../tools/package/verify-asar.ts';

const SECRET_LINE = 'export const verified = true;';

let folder = '';
let archive = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealpost-asar-'));
  archive = join(folder, 'app.asar');
  await mkdir(join(folder, 'app', 'out'), { recursive: true });
  await writeFile(join(folder, 'app', 'package.json'), '{}');
  await writeFile(join(folder, 'app', 'out', 'main.js'), SECRET_LINE);
  await writeFile(join(folder, 'app', 'native.node'), 'machine code');
  await createPackageWithOptions(join(folder, 'app'), archive, { unpack: '*.node' });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('verifyAsar', () => {
  it('S9 finds every hash of an untouched archive right', async () => {
    const report = await verifyAsar(archive);
    expect([...report.packed].sort()).toEqual(['/out/main.js', '/package.json']);
    expect(report.unpacked).toEqual(['/native.node']);
    expect(report.damaged).toEqual([]);
  });

  it('S9 names the file in which one byte was changed', async () => {
    const bytes = await readFile(archive);
    const at = bytes.indexOf(SECRET_LINE);
    expect(at).toBeGreaterThan(0);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(archive, bytes);
    expect((await verifyAsar(archive)).damaged).toEqual(['/out/main.js']);
  });
});
