import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadNativeBlake3, loadPortableBlake3 } from '../../../src-main/crypto/blake3.ts';
import { MINIMUM_PASSWORD_COST, passwordParameters } from '../../../src-main/crypto/kdf.ts';
import { nativeSodium } from '../../../src-main/crypto/sodium/native.ts';
import { SEALED_SEGMENT_BYTES } from '../../../src-main/crypto/v1/constants.ts';
import { type JobTools, runOpen, runPassword, runSeal } from '../../../src-main/crypto/workers/jobs.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { testRandom, wasmSodium } from './support.ts';

const random = testRandom('jobs');
const folder = mkdtempSync(join(tmpdir(), 'sealpost-jobs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tools = (rest: Pick<JobTools, 'sodium' | 'blake3'>, cancelled = () => false): JobTools => ({
  ...rest,
  scratch: { message: null, sealed: null, segment: null },
  cancelled,
});
const compiled = tools({ sodium: nativeSodium, blake3: await loadNativeBlake3() });
const portable = tools({ sodium: wasmSodium, blake3: await loadPortableBlake3() });
const sharedMemory = () => new SharedArrayBuffer(SEALED_SEGMENT_BYTES);
const key = random(32);
const plain = random(300_000);
const source = join(folder, 'source');
writeFileSync(source, plain);
const extents = [{ path: source, offset: 0, length: plain.length }];

describe('jobs of a thread', () => {
  it.each([
    ['compiled libraries open what portable ones sealed', portable, compiled],
    ['portable libraries open what compiled ones sealed', compiled, portable],
  ])('%s', (_, sealing, opening) => {
    const target = join(folder, 'target');
    writeFileSync(target, '');
    const job = { kind: 'seal', key: Uint8Array.from(key), index: 9, extents, output: sharedMemory() } as const;
    const { length, hash } = unwrap(runSeal(job, sealing));
    const ciphertext = Uint8Array.from(new Uint8Array(job.output, 0, length));
    const pieces = [{ from: 0, to: { path: target, offset: 0, length: plain.length } }];
    unwrap(runOpen({ kind: 'open', key: Uint8Array.from(key), index: 9, ciphertext, hash, pieces }, opening));
    expect(Buffer.compare(readFileSync(target), plain)).toBe(0);
  });

  it('S14 leave no key, password or secret behind, whether they succeed or fail', () => {
    const seal = { kind: 'seal', key: Uint8Array.from(key), index: 0, extents, output: sharedMemory() } as const;
    const failing = { ...seal, key: Uint8Array.from(key), extents: [{ path: folder, offset: 0, length: 5 }] };
    const open = {
      kind: 'open',
      key: Uint8Array.from(key),
      index: 0,
      ciphertext: new Uint8Array(50),
      hash: new Uint8Array(32),
      pieces: [],
    } as const;
    const password = {
      kind: 'password',
      password: random(8),
      parameters: passwordParameters(new Uint8Array(16), MINIMUM_PASSWORD_COST),
    } as const;
    expect(runSeal(seal, compiled).ok).toBe(true);
    expect(runSeal(failing, compiled).ok).toBe(false);
    expect(runOpen(open, compiled).ok).toBe(false);
    expect(runPassword(password, compiled).ok).toBe(true);
    for (const secret of [seal.key, failing.key, open.key, password.password]) {
      expect(secret.every((byte) => byte === 0)).toBe(true);
    }
  });

  it('S25 open in place what lies in shared memory, and refuse it damaged', () => {
    const output = sharedMemory();
    const sealed = unwrap(runSeal({ kind: 'seal', key: Uint8Array.from(key), index: 2, extents, output }, compiled));
    const ciphertext = new Uint8Array(output, 0, sealed.length);
    const target = join(folder, 'shared');
    writeFileSync(target, '');
    const pieces = [{ from: 0, to: { path: target, offset: 0, length: plain.length } }];
    const open = () => ({ kind: 'open', key: Uint8Array.from(key), index: 2, ciphertext, pieces }) as const;
    unwrap(runOpen({ ...open(), hash: sealed.hash }, compiled));
    expect(Buffer.compare(readFileSync(target), plain)).toBe(0);
    ciphertext[1000] = (ciphertext[1000] ?? 0) ^ 1;
    expect(runOpen({ ...open(), hash: sealed.hash }, compiled)).toMatchObject({ error: { code: 'crypto.refused' } });
    // The hash of a fellow recipient's own making: the stream still refuses.
    const hash = compiled.blake3(ciphertext);
    expect(runOpen({ ...open(), hash }, compiled)).toMatchObject({ error: { code: 'crypto.refused' } });
  });

  it('stop between messages when cancelled', () => {
    let asked = 0;
    const cancelling = { ...compiled, cancelled: () => ++asked === 2 };
    const job = { kind: 'seal', key: Uint8Array.from(key), index: 0, extents, output: sharedMemory() } as const;
    expect(runSeal(job, cancelling)).toMatchObject({ error: { code: 'work.cancelled' } });
    expect(asked).toBe(2);
  });
});
