import { describe, expect, it } from 'vitest';
import { loadNativeBlake3, loadPortableBlake3 } from '../../../src-main/crypto/blake3.ts';
import { testRandom } from './support.ts';

const native = await loadNativeBlake3();
const portable = await loadPortableBlake3();
const random = testRandom('blake3');

describe('BLAKE3', () => {
  it('is the same compiled and in plain JavaScript, around every block and chunk border', () => {
    for (const length of [0, 1, 63, 64, 65, 1023, 1024, 1025, 2048, 3072, 8193, 131_072, 300_001]) {
      const bytes = random(length);
      expect(native(bytes)).toHaveLength(32);
      expect(portable(bytes)).toEqual(native(bytes));
    }
  });

  it('hashes a view, not the memory behind it', () => {
    const bytes = random(1000);
    expect(native(bytes.subarray(100, 200))).toEqual(native(Uint8Array.from(bytes.subarray(100, 200))));
  });
});
