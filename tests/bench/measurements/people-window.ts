import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { en } from '../../../assets/locales/en.ts';
import { sealpostApp, startElectron, type WatchedApp } from '../electron-app.ts';
import { compare, type Figure } from '../figure.ts';
import { makeFullProfile, PROFILE_PASSWORD } from '../full-profile.ts';
import { type Bench, type Measurement, median } from '../harness.ts';
import { PEOPLE, PEOPLE_CSV } from '../policy/ten-thousand.ts';

/*
 * What `administration` measures of the core, in the real window: 10,000 people imported, then found, scrolled through
 * and counted, from the key or the press until what came of it has been painted.
 */

const PAGE = fileURLToPath(new URL('../electron/people-page.js', import.meta.url));

const importedSchema = z.object({ importing: z.number(), seq: z.number() });
const usedSchema = z.object({
  firstOpened: z.number(),
  openedAgain: z.number(),
  keys: z.array(z.number()).min(1),
  scrolls: z.array(z.number()).min(1),
  most: z.number(),
  matrix: z.number(),
});
type Used = z.infer<typeof usedSchema>;

const TEXTS = {
  inbox: en['nav.inbox'],
  people: en['nav.people'],
  groups: en['nav.adminGroups'],
  list: en['people.label'],
  search: en['adminPeople.search'],
};

/** @returns what the page answered. @throws when it could not do what it was told. */
async function inWindow(bench: Bench, app: WatchedApp, task: 'import' | 'use'): Promise<unknown> {
  const given = {
    password: PROFILE_PASSWORD,
    task,
    people: PEOPLE,
    texts: TEXTS,
    searches: ['mélu', 'person99', 'kaan', '777'],
  };
  const source = (await readFile(PAGE, 'utf8')).trim();
  const running = await startElectron(app, null, {
    script: `(${source.replace(/;$/, '')})(${JSON.stringify(given)})`,
    open: join(bench.folder, 'people.csv'),
    save: join(bench.folder, 'links.csv'),
  });
  await running.close();
  return running.result;
}

export const peopleWindow: Measurement = {
  name: 'people-window',
  about:
    'in the window: importing 10,000 people, opening and searching the list of them, scrolling, everybody’s rights',
  async run(bench) {
    const userData = join(bench.folder, 'data-sealpost');
    await makeFullProfile(userData, 0);
    const settings = join(userData, 'settings.json');
    const kept: unknown = JSON.parse(await readFile(settings, 'utf8'));
    await writeFile(settings, JSON.stringify({ ...Object(kept), settings: { language: 'en' } }));
    await writeFile(join(bench.folder, 'people.csv'), PEOPLE_CSV);
    const app = await sealpostApp(bench.folder, userData);
    const { importing, seq } = importedSchema.parse(await inWindow(bench, app, 'import'));
    bench.say(`  import: ${(importing / 1000).toFixed(2)} s, in entry ${seq}`);
    const rounds: Used[] = [];
    for (let round = 0; round < bench.runs; round += 1) {
      const used = usedSchema.parse(await inWindow(bench, app, 'use'));
      rounds.push(used);
      bench.say(
        `  opened ${used.firstOpened.toFixed(0)} ms, keys ${used.keys.map((key) => key.toFixed(0)).join(' ')} ms`,
      );
    }
    const goal = (name: string, unit: string, ours: number, limit: number): Figure =>
      compare({ name, unit, ours, peer: limit, peerName: 'goal' }, { atMost: 1 });
    const of = (pick: (used: Used) => number): number => median(rounds.map(pick));
    // One slow frame of a busy machine is no slow key: each key's median over the rounds.
    const keys = rounds[0]?.keys.map((_, place) => of((used) => used.keys[place] ?? Number.NaN)) ?? [];
    return [
      goal('window: import 10,000 people', 's', importing / 1000, 30),
      goal(
        'window: people, first opened',
        'ms',
        of(({ firstOpened }) => firstOpened),
        300,
      ),
      goal(
        'window: people, opened again',
        'ms',
        of(({ openedAgain }) => openedAgain),
        300,
      ),
      goal('window: search, key', 'ms', median(keys), 50),
      goal(
        'window: search, slowest key',
        'ms',
        of(({ keys }) => Math.max(...keys)),
        50,
      ),
      goal(
        'window: scrolling by 250 people',
        'ms',
        of(({ scrolls }) => median(scrolls)),
        50,
      ),
      goal('window: rows in the document', 'rows', Math.max(...rounds.map(({ most }) => most)), 100),
      goal(
        'window: rights of everybody',
        'ms',
        of(({ matrix }) => matrix),
        1_000,
      ),
    ];
  },
};
