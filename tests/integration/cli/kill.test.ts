import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CliRun, cli } from '../../support/cli.ts';
import { ROLE } from '../../support/roles.ts';

/* S27: kill -9 while an organisation is founded or joined, with real processes, vaults and a hub. */

/** How often each is killed; SEALPOST_KILLS asks for more. */
const KILLS = Number(process.env.SEALPOST_KILLS ?? 0) || 10;
const LONG = { timeout: 10 * 60_000 + KILLS * 30_000 };
/** Rounds in which a process may come to its end before it is killed, for each that is killed: more than chance ever takes. */
const PATIENCE = 20;

const FOUNDER = ['--organisation', 'Lovelace Ltd', '--name', 'Ada', '--email', 'ada@example.org'];

type Person = (args: readonly string[], killWhen?: () => Promise<boolean>) => Promise<CliRun>;

interface Scene {
  readonly hub: string;
  readonly ada: Person;
  readonly bob: Person;
  /** Where their profiles are. */
  readonly profilesOf: (who: 'ada' | 'bob') => string;
}

async function scene(): Promise<Scene> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-cli-kill-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const hub = path.join(folder, 'hub');
  await mkdir(hub);
  const person =
    (who: string): Person =>
    (args, killWhen) =>
      cli([...args, '--json', '--data-dir', path.join(folder, who)], killWhen === undefined ? {} : { killWhen });
  const profilesOf = (who: 'ada' | 'bob') => path.join(folder, who, 'profiles');
  return { hub, ada: person('ada'), bob: person('bob'), profilesOf };
}

/** Files below a folder, as paths; what vanishes meanwhile is left out. */
const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true }).catch(() => [])).map(String);

/** What is seen on the disk, one after the other, while an organisation is founded or joined. */
const SEEN = ['lock', 'vault.db', 'profile.json', 'vault.json', 'hub'] as const;

/**
 * When to kill: after something has been seen on the disk, and a little later. Random times alone would nearly always
 * fall into the making of the vault's key, which takes nearly all the time.
 */
function randomMoment(profiles: string, hub: string): () => Promise<boolean> {
  const wanted = SEEN[Math.floor(Math.random() * SEEN.length)] ?? 'lock';
  const further = Math.random() * 60;
  const committed = async () => (await filesIn(hub)).filter((file) => /^(org\.json|log.\d+)$/.test(file)).length;
  let before: number | null = null;
  return async () => {
    before ??= await committed();
    const seen =
      wanted === 'hub'
        ? (await committed()) > before
        : (await filesIn(profiles)).some((file) => path.basename(file) === wanted);
    if (seen) await sleep(further);
    return seen;
  };
}

interface Profile {
  readonly id: string;
  readonly organisation: string;
  readonly member: string;
}
const profilesOf = async (person: Person): Promise<readonly Profile[]> =>
  (await person(['profiles'])).json.profiles as readonly Profile[];

/**
 * What a person does after the power came back: unlock what is there, else give the command again; or, the other way
 * round, give the command again and unlock when that is refused. Either ends with one profile, which works.
 */
async function carriesOn(person: Person, command: readonly string[], first: 'unlock' | 'again'): Promise<void> {
  const [left] = await profilesOf(person);
  if (left !== undefined)
    expect(left).toEqual({ ...left, organisation: 'Lovelace Ltd', member: expect.stringMatching(/Ada|Bob/) });
  const again = left === undefined || first === 'again' ? await person(command) : null;
  if (left === undefined) expect([again?.code, again?.stderr]).toEqual([0, '']);
  for (const { id } of await profilesOf(person)) {
    const unlocked = await person(['unlock', '--profile', id]);
    // One that the second attempt has overtaken says so and takes itself away.
    if (unlocked.code !== 0) {
      expect([again?.code, id]).toEqual([0, left?.id]);
      expect(unlocked.json.error).toMatchObject({
        code: expect.stringMatching(/^(organisation\.hubTaken|invitation\.(used|notFound))$/),
      });
    }
  }
  expect(await profilesOf(person)).toHaveLength(1);
}

/** Runs one round after the other until as many were killed as were asked for. */
async function rounds(round: (number: number) => Promise<CliRun>): Promise<void> {
  let killed = 0;
  for (let number = 0; killed < KILLS; number += 1) {
    expect(number).toBeLessThan(KILLS * PATIENCE);
    if ((await round(number)).code === null) killed += 1;
  }
}

const wayOf = (number: number): 'unlock' | 'again' => (number % 2 === 0 ? 'unlock' : 'again');

describe('kill -9', () => {
  it('S27 leaves one organisation with its owner, or nothing, when it happens while founding', LONG, async () => {
    await rounds(async (number) => {
      const { hub, ada, profilesOf: folder } = await scene();
      const found = ['create-organisation', ...FOUNDER, '--hub', hub, '--allow-password-only'];
      const run = await ada(found, randomMoment(folder('ada'), hub));
      const genesis = await readFile(path.join(hub, 'org.json')).catch(() => null);
      await carriesOn(ada, found, wayOf(number));
      // What was on the hub is what is there now: nothing was founded twice.
      if (genesis !== null) expect(await readFile(path.join(hub, 'org.json'))).toEqual(genesis);
      expect((await ada(['people'])).json.people).toMatchObject([
        { name: 'Ada', role: { id: ROLE.owner }, status: 'active' },
      ]);
      return run;
    });
  });

  it('S27 leaves a member, or an invitation that still works, when it happens while joining', LONG, async () => {
    const { hub, ada } = await scene();
    expect((await ada(['create-organisation', ...FOUNDER, '--hub', hub, '--allow-password-only'])).code).toBe(0);
    let joined = 0;
    await rounds(async (number) => {
      const { bob, profilesOf: folder } = await scene();
      const email = `bob${number}@example.org`;
      const invited = await ada(['invite', '--name', 'Bob', '--email', email]);
      const join = ['join', String(invited.json.link), '--allow-password-only'];
      const run = await bob(join, randomMoment(folder('bob'), hub));
      await carriesOn(bob, join, wayOf(number));
      joined += 1;
      // One who can do what members do.
      const sent = await bob(['send', '--to', 'Ada', '--subject', email, '--message', 'Here I am.']);
      expect([sent.code, sent.stderr]).toEqual([0, '']);
      return run;
    });
    // Everybody was invited once and joined once, and what they sent is there.
    expect((await ada(['log'])).json).toMatchObject({ ok: true, verified: true, head: { seq: joined * 2 } });
    expect((await ada(['inbox'])).json).toMatchObject({ ok: true, total: joined });
  });
});
