import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeDemoFiles } from '../../../src-main/app/demo/files.ts';
import { readPdf } from '../../support/pdf-text.ts';

it('writes the demo’s documents as pages that a viewer can read, within their margins', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sealpost-demo-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const paths = await writeDemoFiles(folder);
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
