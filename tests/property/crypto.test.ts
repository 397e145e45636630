import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeParts } from '../../src-main/crypto/encode.ts';
import type { Sodium } from '../../src-main/crypto/sodium/port.ts';
import { BLOB, openBlob, sealBlob } from '../../src-main/crypto/v1/blob.ts';
import { MESSAGE_BYTES, WRAP_BYTES } from '../../src-main/crypto/v1/constants.ts';
import { decodeHeader, encodeHeader, verifyHeader } from '../../src-main/crypto/v1/header.ts';
import { pad, unpad } from '../../src-main/crypto/v1/padding.ts';
import {
  openedSegmentSize,
  openSegmentMessages,
  sealedSegmentSize,
  sealSegment,
} from '../../src-main/crypto/v1/segment.ts';
import { decodeSegmentList, encodeSegmentList } from '../../src-main/crypto/v1/segment-list.ts';
import { checkWraps, encodeWraps, openWrap, planWraps } from '../../src-main/crypto/v1/wraps.ts';
import { concat, hex, u32, utf8 } from '../../src-shared/base/bytes.ts';
import { ok, unwrap } from '../../src-shared/base/result.ts';
import { flipped, sodiums, testCrypto, testRandom } from '../unit/crypto/support.ts';

const crypto = await testCrypto('property');
const random = testRandom('property');
const [key, id] = [random(32), random(16)];
const pair = crypto.sealingPair();
const device = crypto.signingPair();

const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
const sodium = fc.constantFrom(...sodiums);

function seal(by: Sodium, streamKey: Uint8Array, index: number, plain: Uint8Array, header: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(sealedSegmentSize(plain.length));
  let at = 0;
  const fill = (into: Uint8Array) => {
    into.set(plain.subarray(at, at + into.length));
    at += into.length;
    return ok();
  };
  unwrap(sealSegment<never>(by, streamKey, index, header, fill, new Uint8Array(MESSAGE_BYTES), sealed));
  return sealed;
}

function open(by: Sodium, streamKey: Uint8Array, index: number, sealed: Uint8Array) {
  const parts: Uint8Array[] = [];
  const opened = openSegmentMessages(by, streamKey, index, sealed, (_, length) => {
    const part = new Uint8Array(length);
    parts.push(part);
    return part;
  });
  return opened.ok ? ok(concat(parts)) : opened;
}

/** A stored header of one recipient with an envelope of this content. */
function header(content: Uint8Array): Uint8Array {
  const context = { packageId: id, salt: random(32) };
  const plan = planWraps(crypto, context, key, [pair.publicKey]);
  const sealed = plan.recipients.map((to, at) => crypto.sealTo(to, key, plan.associated, plan.randomness[at]));
  const parts = {
    ...context,
    wraps: encodeWraps(plan, sealed),
    envelope: sealBlob(crypto, BLOB.envelope, key, id, content),
  };
  return encodeHeader(crypto, device.secretKey, parts);
}
const goodHeader = header(utf8('{}'));

describe('S21 arbitrary bytes', () => {
  const FORMAT_CODES = ['format.malformed', 'format.version', 'format.tooLarge', 'format.refused', 'format.wrongKey'];
  const refuses = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }) => {
    expect(result.ok).toBe(false);
    expect(FORMAT_CODES).toContain(result.error?.code);
  };
  /** Random bytes alone never pass the magic: most begin like the real thing. */
  const like = (...prefixes: readonly Uint8Array[]) =>
    fc
      .tuple(fc.constantFrom(new Uint8Array(), ...prefixes), bytes(4000))
      .map(([prefix, rest]) => concat([prefix, rest]));

  it('are a typed error to every decoder of the format', () => {
    fc.assert(
      fc.property(like(goodHeader.subarray(0, 8), goodHeader.subarray(0, 60), goodHeader.subarray(0, 64)), (input) => {
        refuses(decodeHeader(input));
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(like(concat([utf8('SPSL'), u32(1)]), concat([utf8('SPSL'), u32(1), u32(1)])), (input) => {
        const decoded = decodeSegmentList(input);
        if (decoded.ok) expect(hex(encodeSegmentList(decoded.value))).toBe(hex(input));
        else refuses(decoded);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(bytes(4000), (input) => {
        for (const kind of Object.values(BLOB)) refuses(openBlob(crypto, kind, key, id, input));
        const unpadded = unpad(input);
        if (!unpadded.ok) refuses(unpadded);
        const wraps = checkWraps(input);
        if (!wraps.ok) refuses(wraps);
      }),
      { numRuns: 1000 },
    );
  });

  it('are a typed error as a segment, over both libraries', () => {
    fc.assert(
      fc.property(sodium, bytes(4000), fc.nat(1000), (by, input, index) => {
        refuses(open(by, key, index, input));
      }),
      { numRuns: 1000 },
    );
  });

  it('are a typed error as a sealed value, a ciphertext, a signature', () => {
    fc.assert(
      fc.property(bytes(3000), bytes(70), (input, other) => {
        expect(crypto.openSealed(pair, input, []).ok).toBe(false);
        expect(crypto.decrypt(key, input, [other]).ok).toBe(false);
        expect(crypto.verify(device.publicKey, input, 'domain', [other])).toBe(false);
        expect(crypto.verify(other, input, 'domain', [])).toBe(false);
        expect(crypto.isSealingKey(input)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('are a typed error as wraps that have the right size', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: WRAP_BYTES, maxLength: WRAP_BYTES }), (input) => {
        expect(checkWraps(input).ok).toBe(true);
        expect(openWrap(crypto, { packageId: id, salt: key }, input, pair)).toEqual(ok(null));
      }),
      { numRuns: 50 },
    );
  });
});

describe('round trips', () => {
  it('of segments, between the libraries', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          bytes(300),
          fc.integer({ min: -2, max: 2 }).map((more) => random(MESSAGE_BYTES + more)),
        ),
        fc.nat(262_143),
        fc.boolean(),
        (plain, index, swap) => {
          fc.pre(plain.length > 0);
          const [sealing, opening] = swap ? [...sodiums].reverse() : sodiums;
          if (sealing === undefined || opening === undefined) throw new Error('two libraries');
          const sealed = seal(sealing, key, index, plain, random(24));
          expect(Buffer.compare(unwrap(open(opening, key, index, sealed)), plain)).toBe(0);
        },
      ),
    );
  });

  it('of padding, blobs, segment lists and headers', () => {
    fc.assert(
      fc.property(bytes(3000), fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 })), (content, hashes) => {
        expect(hex(unwrap(unpad(pad(content))))).toBe(hex(content));
        expect(
          hex(unwrap(openBlob(crypto, BLOB.contents, key, id, sealBlob(crypto, BLOB.contents, key, id, content)))),
        ).toBe(hex(content));
        expect(unwrap(decodeSegmentList(encodeSegmentList(hashes))).map(hex)).toEqual(hashes.map(hex));
        const decoded = unwrap(decodeHeader(header(content)));
        expect(hex(unwrap(openBlob(crypto, BLOB.envelope, key, id, decoded.envelope)))).toBe(hex(content));
        const found = unwrap(
          openWrap(crypto, { packageId: decoded.packageId, salt: decoded.salt }, decoded.wraps, pair),
        );
        expect(found === null ? '' : hex(found)).toBe(hex(key));
      }),
    );
  });

  it('of segment sizes: every size either has no plaintext or exactly one', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 17_000_000 }), (size) => {
        const plain = openedSegmentSize(size);
        if (plain !== null) expect(sealedSegmentSize(plain)).toBe(size);
      }),
      { numRuns: 5000 },
    );
  });

  it('of labels and parts: different input, different encoding', () => {
    const list = fc.tuple(fc.string({ maxLength: 5 }), fc.array(bytes(5), { maxLength: 4 }));
    fc.assert(
      fc.property(list, list, ([labelA, partsA], [labelB, partsB]) => {
        const alike = hex(encodeParts(labelA, partsA)) === hex(encodeParts(labelB, partsB));
        const same = JSON.stringify([labelA, partsA.map(hex)]) === JSON.stringify([labelB, partsB.map(hex)]);
        expect(alike).toBe(same);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('S25 one flipped bit anywhere', () => {
  const place = fc.tuple(fc.nat(), fc.nat(7));
  const flip = (input: Uint8Array, [at, bit]: readonly [number, number]) => flipped(input, at % input.length, bit);

  it('in a segment is refused', () => {
    const sealed = sodiums.map((by) => seal(by, key, 1, random(MESSAGE_BYTES + 100), random(24)));
    fc.assert(
      fc.property(fc.constantFrom(...sealed), sodium, place, (stored, by, where) => {
        expect(open(by, key, 1, flip(stored, where)).ok).toBe(false);
      }),
    );
  });

  it('in a header is refused by form or signature', () => {
    fc.assert(
      fc.property(place, (where) => {
        const decoded = decodeHeader(flip(goodHeader, where));
        if (decoded.ok) expect(verifyHeader(crypto, decoded.value, id, device.publicKey).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('in contents is refused', () => {
    const sealed = sealBlob(crypto, BLOB.contents, key, id, random(2000));
    fc.assert(
      fc.property(place, (where) => {
        expect(openBlob(crypto, BLOB.contents, key, id, flip(sealed, where)).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
