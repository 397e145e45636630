import { describe, expect, it } from 'vitest';
import { packageIdBytes, rootKey, streamKey } from '../../../../src-main/crypto/v1/keys.ts';
import { hex } from '../../../../src-shared/base/bytes.ts';
import { toBase32 } from '../../../../src-shared/base/encoding.ts';
import type { PackageId } from '../../../../src-shared/base/ids.ts';
import { flipped, testCrypto, testRandom } from '../support.ts';

const random = testRandom('keys');
const crypto = await testCrypto('keys');
const [contentKey, id, passwordKey] = [random(32), random(16), random(32)];

describe('package keys', () => {
  it('differ by content key, package, and password or none', () => {
    const roots = [
      rootKey(crypto, contentKey, id, null),
      rootKey(crypto, contentKey, id, passwordKey),
      rootKey(crypto, contentKey, id, flipped(passwordKey, 0)),
      rootKey(crypto, contentKey, id, new Uint8Array(32)),
      rootKey(crypto, flipped(contentKey, 0), id, null),
      rootKey(crypto, contentKey, flipped(id, 0), null),
    ];
    const streams = roots.map((root) => streamKey(crypto, root, id));
    expect(new Set([...roots, ...streams].map(hex)).size).toBe(12);
  });

  it('read an id as the 16 bytes it stands for', () => {
    expect(packageIdBytes(toBase32(id) as PackageId)).toEqual(id);
    expect(() => packageIdBytes('short' as PackageId)).toThrow(RangeError);
  });
});
