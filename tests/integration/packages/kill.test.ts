import { spawn } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../src-shared/base/result.ts';
import type { ChildJob } from '../../support/packages-child.ts';
import { listTree } from '../../support/tree.ts';
import { createWorld, deliver, openVault, type Person, type World } from '../../support/world.ts';

/** `SEALPOST_KILLS=100 npm test -- integration` for more. */
const KILLS = Number(process.env.SEALPOST_KILLS ?? 20);
const MIB = 1024 * 1024;
const LONG = { timeout: 120_000 + KILLS * 20_000 };
const CHILD = path.resolve(import.meta.dirname, '../../support/packages-child.ts');

interface Ended {
  readonly lines: readonly string[];
  readonly killed: boolean;
  /** From `ready` to the end, in milliseconds. */
  readonly took: number;
}

/** S27: a process that is killed at a random moment of its work, again and again, each time taken up by another. */
describe(`S27 kill -9, ${KILLS} times`, () => {
  let world: World;
  let ada: Person;
  let bob: Person;
  let jobs = 0;

  beforeAll(async () => {
    world = await createWorld();
    ada = await world.add('Ada');
    bob = await world.add('Bob');
  });
  afterAll(() => world.close());

  async function run(person: Person, job: Partial<ChildJob>, killAfter: number | null): Promise<Ended> {
    jobs += 1;
    const file = path.join(world.folder, `job-${jobs}.json`);
    const vault = { path: person.vault.path, key: Buffer.from(person.vault.key).toString('hex') };
    const whole: ChildJob = { vault, hubPath: world.hubPath, send: null, sync: false, save: null, ...job };
    await writeFile(file, JSON.stringify(whole));
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, file], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { text: '', errors: '', begun: 0 };
    let timer: NodeJS.Timeout | null = null;
    child.stderr.on('data', (data: Buffer) => {
      output.errors += data.toString();
    });
    child.stdout.on('data', (data: Buffer) => {
      output.text += data.toString();
      if (output.begun !== 0 || !output.text.includes('ready\n')) return;
      output.begun = performance.now();
      if (killAfter !== null) timer = setTimeout(() => child.kill('SIGKILL'), killAfter);
    });
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
      child.on('close', (...ended) => resolve(ended));
    });
    if (timer !== null) clearTimeout(timer);
    if (signal !== 'SIGKILL' && code !== 0) throw new Error(`child failed: ${output.errors}`);
    return { lines: output.text.split('\n'), killed: signal === 'SIGKILL', took: performance.now() - output.begun };
  }

  /** Looks into a vault while no child has it. */
  function inVault<T>(person: Person, look: (database: ReturnType<typeof openVault>) => T): T {
    const database = openVault(person.vault, 'open');
    try {
      return look(database);
    } finally {
      database.close();
    }
  }

  it('loses no package and sends none twice when it happens while sending', LONG, async () => {
    const folder = path.join(await world.directory(), 'sent');
    await mkdir(folder);
    for (let n = 0; n < 40; n += 1) await writeFile(path.join(folder, `${n}`), world.crypto.random(n * 100_000));
    const composed = new Map<string, string>();
    await ada.leave();
    let kills = 0;
    let span = 1500;
    for (let round = 0; kills < KILLS; round += 1) {
      const subject = `kill ${round}`;
      let send: ChildJob['send'] = { recipients: [bob.id], paths: [folder], subject };
      for (;;) {
        const ended = await run(ada, { send }, kills < KILLS ? Math.random() * span : null);
        kills += ended.killed ? 1 : 0;
        const id = ended.lines.find((line) => line.startsWith('composed '))?.split(' ')[1];
        if (id !== undefined) composed.set(subject, id);
        if (!ended.killed) span = Math.max(50, ended.took * 0.9);
        // Killed before it was said: it is in the outbox (or sent), or it never was.
        const known = inVault(ada, (database) => ({
          waiting: database.all('SELECT id FROM outbox').length,
          sent: database.get('SELECT id FROM packages WHERE subject = ?', subject) !== null,
        }));
        if (id !== undefined || composed.has(subject)) expect(known.sent || known.waiting > 0).toBe(true);
        if (known.waiting > 0 || known.sent) send = null;
        if (known.sent && known.waiting === 0) break;
      }
    }
    await ada.comeBack();
    const sent = ada.packages.list('sent', { after: null, limit: 500, filter: 'kill' });
    unwrap(await bob.packages.sync());
    const arrived = bob.packages.list('inbox', { after: null, limit: 500, filter: 'kill' });
    expect(arrived.rows.map((row) => row.id).sort()).toEqual(sent.rows.map((row) => row.id).sort());
    expect(new Set(arrived.rows.map((row) => row.subject)).size).toBe(arrived.rows.length);
    for (const [subject, id] of composed) expect(arrived.rows.find((row) => row.subject === subject)?.id).toBe(id);
    for (const row of arrived.rows) {
      unwrap(await bob.packages.contents(row.id, null));
      const target = await world.directory();
      const transfer = unwrap(await bob.packages.save(row.id, null, target));
      expect((await bob.packages.settled(transfer.id)).error).toBeNull();
      expect(await listTree(target)).toEqual(await listTree(path.dirname(folder)));
    }
  });

  it('shows every package once, whole, when it happens while receiving', LONG, async () => {
    const expected: string[] = [];
    for (let n = 0; n < 30; n += 1) expected.push(await deliver(ada, { recipients: [bob.id], subject: `mail ${n}` }));
    await bob.leave();
    let span = 400;
    for (let kills = 0; kills < KILLS; ) {
      const ended = await run(bob, { sync: true }, Math.random() * span);
      kills += ended.killed ? 1 : 0;
      if (ended.killed) continue;
      // It got through: forget all of it, as a vault rebuilt from the hub would, and begin again.
      span = Math.max(20, ended.took);
      inVault(bob, (database) => {
        const rows = database.all(`SELECT id FROM packages WHERE subject LIKE 'mail %'`);
        expect(rows.map((row) => row.id).sort()).toEqual([...expected].sort());
        database.run(`DELETE FROM package_details WHERE id IN (SELECT id FROM packages WHERE subject LIKE 'mail %')`);
        database.run(`DELETE FROM packages WHERE subject LIKE 'mail %'`);
        database.run(`DELETE FROM mail_seen`);
      });
    }
    await run(bob, { sync: true }, null);
    await bob.comeBack();
    const { rows } = bob.packages.list('inbox', { after: null, limit: 500, filter: 'mail' });
    expect(rows.map((row) => row.id).sort()).toEqual([...expected].sort());
    expect(rows.every((row) => row.refused === null)).toBe(true);
    for (const row of rows) unwrap(await bob.packages.contents(row.id, null));
  });

  it('shows nothing that is not whole, and sweeps the rest, when it happens while saving', LONG, async () => {
    const folder = await world.directory();
    const folderIn = path.join(folder, 'tree');
    await mkdir(folderIn);
    const paths = [folderIn];
    for (let n = 0; n < 300; n += 1) await writeFile(path.join(folderIn, `small ${n}`), world.crypto.random(n * 10));
    for (let n = 0; n < 4; n += 1) {
      const big = path.join(folder, `big ${n}`);
      await writeFile(big, world.crypto.random(9 * MIB));
      paths.push(big);
    }
    await deliver(ada, { recipients: [bob.id], subject: 'saved', paths });
    unwrap(await bob.packages.sync());
    await bob.leave();
    const whole = await listTree(folder);
    const hidden = async (folder: string) => (await readdir(folder)).filter((name) => name.startsWith('.'));
    let span = 1000;
    let previous = await world.directory();
    for (let kills = 0; kills < KILLS; ) {
      const directory = await world.directory();
      const ended = await run(bob, { save: { subject: 'saved', directory } }, Math.random() * span);
      kills += ended.killed ? 1 : 0;
      if (!ended.killed) span = Math.max(50, ended.took);
      const visible = (await listTree(directory)).filter((line) => !line.startsWith('.sealpost-'));
      for (const line of visible) expect(whole).toContain(line);
      // A folder that is there is there with all that is in it.
      if (visible.includes('tree/')) expect(visible.filter((line) => line.startsWith('tree/'))).toHaveLength(301);
      // What the one before left is swept by this one, if it lived long enough to say that it was ready.
      if (ended.lines.includes('swept')) expect(await hidden(previous)).toEqual([]);
      else await run(bob, {}, null);
      previous = directory;
    }
    await run(bob, {}, null);
    expect(await hidden(previous)).toEqual([]);
    const directory = await world.directory();
    await run(bob, { save: { subject: 'saved', directory } }, null);
    expect(await listTree(directory)).toEqual(whole);
    await bob.comeBack();
  });
});
