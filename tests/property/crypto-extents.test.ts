import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { loadNativeBlake3 } from '../../src-main/crypto/blake3.ts';
import type { Extent } from '../../src-main/crypto/port.ts';
import { nativeSodium } from '../../src-main/crypto/sodium/native.ts';
import { SEALED_SEGMENT_BYTES } from '../../src-main/crypto/v1/constants.ts';
import { type JobTools, runOpen, runSeal } from '../../src-main/crypto/workers/jobs.ts';
import { concat } from '../../src-shared/base/bytes.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { testRandom } from '../unit/crypto/support.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealpost-extents-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tools: JobTools = {
  sodium: nativeSodium,
  blake3: await loadNativeBlake3(),
  scratch: { message: null, sealed: null, segment: null },
  cancelled: () => false,
};
const random = testRandom('extents');
const key = random(32);
const sources = [0, 1, 500, 262_144, 400_000].map((length, at) => {
  const path = join(folder, `source ${at}`);
  const bytes = random(length);
  writeFileSync(path, bytes);
  return { path, bytes };
});

/** Part of one of the files, each cut anywhere. */
const extent = fc
  .tuple(fc.constantFrom(...sources), fc.nat(400_000), fc.nat(400_000))
  .map(([{ path, bytes }, from, length]) => {
    const offset = Math.min(from, bytes.length);
    return { path, offset, length: Math.min(length, bytes.length - offset) };
  });

function plaintext(extents: readonly Extent[]): Uint8Array {
  const source = (path: string) => sources.find((one) => one.path === path)?.bytes ?? new Uint8Array();
  return concat(extents.map(({ path, offset, length }) => source(path).subarray(offset, offset + length)));
}

it('a segment of any extents opens into any pieces', () => {
  fc.assert(
    fc.property(fc.array(extent, { minLength: 1, maxLength: 12 }), fc.array(fc.nat(5_000_000)), (extents, cuts) => {
      const plain = plaintext(extents);
      fc.pre(plain.length > 0);
      const output = new SharedArrayBuffer(SEALED_SEGMENT_BYTES);
      const sealed = unwrap(runSeal({ kind: 'seal', key: Uint8Array.from(key), index: 1, extents, output }, tools));
      const borders = [0, ...cuts.map((cut) => cut % plain.length).sort((a, b) => a - b), plain.length];
      const target = join(folder, 'target');
      writeFileSync(target, '');
      const pieces = borders.slice(1).map((to, at) => {
        const from = borders[at] ?? 0;
        return { from, to: { path: target, offset: from, length: to - from } };
      });
      const ciphertext = Uint8Array.from(new Uint8Array(output, 0, sealed.length));
      unwrap(
        runOpen({ kind: 'open', key: Uint8Array.from(key), index: 1, ciphertext, hash: sealed.hash, pieces }, tools),
      );
      expect(Buffer.compare(readFileSync(target), plain)).toBe(0);
    }),
    { numRuns: 60 },
  );
});
