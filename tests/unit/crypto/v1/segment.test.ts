import { describe, expect, it } from 'vitest';
import { nativeSodium } from '../../../../src-main/crypto/sodium/native.ts';
import type { Sodium } from '../../../../src-main/crypto/sodium/port.ts';
import {
  MAX_SEGMENTS,
  MESSAGE_BYTES,
  SEALED_MESSAGE_BYTES,
  SEALED_SEGMENT_BYTES,
  SEGMENT_BYTES,
} from '../../../../src-main/crypto/v1/constants.ts';
import {
  openedSegmentSize,
  openSegment,
  openSegmentMessages,
  sealedSegmentSize,
  sealSegment,
} from '../../../../src-main/crypto/v1/segment.ts';
import { concat } from '../../../../src-shared/base/bytes.ts';
import { err, ok, unwrap } from '../../../../src-shared/base/result.ts';
import { flipped, sodiums, testRandom, wasmSodium } from '../support.ts';

const random = testRandom('segment');
const key = random(32);
const header = random(24);
/** Around the borders between messages. */
const SIZES = [1, 2, MESSAGE_BYTES - 1, MESSAGE_BYTES, MESSAGE_BYTES + 1, 2 * MESSAGE_BYTES];

function seal(sodium: Sodium, plain: Uint8Array, index = 0, streamKey = key): Uint8Array {
  const sealed = new Uint8Array(sealedSegmentSize(plain.length));
  let at = 0;
  const fill = (into: Uint8Array) => {
    into.set(plain.subarray(at, at + into.length));
    at += into.length;
    return ok();
  };
  unwrap(sealSegment<never>(sodium, streamKey, index, header, fill, new Uint8Array(MESSAGE_BYTES), sealed));
  return sealed;
}

function open(sodium: Sodium, sealed: Uint8Array, index = 0, streamKey = key) {
  const plain = new Uint8Array(SEGMENT_BYTES);
  const opened = openSegment(sodium, streamKey, index, sealed, plain);
  return opened.ok ? ok(plain.slice(0, opened.value)) : opened;
}

/** A stream that another writer could have made: any messages, any final tags. */
function handmade(messages: readonly { readonly plain: Uint8Array; readonly final: boolean }[]): Uint8Array {
  const probe = seal(nativeSodium, random(1));
  expect(probe.subarray(0, 24)).toEqual(header);
  const segmentKey = keyOf(0);
  const stream = nativeSodium.sealStream(segmentKey, header);
  const parts = messages.map(({ plain, final }) => {
    const into = new Uint8Array(plain.length + 17);
    stream.push(plain, final, into);
    return into;
  });
  stream.destroy();
  return concat([header, ...parts]);
}

/** FORMAT.md, "Segments": BLAKE2b keyed with the stream key over label and index, spelt out here a second time. */
function keyOf(index: number): Uint8Array {
  const label = new TextEncoder().encode('sealpost/v1/package/segment');
  const message = concat([
    Uint8Array.of(0, 0, 0, label.length),
    label,
    Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, index),
  ]);
  return nativeSodium.keyedHash(key, message, 32);
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

describe('sizes', () => {
  it('of plaintext and segment lead to each other', () => {
    for (const size of [...SIZES, SEGMENT_BYTES - 1, SEGMENT_BYTES]) {
      expect(openedSegmentSize(sealedSegmentSize(size))).toBe(size);
    }
    expect(sealedSegmentSize(1)).toBe(24 + 18);
    expect(sealedSegmentSize(SEGMENT_BYTES)).toBe(SEALED_SEGMENT_BYTES);
  });

  it('that no segment has are refused: empty, empty last message, too large', () => {
    const empty = [0, 1, 23, 24, 25, 40, 41];
    const emptyLast = Array.from({ length: 18 }, (_, extra) => 24 + SEALED_MESSAGE_BYTES + extra).slice(1);
    for (const size of [...empty, ...emptyLast, SEALED_SEGMENT_BYTES + 1, 1e12, -1, 1.5, Number.NaN]) {
      expect(openedSegmentSize(size)).toBeNull();
    }
    for (const size of [0, -1, 1.5, SEGMENT_BYTES + 1]) expect(() => sealedSegmentSize(size)).toThrow(RangeError);
  });
});

describe.each(sodiums)('a segment over $name', (sodium) => {
  it('opens to what was sealed, whole and message by message', () => {
    for (const size of SIZES) {
      const plain = random(size);
      const sealed = seal(sodium, plain);
      expect(sealed).toHaveLength(sealedSegmentSize(size));
      expect(same(unwrap(open(sodium, sealed)), plain)).toBe(true);
      const parts: Uint8Array[] = [];
      const place = (offset: number, length: number) => {
        expect(offset).toBe(parts.reduce((sum, part) => sum + part.length, 0));
        parts.push(new Uint8Array(length));
        return parts.at(-1) as Uint8Array;
      };
      expect(unwrap(openSegmentMessages(sodium, key, 0, sealed, place))).toBe(size);
      expect(same(concat(parts), plain)).toBe(true);
    }
  });

  it('S25 refuses a flip anywhere, a truncation and an extension', () => {
    const sealed = seal(sodium, random(100));
    for (let at = 0; at < sealed.length; at += 1) {
      expect(open(sodium, flipped(sealed, at))).toMatchObject({ error: { code: 'format.refused' } });
    }
    for (let length = 0; length < sealed.length; length += 1)
      expect(open(sodium, sealed.subarray(0, length)).ok).toBe(false);
    expect(open(sodium, concat([sealed, new Uint8Array(1)])).ok).toBe(false);
    expect(open(sodium, concat([sealed, sealed.subarray(24)])).ok).toBe(false);
  });

  it('S25 refuses messages cut at a border, reordered or repeated', () => {
    const plain = random(3 * MESSAGE_BYTES);
    const sealed = seal(sodium, plain);
    const message = (at: number) =>
      sealed.subarray(24 + at * SEALED_MESSAGE_BYTES, 24 + (at + 1) * SEALED_MESSAGE_BYTES);
    const [a, b, c] = [message(0), message(1), message(2)];
    const of = (...parts: readonly Uint8Array[]) => concat([header, ...parts]);
    expect(open(sodium, of(a, b, c)).ok).toBe(true);
    for (const bad of [of(a, b), of(a), of(c), of(b, a, c), of(a, c, b), of(a, a, b, c), of(a, b, b), of(a, b, c, c)]) {
      expect(open(sodium, bad)).toMatchObject({ error: { code: 'format.refused' } });
    }
  });

  it('S25 refuses a segment of another place, package or key', () => {
    const sealed = seal(sodium, random(10), 4);
    expect(open(sodium, sealed, 4).ok).toBe(true);
    expect(open(sodium, sealed, 5)).toMatchObject({ error: { code: 'format.refused' } });
    expect(open(sodium, sealed, 4, flipped(key, 0))).toMatchObject({ error: { code: 'format.refused' } });
  });

  it('leaves nothing of a refused segment in the buffer', () => {
    const sealed = seal(sodium, random(2 * MESSAGE_BYTES));
    const buffer = new Uint8Array(2 * MESSAGE_BYTES);
    expect(openSegment(sodium, key, 0, flipped(sealed, sealed.length - 1), buffer).ok).toBe(false);
    expect(buffer.every((byte) => byte === 0)).toBe(true);
  });
});

describe('a segment', () => {
  it('is the same over both libraries', () => {
    const plain = random(MESSAGE_BYTES + 5);
    expect(same(seal(nativeSodium, plain), seal(wasmSodium, plain))).toBe(true);
  });

  it('is refused when it is well sealed but not in the one canonical form', () => {
    const full = random(MESSAGE_BYTES);
    const small = random(10);
    const canonical = handmade([
      { plain: full, final: false },
      { plain: small, final: true },
    ]);
    expect(open(nativeSodium, canonical).ok).toBe(true);
    const others = {
      'an empty last message': handmade([
        { plain: full, final: false },
        { plain: new Uint8Array(), final: true },
      ]),
      'an empty segment': handmade([{ plain: new Uint8Array(), final: true }]),
      'a short message in the middle': handmade([
        { plain: small, final: false },
        { plain: full, final: true },
      ]),
      'no final tag': handmade([
        { plain: full, final: false },
        { plain: small, final: false },
      ]),
      'a final tag too early': handmade([
        { plain: full, final: true },
        { plain: small, final: true },
      ]),
    };
    for (const [name, bytes] of Object.entries(others))
      expect([name, open(nativeSodium, bytes).ok]).toEqual([name, false]);
  });

  it('passes on why its plaintext could not be read', () => {
    const sealed = new Uint8Array(sealedSegmentSize(10));
    const failed = sealSegment(nativeSodium, key, 0, header, () => err('gone'), new Uint8Array(MESSAGE_BYTES), sealed);
    expect(failed).toEqual({ ok: false, error: 'gone' });
  });

  it('throws on an index or key that cannot be', () => {
    const sealed = seal(nativeSodium, random(10));
    for (const index of [-1, 0.5, MAX_SEGMENTS]) {
      expect(() => open(nativeSodium, sealed, index)).toThrow(RangeError);
    }
    expect(() => open(nativeSodium, sealed, 0, new Uint8Array(31))).toThrow(RangeError);
  });
});
