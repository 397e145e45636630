import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub, HubError } from '../../src-main/hub/port.ts';
import { equalBytes, utf8 } from '../../src-shared/base/bytes.ts';
import type { Result } from '../../src-shared/base/result.ts';

/** One empty store, and as many connections to it as a test asks for. */
export interface HubFixture {
  connect(): Hub;
  /** Told to `hub-writer.ts`, which connects from another process. */
  readonly writer: { readonly kind: string; readonly location: string };
  /** Removes the store. */
  remove(): Promise<void>;
}

export interface ConformanceOptions {
  /** Objects of the huge listing. */
  readonly huge: number;
}

const MAX = 64 * 1024 * 1024;
const body = (size: number): Uint8Array => new Uint8Array(randomBytes(size));
const fresh = (prefix: string): string => `${prefix}/${randomBytes(8).toString('hex')}`;

function value<T>(result: Result<T, HubError>): T {
  expect(result).toMatchObject({ ok: true });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** The object's bytes are these; quicker than `toEqual` by far. */
async function expectObject(hub: Hub, key: string, bytes: Uint8Array): Promise<void> {
  const read = value(await hub.get(key, { maxBytes: MAX }));
  expect(read?.length).toBe(bytes.length);
  expect(read !== null && equalBytes(read, bytes)).toBe(true);
}

/** Reads all pages. */
async function listAll(hub: Hub, prefix: string, limit: number): Promise<string[]> {
  const keys: string[] = [];
  for (let after = ''; ; ) {
    const page = value(await hub.list(prefix, { after, limit }));
    expect(page.keys.length).toBeLessThanOrEqual(limit);
    keys.push(...page.keys);
    if (!page.more) return keys;
    expect(page.keys.length).toBeGreaterThan(0);
    after = page.keys.at(-1) ?? after;
  }
}

/** Runs `work` on every item, so many at a time. */
async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of left) await work(item);
    }),
  );
}

/** Another process with connections of its own; it races when told a key. */
function spawnWriter(fixture: HubFixture, writers: number) {
  const script = fileURLToPath(new URL('./hub-writer.ts', import.meta.url));
  const { kind, location } = fixture.writer;
  const child = spawn(process.execPath, ['--import', 'tsx', script, kind, location, String(writers)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => String((await lines.next()).value);
  return {
    ready: answer,
    race(key: string): Promise<string> {
      child.stdin.write(`${key}\n`);
      return answer();
    },
    async end(): Promise<void> {
      const exited = once(child, 'exit');
      child.stdin.end();
      await exited;
    },
  };
}

/** What every driver of the hub port must do on every store it supports; runs against the real store. */
export function hubConformance(name: string, create: () => Promise<HubFixture>, options: ConformanceOptions): void {
  describe(`${name} keeps the contract of a hub`, () => {
    let fixture: HubFixture;
    let hub: Hub;
    let other: Hub;

    beforeAll(async () => {
      fixture = await create();
      hub = fixture.connect();
      other = fixture.connect();
    });

    afterAll(async () => {
      await Promise.all([hub.close(), other.close()]);
      await fixture.remove();
    });

    it('answers an absent object, folder and listing with absence', async () => {
      expect(value(await hub.get('org.json', { maxBytes: MAX }))).toBeNull();
      expect(value(await hub.get('log/0000000001', { maxBytes: MAX }))).toBeNull();
      expect(value(await hub.list('log/', { limit: 10 }))).toEqual({ keys: [], more: false });
      expect(value(await hub.delete('log/0000000001'))).toBeUndefined();
    });

    it('passes its own probe and leaves nothing behind', async () => {
      const report = value(await hub.probe());
      expect(report.rounds).toBeGreaterThan(0);
      expect(value(await other.list('probe/', { limit: 10 }))).toEqual({ keys: [], more: false });
    });

    it('reads elsewhere what was written, from 0 bytes to 17 MiB', async () => {
      for (const size of [0, 1, 4095, 4096, 65_537, 1 << 20, 16 << 20, 17 << 20]) {
        const key = fresh('sizes');
        const bytes = body(size);
        expect(value(await hub.put(key, bytes, { ifAbsent: true }))).toBe('stored');
        await expectObject(other, key, bytes);
      }
    });

    it('replaces an object whole when it is put again', async () => {
      const key = fresh('replaced');
      for (const size of [5000, 10, 0, 70_000]) {
        const bytes = body(size);
        expect(value(await hub.put(key, bytes))).toBe('stored');
        await expectObject(other, key, bytes);
      }
    });

    it('never replaces an object when asked to put it only if absent', async () => {
      const key = fresh('absent');
      const first = body(100);
      expect(value(await hub.put(key, first, { ifAbsent: true }))).toBe('stored');
      expect(value(await hub.put(key, body(100), { ifAbsent: true }))).toBe('exists');
      expect(value(await other.put(key, body(0), { ifAbsent: true, durable: 'flush' }))).toBe('exists');
      expect(value(await other.get(key, { maxBytes: MAX }))).toEqual(first);
      value(await other.put(key, first.slice(1)));
      expect(value(await hub.get(key, { maxBytes: MAX }))).toEqual(first.slice(1));
    });

    it('stores again under a key that was deleted', async () => {
      const key = fresh('deleted');
      for (const text of ['one', 'two', 'three']) {
        expect(value(await hub.put(key, utf8(text), { ifAbsent: true }))).toBe('stored');
        value(await other.delete(key));
        expect(value(await hub.get(key, { maxBytes: MAX }))).toBeNull();
        value(await hub.delete(key));
      }
    });

    it('reads ranges, and what is there of a range that reaches past the end', async () => {
      const key = fresh('ranges');
      const bytes = body(100_000);
      value(await hub.put(key, bytes));
      const read = async (start: number, length: number) =>
        value(await other.get(key, { maxBytes: 100_000, range: { start, length } }));
      for (const [start, length] of [
        [0, 1],
        [0, 100_000],
        [1, 65_536],
        [99_999, 1],
        [99_990, 100],
        [5, 0],
      ] as const) {
        expect(equalBytes((await read(start, length)) ?? new Uint8Array(), bytes.slice(start, start + length))).toBe(
          true,
        );
      }
      expect(await read(100_000, 10)).toEqual(new Uint8Array());
      expect(await read(200_000, 10)).toEqual(new Uint8Array());
    });

    it('reads into the memory it is given, or past it when it does not fit', async () => {
      const key = fresh('into');
      const bytes = body(5000);
      value(await hub.put(key, bytes));
      for (const size of [0, 4999, 5000, 9000]) {
        const into = new Uint8Array(new SharedArrayBuffer(size));
        const read = value(await other.get(key, { maxBytes: MAX, into }));
        expect(read?.length).toBe(5000);
        expect(read !== null && equalBytes(read, bytes)).toBe(true);
      }
    });

    it('refuses what is larger than the bound, and only that', async () => {
      const key = fresh('bounds');
      value(await hub.put(key, body(1000)));
      expect(await hub.get(key, { maxBytes: 999 })).toMatchObject({ error: { code: 'hub.tooLarge' } });
      expect(value(await hub.get(key, { maxBytes: 1000 }))).toHaveLength(1000);
      expect(value(await hub.get(key, { maxBytes: 10, range: { start: 900, length: 10 } }))).toHaveLength(10);
      expect(await hub.get(key, { maxBytes: 10, range: { start: 0, length: 11 } })).toMatchObject({
        error: { code: 'hub.tooLarge' },
      });
    });

    it('refuses what is not a key, whatever the verb', async () => {
      for (const key of [
        '',
        '/',
        'a//b',
        '../a',
        'a/..',
        'a/./b',
        '.a',
        'a/.b',
        'A',
        'a b',
        'tmp/a',
        'con',
        'ü',
        'a\\b',
      ]) {
        const refused = { error: { code: 'hub.badKey' } };
        expect(await hub.get(key, { maxBytes: 1 })).toMatchObject(refused);
        expect(await hub.put(key, body(1))).toMatchObject(refused);
        expect(await hub.delete(key)).toMatchObject(refused);
        expect(await hub.list(`${key}/`, { limit: 1 })).toMatchObject(refused);
      }
      expect(await hub.list('log', { limit: 1 })).toMatchObject({ error: { code: 'hub.badKey' } });
    });

    it('lists whole keys bytewise, also around `-`, `.` and `/`, on pages of any size', async () => {
      const names = [
        'a',
        'a-',
        'a-b',
        'a.b',
        'b/c',
        'b/d/e',
        'b-c',
        'b.c',
        'b0',
        'bb/c',
        'c',
        '0',
        '_',
        'z/0/0/0',
        'z-/0',
      ];
      const keys = names.map((name) => `order/${name}`).sort();
      await inParallel(names, 4, async (name) => void value(await hub.put(`order/${name}`, body(1))));
      for (const limit of [1, 2, 3, 5, keys.length - 1, keys.length, 10_000]) {
        expect(await listAll(other, 'order/', limit)).toEqual(keys);
      }
      expect(await listAll(other, 'order/b/', 1)).toEqual(['order/b/c', 'order/b/d/e']);
      for (const after of [...keys, 'order/', 'order/b', 'order/b/', 'order/b/d', 'order/b/zz', 'order/zz', 'a', 'z']) {
        const page = value(await other.list('order/', { after, limit: 100 }));
        expect(page).toEqual({ keys: keys.filter((key) => key > after), more: false });
      }
    });

    it('has exactly one winner when 20 writers in several processes race for a key', async () => {
      const processes = Array.from({ length: 4 }, () => spawnWriter(fixture, 5));
      try {
        await Promise.all(processes.map((writer) => writer.ready()));
        for (let round = 0; round < 25; round += 1) {
          const key = fresh('race');
          const answers = await Promise.all(processes.map((writer) => writer.race(key)));
          const outcomes = answers.flatMap((answer) => answer.split(' '));
          const winners = outcomes.filter((outcome) => outcome.startsWith('stored:'));
          expect(outcomes).toHaveLength(20);
          expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(19);
          const read = value(await hub.get(key, { maxBytes: MAX }));
          expect(`stored:${Buffer.from(read ?? []).toString('hex')}`).toBe(winners[0]);
        }
      } finally {
        await Promise.all(processes.map((writer) => writer.end()));
      }
    });

    it('never shows part of an object while it is replaced', async () => {
      const key = fresh('whole');
      const size = 300_000;
      const filled = (round: number): Uint8Array => new Uint8Array(size).fill(round);
      value(await hub.put(key, filled(0)));
      let writing = true;
      const writer = (async () => {
        for (let round = 1; round <= 60; round += 1) value(await hub.put(key, filled(round % 256)));
        writing = false;
      })();
      let reads = 0;
      while (writing) {
        const read = value(await other.get(key, { maxBytes: size }));
        expect(read).toHaveLength(size);
        expect(read !== null && equalBytes(read, filled(read[0] ?? 0))).toBe(true);
        reads += 1;
      }
      await writer;
      expect(reads).toBeGreaterThan(0);
    });

    it('pages without losing or repeating a key while others write and delete', async () => {
      const stable = Array.from({ length: 300 }, (_, index) => `paging/${String(index).padStart(4, '0')}`);
      const passing = stable.map((key) => `${key}-x`);
      await inParallel(stable, 8, async (key) => void value(await hub.put(key, body(1), { durable: 'flush' })));
      let writing = true;
      const writer = (async () => {
        await inParallel(passing, 4, async (key) => {
          value(await hub.put(key, body(1), { durable: 'flush' }));
          if (key.endsWith('5-x')) value(await hub.delete(key));
        });
        writing = false;
      })();
      do {
        const keys = await listAll(other, 'paging/', 20);
        expect(keys).toEqual([...new Set(keys)].sort());
        expect(keys.filter((key) => !key.endsWith('-x'))).toEqual(stable);
      } while (writing);
      await writer;
      const left = passing.filter((key) => !key.endsWith('5-x'));
      expect(await listAll(other, 'paging/', 20)).toEqual([...stable, ...left].sort());
    });

    it('shows each put and delete in the next listing', async () => {
      const keys = Array.from({ length: 700 }, (_, index) => `fresh/${String(index).padStart(4, '0')}`);
      await inParallel(keys, 8, async (key) => void value(await hub.put(key, body(1), { durable: 'flush' })));
      for (let round = 0; round < 20; round += 1) {
        const key = `fresh/0500-${String(round).padStart(2, '0')}`;
        value(await (round % 2 === 0 ? hub : other).put(key, body(1), { durable: 'flush' }));
        const seen = await listAll(hub, 'fresh/', 100);
        expect(seen).toHaveLength(keys.length + 1);
        expect(seen).toContain(key);
        value(await (round % 3 === 0 ? hub : other).delete(key));
        expect(await listAll(hub, 'fresh/', 400)).toEqual(keys);
      }
    });

    it(`lists ${options.huge} objects in order`, async () => {
      const keys = Array.from({ length: options.huge }, (_, index) => `huge/${String(index).padStart(8, '0')}`);
      const shuffled = [...keys].sort(() => (randomBytes(1)[0] ?? 0) - 127.5);
      const one = body(1);
      await inParallel(shuffled, 16, async (key) => void value(await hub.put(key, one, { durable: 'flush' })));
      value(await hub.flush());
      expect(await listAll(other, 'huge/', 1000)).toEqual(keys);
      expect(await listAll(other, 'huge/', 9999)).toEqual(keys);
      const late = value(await other.list('huge/', { after: keys.at(-2) ?? '', limit: 10 }));
      expect(late).toEqual({ keys: keys.slice(-1), more: false });
    });

    it('makes durable at the flush what was put for the flush', async () => {
      const keys = Array.from({ length: 50 }, () => fresh('flushed'));
      const bytes = body(200_000);
      await inParallel(keys, 4, async (key) => void value(await hub.put(key, bytes, { durable: 'flush' })));
      value(await hub.flush());
      value(await hub.flush());
      for (const key of keys) await expectObject(other, key, bytes);
    });

    it('stores nothing and reads nothing when it is cancelled', async () => {
      const key = fresh('cancelled');
      const signal = AbortSignal.abort();
      const cancelled = { error: { code: 'hub.cancelled' } };
      expect(await hub.put(key, body(10), { signal })).toMatchObject(cancelled);
      expect(await hub.get(key, { maxBytes: 10, signal })).toMatchObject(cancelled);
      expect(await hub.list('cancelled/', { limit: 10, signal })).toMatchObject(cancelled);
      expect(value(await other.list('cancelled/', { limit: 10 }))).toEqual({ keys: [], more: false });
    });

    it('stores all or nothing when it is cancelled half-way', async () => {
      const bytes = body(8 << 20);
      for (let round = 0; round < 20; round += 1) {
        const key = fresh('cancelled');
        const controller = new AbortController();
        const put = hub.put(key, bytes, { signal: controller.signal, durable: 'flush' });
        setTimeout(() => controller.abort(), round);
        const outcome = await put;
        const read = value(await other.get(key, { maxBytes: MAX }));
        if (outcome.ok) expect(read !== null && equalBytes(read, bytes)).toBe(true);
        else expect([outcome.error.code, read]).toEqual(['hub.cancelled', null]);
      }
    });
  });
}
