import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadBlake3 } from '../../src-main/crypto/blake3.ts';
import { passwordKey, passwordParameters } from '../../src-main/crypto/kdf.ts';
import type { Crypto } from '../../src-main/crypto/port.ts';
import { BLOB, openBlob } from '../../src-main/crypto/v1/blob.ts';
import { SEGMENT_BYTES } from '../../src-main/crypto/v1/constants.ts';
import { decodeHeader, verifyHeader } from '../../src-main/crypto/v1/header.ts';
import { rootKey, streamKey } from '../../src-main/crypto/v1/keys.ts';
import { openSegment, openSegmentMessages } from '../../src-main/crypto/v1/segment.ts';
import { decodeSegmentList } from '../../src-main/crypto/v1/segment-list.ts';
import { encodeWraps, openWrap, planWraps } from '../../src-main/crypto/v1/wraps.ts';
import { concat, hex, utf8 } from '../../src-shared/base/bytes.ts';
import { ok, unwrap } from '../../src-shared/base/result.ts';
import { sodiums, testCrypto } from '../unit/crypto/support.ts';
import { edited, pattern, unhex } from './v1/edit.ts';
import { makePackageVectors, type PackageVectors } from './v1/make-package.ts';
import { makeSegmentVectors, type SegmentVectors, sealPattern } from './v1/make-segments.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`./v1/${name}.json`, import.meta.url), 'utf8'));
const segments = read('segments') as SegmentVectors;
const stored = read('sealed-package') as PackageVectors;
const blake3 = await loadBlake3();

const codeOf = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }) =>
  result.ok ? 'opened' : result.error?.code;

describe.each(sodiums)('vectors of format 1 over $name', (sodium) => {
  /** The same segment opened at once, and message by message. */
  const ways = {
    whole: (key: Uint8Array, index: number, sealed: Uint8Array) => {
      const plain = new Uint8Array(SEGMENT_BYTES);
      const opened = openSegment(sodium, key, index, sealed, plain);
      return opened.ok ? ok(plain.subarray(0, opened.value)) : opened;
    },
    streamed: (key: Uint8Array, index: number, sealed: Uint8Array) => {
      const parts: Uint8Array[] = [];
      const opened = openSegmentMessages(sodium, key, index, sealed, (_, length) => {
        const part = new Uint8Array(length);
        parts.push(part);
        return part;
      });
      return opened.ok ? ok(concat(parts)) : opened;
    },
  };
  const bytesOf = (name: string): Uint8Array => {
    const vector = segments.valid.find((one) => one.name === name);
    if (vector === undefined) throw new Error(`no vector ${name}`);
    return sealPattern(sodium, vector.index, unhex(vector.header), vector.plainLength);
  };

  it('are what this library makes today', async () => {
    expect(await makeSegmentVectors(sodium)).toEqual(segments);
    expect(await makePackageVectors(sodium)).toEqual(stored);
  });

  it.each(segments.valid)('segment: $name', ({ name, index, plainLength, sealedLength, blake3: hash, sealed }) => {
    const bytes = bytesOf(name);
    expect(bytes).toHaveLength(sealedLength);
    expect(hex(blake3(bytes))).toBe(hash);
    if (sealed !== null) expect(hex(bytes)).toBe(sealed);
    for (const open of Object.values(ways)) {
      const plain = unwrap(open(unhex(segments.streamKey), index, bytes));
      expect(Buffer.compare(plain, pattern(plainLength))).toBe(0);
    }
  });

  it.each(segments.refused)('S25 segment refused: $name ($of)', ({ of, index, streamKey: key, edit, code }) => {
    const bytes = edit === null ? bytesOf(of) : edited(bytesOf(of), edit);
    for (const open of Object.values(ways)) expect(codeOf(open(unhex(key), index, bytes))).toBe(code);
  });

  describe('package', () => {
    const packageId = unhex(stored.packageId);
    const contentKey = unhex(stored.contentKey);
    const open = (crypto: Crypto, key: Uint8Array, bytes: Uint8Array) =>
      openBlob(crypto, BLOB.contents, key, packageId, bytes);

    it('has the keys it says', async () => {
      const crypto = await testCrypto('keys', sodium);
      const parameters = passwordParameters(unhex(stored.passwordSalt), { passes: 2, memoryKiB: 65_536 });
      const key = unwrap(passwordKey(sodium, utf8(stored.password), parameters));
      expect(hex(key)).toBe(stored.passwordKey);
      const root = rootKey(crypto, contentKey, packageId, null);
      expect(hex(root)).toBe(stored.root);
      expect(hex(rootKey(crypto, contentKey, packageId, key))).toBe(stored.rootWithPassword);
      expect(hex(streamKey(crypto, root, packageId))).toBe(stored.streamKey);
    });

    it('opens for every recipient, who can make all wraps again', async () => {
      const crypto = await testCrypto('open', sodium);
      const header = unwrap(decodeHeader(unhex(stored.storedHeader)));
      expect(verifyHeader(crypto, header, packageId, unhex(stored.devicePublicKey)).ok).toBe(true);
      const pairs = stored.recipientSeeds.map((seed) => crypto.sealingPair(unhex(seed)));
      for (const pair of pairs) expect(unwrap(openWrap(crypto, header, header.wraps, pair))).toEqual(contentKey);
      const keys = pairs.map(({ publicKey }) => publicKey);
      const plan = planWraps(crypto, header, contentKey, keys);
      const again = plan.recipients.map((to, at) =>
        crypto.sealTo(to, contentKey, plan.associated, plan.randomness[at]),
      );
      expect(encodeWraps(plan, again)).toEqual(header.wraps);
      const envelope = unwrap(openBlob(crypto, BLOB.envelope, contentKey, packageId, header.envelope));
      expect(hex(envelope)).toBe(stored.envelope);
    });

    it('shows its contents under the right password only', async () => {
      const crypto = await testCrypto('contents', sodium);
      const [plain, locked] = [unhex(stored.storedContents), unhex(stored.storedContentsWithPassword)];
      expect(hex(unwrap(open(crypto, unhex(stored.root), plain)))).toBe(stored.contents);
      expect(hex(unwrap(open(crypto, unhex(stored.rootWithPassword), locked)))).toBe(stored.contents);
      expect(codeOf(open(crypto, unhex(stored.root), locked))).toBe('format.wrongKey');
      expect(codeOf(open(crypto, unhex(stored.rootWithPassword), plain))).toBe('format.wrongKey');
      expect(codeOf(openBlob(crypto, BLOB.envelope, unhex(stored.root), packageId, plain))).toBe('format.wrongKey');
    });

    it('lists its segments', () => {
      expect(unwrap(decodeSegmentList(unhex(stored.storedSegmentList))).map(hex)).toEqual(stored.segmentHashes);
    });

    it.each(stored.refusedHeaders)('S25 header refused: $name', async ({ edit, code }) => {
      const crypto = await testCrypto('refused', sodium);
      const header = decodeHeader(edited(unhex(stored.storedHeader), edit));
      const device = unhex(stored.devicePublicKey);
      expect(codeOf(header.ok ? verifyHeader(crypto, header.value, packageId, device) : header)).toBe(code);
    });

    it.each(stored.refusedContents)('S25 contents refused: $name', async ({ edit, code }) => {
      const crypto = await testCrypto('refused', sodium);
      expect(codeOf(open(crypto, unhex(stored.root), edited(unhex(stored.storedContents), edit)))).toBe(code);
    });

    it.each(stored.refusedSegmentLists)('S25 segment list refused: $name', ({ edit, code }) => {
      expect(codeOf(decodeSegmentList(edited(unhex(stored.storedSegmentList), edit)))).toBe(code);
    });
  });
});
