import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINIMUM_PASSWORD_COST, passwordKey, passwordParameters } from '../../../src-main/crypto/kdf.ts';
import type { Extent, SealedSegment, Workers } from '../../../src-main/crypto/port.ts';
import { nativeSodium } from '../../../src-main/crypto/sodium/native.ts';
import { SEALED_SEGMENT_BYTES, SEGMENT_BYTES } from '../../../src-main/crypto/v1/constants.ts';
import { openSegment } from '../../../src-main/crypto/v1/segment.ts';
import { createWorkers } from '../../../src-main/crypto/workers/create-workers.ts';
import { concat, utf8 } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { workerFile } from '../../support/worker-file.ts';
import { flipped, testCrypto, testRandom } from './support.ts';

const random = testRandom('workers');
const crypto = await testCrypto('workers');
const key = random(32);
const large = random(1_000_000);
let folder = '';
let workers: Workers;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealpost-workers-'));
  workers = createWorkers({ workerFile: workerFile(), count: 2 });
});
afterAll(async () => {
  await workers.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, bytes: Uint8Array): Extent {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, offset: 0, length: bytes.length };
}

/** A copy in memory of its own: segments come in memory that is shared. */
const copied = ({ ciphertext }: SealedSegment) => Uint8Array.from(ciphertext);

function opened(segment: SealedSegment, index: number): Uint8Array {
  const plain = new Uint8Array(SEGMENT_BYTES);
  return plain.subarray(0, unwrap(openSegment(nativeSodium, key, index, copied(segment), plain)));
}

describe('sealing a segment', () => {
  it('joins extents of several files and hashes the result', async () => {
    const [a, b, empty] = [file('a', large), file('b', random(10)), file('empty', new Uint8Array())];
    const extents = [{ ...a, offset: 500_000, length: 400_000 }, empty, b, { ...a, length: 1 }];
    const sealed = unwrap(await workers.sealSegment(key, 7, extents));
    expect(sealed.hash).toEqual(crypto.hash(sealed.ciphertext));
    const expected = concat([large.subarray(500_000, 900_000), readFileSync(b.path), large.subarray(0, 1)]);
    expect(Buffer.compare(opened(sealed, 7), expected)).toBe(0);
  });

  it('never repeats a stream header, though all else is the same', async () => {
    const extents = [file('same', random(10))];
    const one = unwrap(await workers.sealSegment(key, 0, extents));
    const two = unwrap(await workers.sealSegment(key, 0, extents));
    expect(one.ciphertext.subarray(0, 24)).not.toEqual(two.ciphertext.subarray(0, 24));
  });

  it('uses memory again that was given back', async () => {
    const extents = [file('again', random(100))];
    const first = unwrap(await workers.sealSegment(key, 0, extents));
    workers.recycle(first);
    workers.recycle(first);
    const [second, third] = await Promise.all([
      workers.sealSegment(key, 1, extents),
      workers.sealSegment(key, 2, extents),
    ]);
    const buffers = [second, third].map((segment) => unwrap(segment).ciphertext.buffer);
    expect(buffers).toContain(first.ciphertext.buffer);
    expect(new Set(buffers).size).toBe(2);
    for (const [at, segment] of [unwrap(second), unwrap(third)].entries()) {
      expect(segment.ciphertext.buffer.byteLength).toBe(SEALED_SEGMENT_BYTES);
      expect(opened(segment, at + 1)).toHaveLength(100);
    }
    workers.recycle({ ciphertext: new Uint8Array(10) });
  });

  it('says that a file changed when it is shorter than it was', async () => {
    const extent = file('short', random(10));
    expect(await workers.sealSegment(key, 0, [{ ...extent, length: 11 }])).toMatchObject({
      error: { code: 'file.changed' },
    });
    expect(await workers.sealSegment(key, 0, [{ ...extent, offset: 20 }])).toMatchObject({
      error: { code: 'file.changed' },
    });
  });

  it('names the reason, and no path, when a file cannot be read', async () => {
    const link = join(folder, 'link');
    symlinkSync(file('target', random(10)).path, link);
    const cases = [
      { path: join(folder, 'absent'), detail: 'ENOENT' },
      { path: folder, detail: 'EISDIR' },
      { path: link, detail: 'ELOOP' },
    ];
    for (const { path, detail } of cases) {
      const error = { code: 'file.read', detail };
      expect(await workers.sealSegment(key, 0, [{ path, offset: 0, length: 1 }])).toEqual({ ok: false, error });
    }
  });

  it('throws on a plaintext that is not 1 byte to 16 MiB, or a key that is none', async () => {
    const extent = { path: 'unused', offset: 0, length: SEGMENT_BYTES + 1 };
    await expect(workers.sealSegment(key, 0, [extent])).rejects.toThrow(RangeError);
    await expect(workers.sealSegment(key, 0, [])).rejects.toThrow(RangeError);
    await expect(workers.sealSegment(new Uint8Array(31), 0, [{ ...extent, length: 1 }])).rejects.toThrow(RangeError);
  });
});

describe('opening a segment', () => {
  const at = (path: string, offset: number, length: number) => ({ path, offset, length });

  it('writes the pieces asked for, each where it belongs', async () => {
    const sealed = unwrap(await workers.sealSegment(key, 3, [file('source', large)]));
    const [one, two] = [file('one', new Uint8Array(20)), file('two', new Uint8Array())];
    const pieces = [
      { from: 300_000, to: at(one.path, 5, 10) },
      { from: 0, to: at(two.path, 0, 700_000) },
      { from: 0, to: at(one.path, 20, 0) },
    ];
    expect(await workers.openSegment(key, 3, copied(sealed), sealed.hash, pieces)).toEqual({
      ok: true,
      value: undefined,
    });
    const expected = concat([new Uint8Array(5), large.subarray(300_000, 300_010), new Uint8Array(5)]);
    expect(Uint8Array.from(readFileSync(one.path))).toEqual(expected);
    expect(Buffer.compare(readFileSync(two.path), large.subarray(0, 700_000))).toBe(0);
  });

  it('S25 writes nothing when the segment was changed, swapped or named wrongly', async () => {
    const sealed = unwrap(await workers.sealSegment(key, 0, [file('good', random(600_000))]));
    const target = file('untouched', utf8('before'));
    const pieces = [{ from: 0, to: at(target.path, 0, 6) }];
    const last = flipped(sealed.ciphertext, sealed.ciphertext.length - 1);
    const cut = Uint8Array.from(sealed.ciphertext.subarray(0, 24 + 262_144 + 17));
    const tries = [
      { bytes: last, hash: sealed.hash, index: 0, code: 'crypto.refused' },
      { bytes: last, hash: crypto.hash(last), index: 0, code: 'crypto.refused' },
      { bytes: cut, hash: crypto.hash(cut), index: 0, code: 'crypto.refused' },
      { bytes: copied(sealed), hash: sealed.hash, index: 1, code: 'crypto.refused' },
      { bytes: new Uint8Array(30), hash: crypto.hash(new Uint8Array(30)), index: 0, code: 'crypto.malformed' },
      { bytes: new Uint8Array(), hash: crypto.hash(new Uint8Array()), index: 0, code: 'crypto.malformed' },
    ];
    for (const { bytes, hash, index, code } of tries) {
      expect(await workers.openSegment(key, index, Uint8Array.from(bytes), hash, pieces)).toMatchObject({
        error: { code },
      });
    }
    expect(readFileSync(target.path, 'utf8')).toBe('before');
  });

  it('copies a ciphertext that shares its memory, and takes one that owns it', async () => {
    const sealed = unwrap(await workers.sealSegment(key, 0, [file('shared', random(10))]));
    const shared = concat([new Uint8Array(5), sealed.ciphertext, new Uint8Array(5)]).subarray(5, -5);
    const own = copied(sealed);
    expect((await workers.openSegment(key, 0, shared, sealed.hash, [])).ok).toBe(true);
    expect((await workers.openSegment(key, 0, own, sealed.hash, [])).ok).toBe(true);
    expect(shared).toHaveLength(sealed.ciphertext.length);
    expect(own).toHaveLength(0);
    await expect(workers.openSegment(key, 0, own, sealed.hash, [])).rejects.toThrow(TypeError);
    expect((await workers.openSegment(key, 0, shared, sealed.hash, [])).ok).toBe(true);
  });

  it('makes whole files for their owner alone, dated, and never over one that is there', async () => {
    const sealed = unwrap(await workers.sealSegment(key, 0, [file('made from', utf8('whole file'))]));
    const path = join(folder, 'made');
    const whole = { modifiedAt: 1_700_000_000_000, sync: true };
    const pieces = [{ from: 0, to: at(path, 0, 10), whole }];
    expect((await workers.openSegment(key, 0, copied(sealed), sealed.hash, pieces)).ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('whole file');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(path).mtimeMs).toBe(whole.modifiedAt);
    const error = { code: 'file.write', detail: 'EEXIST' };
    expect(await workers.openSegment(key, 0, copied(sealed), sealed.hash, pieces)).toEqual({ ok: false, error });
  });

  it('follows no link that was put where a file was', async () => {
    const sealed = unwrap(await workers.sealSegment(key, 0, [file('link source', utf8('secret'))]));
    const target = file('link target', utf8('before'));
    const link = join(folder, 'link to write');
    symlinkSync(target.path, link);
    const error = { code: 'file.write', detail: 'ELOOP' };
    const pieces = [{ from: 0, to: at(link, 0, 6) }];
    expect(await workers.openSegment(key, 0, copied(sealed), sealed.hash, pieces)).toEqual({ ok: false, error });
    expect(readFileSync(target.path, 'utf8')).toBe('before');
  });

  it('names the reason when a file cannot be written', async () => {
    const sealed = unwrap(await workers.sealSegment(key, 0, [file('write', random(10))]));
    const absent = [{ from: 0, to: at(join(folder, 'absent'), 0, 5) }];
    const error = { code: 'file.write', detail: 'ENOENT' };
    expect(await workers.openSegment(key, 0, copied(sealed), sealed.hash, absent)).toEqual({ ok: false, error });
  });
});

describe('passwords and wraps', () => {
  it('derive the key that the library derives, and leave the password to the caller', async () => {
    const password = utf8('correct horse');
    const parameters = passwordParameters(random(16), MINIMUM_PASSWORD_COST);
    const derived = unwrap(await workers.passwordKey(password, parameters));
    expect(password).toEqual(utf8('correct horse'));
    expect(derived).toEqual(unwrap(passwordKey(nativeSodium, password, parameters)));
  });

  it('S22 refuse hostile parameters without asking a thread', async () => {
    const parameters = { ...passwordParameters(random(16)), memoryKiB: 1024 * 1024 * 1024 };
    const idle = createWorkers({ workerFile: pathToFileURL(join(folder, 'there is no such file.js')), count: 1 });
    expect(await idle.passwordKey(utf8('x'), parameters)).toMatchObject({ error: { code: 'crypto.parameters' } });
    await idle.close();
  });

  it('wrap a secret for everyone as sealTo does', async () => {
    const pairs = [crypto.sealingPair(), crypto.sealingPair()];
    const keys = pairs.map(({ publicKey }) => publicKey);
    const [secret, randomness, place] = [random(32), [random(32), random(32)], [utf8('place')]];
    const wraps = unwrap(await workers.wrapForAll(keys, secret, place, randomness));
    expect(wraps).toEqual(keys.map((publicKey, at) => crypto.sealTo(publicKey, secret, place, randomness[at])));
    const bad = await workers.wrapForAll([...keys, new Uint8Array(1216)], secret, place, [...randomness, random(32)]);
    expect(bad).toMatchObject({ error: { code: 'crypto.malformed', detail: 'sealing key 2' } });
  });
});

describe('cancelling', () => {
  const many = Array.from({ length: 3000 }, () => crypto.sealingPair().publicKey.slice());

  it('ends what waits and what is under way, and leaves the threads useful', async () => {
    const single = createWorkers({ workerFile: workerFile(), count: 1 });
    try {
      const randomness = many.map(() => key);
      const [first, second] = [new AbortController(), new AbortController()];
      const running = single.wrapForAll(many, key, [], randomness, first.signal);
      const waiting = single.wrapForAll(many, key, [], randomness, second.signal);
      second.abort();
      expect(await waiting).toMatchObject({ error: { code: 'work.cancelled' } });
      first.abort();
      expect(await running).toMatchObject({ error: { code: 'work.cancelled' } });
      expect(await single.wrapForAll([], key, [], [], AbortSignal.abort())).toMatchObject({
        error: { code: 'work.cancelled' },
      });
      expect(await single.wrapForAll([], key, [], [])).toEqual({ ok: true, value: [] });
    } finally {
      await single.close();
    }
  });

  it('by close ends everything, and nothing begins after it', async () => {
    const closing = createWorkers({ workerFile: workerFile(), count: 1 });
    const jobs = [0, 1, 2].map(() =>
      closing.wrapForAll(
        many,
        key,
        [],
        many.map(() => key),
      ),
    );
    await closing.close();
    for (const job of jobs) expect(await job).toMatchObject({ error: { code: 'work.cancelled' } });
    expect(await closing.wrapForAll([], key, [], [])).toMatchObject({ error: { code: 'work.cancelled' } });
  });
});

/** A batch of no entries. */
const nothing = () => ({
  organisation: '',
  first: 1,
  bytes: new Uint8Array(),
  ends: new Uint32Array(),
  directoryKeys: [],
  known: { session: '', records: new SharedArrayBuffer(64) },
});

describe('short jobs', () => {
  /** Answers after a while, with how many jobs it had been given by then. */
  const counting = `
    const { parentPort } = require('node:worker_threads');
    let given = 0;
    parentPort.on('message', ({ number }) => {
      given += 1;
      setTimeout(() => parentPort.postMessage({ number, result: { ok: true, value: given }, spent: false }), 100);
    });`;
  const single = (name: string) => {
    const path = join(folder, `${name}.cjs`);
    writeFileSync(path, counting);
    return createWorkers({ workerFile: pathToFileURL(path), count: 1 });
  };
  const gave = (outcome: unknown) => (outcome as { readonly value: unknown }).value;

  it('wait in the thread for each other, a few at a time', async () => {
    const threads = single('short');
    const given = await Promise.all([0, 1, 2, 3, 4].map(() => threads.checkEntries(nothing())));
    expect(gave(given[0])).toBe(3);
    expect(given.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    await threads.close();
  });

  it('are not given to a thread behind a long one, nor a long one behind them', async () => {
    const threads = single('long');
    const given = await Promise.all([
      threads.wrapForAll([], key, [], []),
      threads.checkEntries(nothing()),
      threads.wrapForAll([], key, [], []),
    ]);
    expect(given.map(gave)).toEqual([1, 2, 3]);
    await threads.close();
  });

  it('are spread over the threads', async () => {
    const path = join(folder, 'spread.cjs');
    writeFileSync(path, counting);
    const threads = createWorkers({ workerFile: pathToFileURL(path), count: 2 });
    const given = await Promise.all([0, 1, 2, 3].map(() => threads.checkEntries(nothing())));
    expect(given.map(gave)).toEqual([2, 2, 2, 2]);
    await threads.close();
  });
});

describe.runIf(process.platform === 'linux')('threads of this process', () => {
  /** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: field 19, 16 after the name in brackets. */
  const niceness = (thread: string): readonly number[] => {
    try {
      const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
      return [Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])];
    } catch {
      // It has ended since it was listed.
      return [];
    }
  };

  it('go behind the one that asks them', async () => {
    const own = getPriority();
    const threads = createWorkers({ workerFile: workerFile(), count: 1 });
    unwrap(await threads.wrapForAll([], key, [], []));
    const all = readdirSync('/proc/self/task').flatMap(niceness);
    expect(all).toContain(Math.min(19, own + 2));
    expect(getPriority()).toBe(own);
    await threads.close();
  });
});

describe('a thread that dies', () => {
  /** Dies on its first job and answers from then on: the file is only there the second time. */
  const dying = (how: string) => `
    const { parentPort } = require('node:worker_threads');
    const { existsSync, writeFileSync } = require('node:fs');
    const mark = __filename + '.mark';
    parentPort.on('message', ({ number }) => {
      if (existsSync(mark)) return parentPort.postMessage({ number, result: { ok: true, value: [] }, spent: true });
      writeFileSync(mark, '');
      ${how};
    });`;

  it.each([
    ['throws', 'throw new TypeError("secret")', 'TypeError'],
    ['exits', 'process.exit(7)', 'exit 7'],
  ])('fails its own job only when it %s, and is replaced', async (name, how, detail) => {
    const path = join(folder, `${name}.cjs`);
    writeFileSync(path, dying(how));
    const fragile = createWorkers({ workerFile: pathToFileURL(path), count: 1 });
    const jobs = await Promise.all([0, 1, 2].map(() => fragile.wrapForAll([], key, [], [])));
    // Each answer of the script says that its thread is spent, so every job had a thread of its own.
    expect(jobs).toEqual([
      { ok: false, error: { code: 'work.crashed', detail } },
      { ok: true, value: [] },
      { ok: true, value: [] },
    ]);
    await fragile.close();
  });

  it('fails every job that it was given, and no other', async () => {
    const path = join(folder, 'with-short.cjs');
    writeFileSync(path, dying('process.exit(7)'));
    const fragile = createWorkers({ workerFile: pathToFileURL(path), count: 1 });
    const jobs = await Promise.all([0, 1, 2, 3].map(() => fragile.checkEntries(nothing())));
    expect(jobs.map(({ ok }) => ok)).toEqual([false, false, false, true]);
    for (const job of jobs.slice(0, 3))
      expect(job).toMatchObject({ error: { code: 'work.crashed', detail: 'exit 7' } });
    await fragile.close();
  });

  it('is an error for every job, not a loop, when the program is missing', async () => {
    const missing = createWorkers({ workerFile: pathToFileURL(join(folder, 'missing.js')), count: 2 });
    const jobs = await Promise.all([0, 1, 2, 3].map(() => missing.wrapForAll([], key, [], [])));
    for (const job of jobs) expect(job).toMatchObject({ error: { code: 'work.crashed' } });
    await missing.close();
  });
});

describe('the process', () => {
  const script = fileURLToPath(new URL('./workers-process.ts', import.meta.url));
  const run = (mode: string) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', script, workerFile().href, mode]);

  it.each(['idle', 'closed'])(
    'ends by itself once the threads are %s, and never before their work is',
    async (mode) => {
      expect((await run(mode)).stdout).toBe('done\n');
    },
  );
});
