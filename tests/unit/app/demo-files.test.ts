import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeDemoFiles } from '../../../src-main/app/demo/files.ts';
import { readPdf } from '../../support/pdf-text.ts';

/** 2030-01-02 03:04:05 UTC. */
const CHANGED = 1_893_553_445_000;

it('says of every file and folder of the demo that it was changed before it was sent', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sealpost-demo-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeDemoFiles(folder, CHANGED);
  const paths = await readdir(folder, { recursive: true });
  expect(paths.length).toBeGreaterThan(10);
  for (const path of paths) expect((await stat(join(folder, path))).mtimeMs, path).toBe(CHANGED);
});

it('writes the demo’s documents as pages that a viewer can read, within their margins', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sealpost-demo-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const paths = await writeDemoFiles(folder, CHANGED);
  const summary = readPdf(await readFile(join(paths['Q3 figures'] ?? '', 'Summary.pdf')));
  expect(summary.lines).toEqual([
    'Third quarter',
    'Orders are up in three of four regions.',
    'Returns fell to the lowest share since we began to count.',
    'Details are in the table beside this page.',
  ]);
  const places = [...summary.content.matchAll(/([\d.]+) ([\d.]+) Td/g)].map(([, x, y]) => [Number(x), Number(y)]);
  expect(places).toHaveLength(summary.lines.length);
  for (const [x, y] of places) {
    expect(x).toBe(72);
    expect(y).toBeGreaterThan(72);
    expect(y).toBeLessThan(842 - 70);
  }
});
