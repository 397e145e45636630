import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { start } from '../../../assets/locales/en/start.ts';
import { en } from '../../../assets/locales/en.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** Our own modules that `entry` brings with it; what it loads later is not among them. */
function reached(entry: string, found = new Set<string>()): ReadonlySet<string> {
  const file = join(ROOT, entry);
  if (found.has(entry) || !/\.tsx?$/.test(entry) || !existsSync(file)) return found;
  found.add(entry);
  const source = readFileSync(file, 'utf8');
  for (const [, names, from] of source.matchAll(/^(?:import|export) (?!type )([^;']*?)(?: from )?'(\.[^']+)';/gm)) {
    const onlyTypes = /^\{(?:\s*type \w+(?: as \w+)?,?)+\s*\}$/.test(names ?? '');
    if (!onlyTypes) reached(relative(ROOT, join(dirname(file), from ?? '')), found);
  }
  return found;
}

/** What is on the screen before the whole catalogue must be there. */
const EARLY = [
  'src-renderer/main.tsx',
  'src-renderer/views/first-run/Start.tsx',
  'src-renderer/views/unlock/Kit.tsx',
] as const;

const early = new Set(EARLY.flatMap((entry) => [...reached(entry)]));
const first = reached(EARLY[0]);

/** Texts that these modules show in an open vault alone, although others of theirs are shown before. */
const LATER: ReadonlySet<string> = new Set(['reason.unknown', 'error.unknown', 'list.clearFilter']);

describe('the first part of the page', () => {
  it('has every text that is shown before a vault is open', () => {
    const wanted = [...early]
      .filter((file) => file.startsWith('src-renderer/'))
      .flatMap((file) => {
        const source = readFileSync(join(ROOT, file), 'utf8');
        return Object.keys(en).filter((key) => source.includes(`'${key}'`) && !LATER.has(key));
      });
    expect(wanted.length).toBeGreaterThan(50);
    expect([...new Set(wanted)].filter((key) => !(key in start))).toEqual([]);
  });

  it('imports no more of the catalogues', () => {
    const texts = [...first].filter((file) => file.startsWith('assets/locales/'));
    expect(texts.toSorted()).toEqual(['assets/locales/de/start.ts', 'assets/locales/en/start.ts']);
  });

  it('brings no view but the one that unlocks, and no command', () => {
    const views = [...first].filter((file) => /^src-renderer\/(?:views|app)\//.test(file));
    expect(views.toSorted()).toEqual([
      'src-renderer/app/App.tsx',
      'src-renderer/app/Guard.tsx',
      'src-renderer/views/first-run/Frame.tsx',
      'src-renderer/views/unlock/Unlock.tsx',
    ]);
  });
});
