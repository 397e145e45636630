import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../tools/build/ensure-built.ts';
import { FILES } from '../../../tools/build/targets.ts';

const PAGE = FILES.renderer.output;

/** Bytes of program that the page loads before anything is on the screen: what there is now, and a twentieth. */
const MOST = 375_000;

/** The page's program as it loads it: the files that the page names, and what these import before they run. */
async function loadedFirst(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const html = await readFile(PAGE, 'utf8');
  const open = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path]) => join(dirname(PAGE), path ?? ''));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    const source = await readFile(file, 'utf8');
    found.set(file, source);
    const here = dirname(file);
    for (const [, path] of source.matchAll(/(?:\bfrom|\bimport)\s*["'`](\.[^"'`]+\.js)["'`]/g)) {
      open.push(join(here, path ?? ''));
    }
  }
  return found;
}

describe('the built page', () => {
  beforeAll(() => ensureBuilt(['renderer'], true), 60_000);

  it('loads little before its first screen', async () => {
    const sizes = await Promise.all([...(await loadedFirst()).keys()].map(async (file) => (await stat(file)).size));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(100_000);
    expect(total).toBeLessThan(MOST);
  });

  it('holds neither the texts nor the views of an open vault before its first screen', async () => {
    const program = [...(await loadedFirst()).values()].join('\n');
    const found = (keys: readonly string[]) => keys.filter((key) => program.includes(key));
    expect(found(['unlock.title', 'password.label'])).toHaveLength(2);
    expect(found(['inbox.title', 'adminPeople.search', 'people.label', 'preview.apply'])).toEqual([]);
  });
});
