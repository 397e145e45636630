import { describe, expect, it } from 'vitest';
import type { Crypto } from '../../../../src-main/crypto/port.ts';
import { MAX_WRAPS, WRAP_BYTES } from '../../../../src-main/crypto/v1/constants.ts';
import {
  checkWraps,
  encodeWraps,
  findWrap,
  openWrap,
  planWraps,
  type WrapContext,
  wrapTag,
} from '../../../../src-main/crypto/v1/wraps.ts';
import { concat } from '../../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../../src-shared/base/result.ts';
import { flipped, testCrypto, testRandom } from '../support.ts';

const random = testRandom('wraps');
const context: WrapContext = { packageId: random(16), salt: random(32) };
const contentKey = random(32);
const crypto = await testCrypto('wraps');
const people = Array.from({ length: 5 }, () => crypto.sealingPair());
const keys = people.map(({ publicKey }) => publicKey);

function makeWraps(by: Crypto, at: WrapContext, key: Uint8Array, recipients: readonly Uint8Array[]): Uint8Array {
  const plan = planWraps(by, at, key, recipients);
  const sealed = plan.recipients.map((recipient, index) =>
    by.sealTo(recipient, key, plan.associated, plan.randomness[index]),
  );
  return encodeWraps(plan, sealed);
}
const wraps = makeWraps(crypto, context, contentKey, keys);

describe('wraps', () => {
  it('give the content key to every recipient and to nobody else', () => {
    expect(unwrap(checkWraps(wraps))).toBe(5);
    for (const pair of people) expect(unwrap(openWrap(crypto, context, wraps, pair))).toEqual(contentKey);
    expect(unwrap(openWrap(crypto, context, wraps, crypto.sealingPair()))).toBeNull();
  });

  it('are the same whoever makes them again, in whatever order recipients are named', async () => {
    const other = await testCrypto('somebody else');
    expect(makeWraps(other, context, contentKey, [...keys].reverse())).toEqual(wraps);
    expect(makeWraps(other, context, contentKey, [...keys, ...keys])).toEqual(wraps);
    expect(makeWraps(other, context, contentKey, keys.slice(1))).not.toEqual(wraps);
    expect(makeWraps(other, context, flipped(contentKey, 0), keys)).not.toEqual(wraps);
  });

  it('name a recipient by another tag in every package', () => {
    const [publicKey] = keys;
    if (publicKey === undefined) throw new Error('no key');
    const tag = wrapTag(crypto, context, publicKey);
    expect(tag).toHaveLength(16);
    expect(wrapTag(crypto, { ...context, salt: flipped(context.salt, 0) }, publicKey)).not.toEqual(tag);
    expect(findWrap(crypto, context, wraps, publicKey)).toHaveLength(WRAP_BYTES - 16);
  });

  it('S25 are refused when moved to another package or changed', () => {
    const [pair] = people;
    if (pair === undefined) throw new Error('no pair');
    const elsewhere = { ...context, packageId: flipped(context.packageId, 0) };
    expect(openWrap(crypto, elsewhere, wraps, pair)).toMatchObject({ error: { code: 'format.refused' } });
    const sealed = findWrap(crypto, context, wraps, pair.publicKey);
    const start = (sealed?.byteOffset ?? 0) - wraps.byteOffset;
    for (let at = start; at < start + WRAP_BYTES - 16; at += 31) {
      expect(openWrap(crypto, context, flipped(wraps, at), pair)).toMatchObject({ error: { code: 'format.refused' } });
    }
  });

  it('refuse a sealed value that is not a content key', () => {
    const [pair] = people;
    if (pair === undefined) throw new Error('no pair');
    const plan = planWraps(crypto, context, contentKey, [pair.publicKey]);
    expect(() => encodeWraps(plan, [crypto.sealTo(pair.publicKey, random(31), plan.associated)])).toThrow(RangeError);
    expect(() => encodeWraps(plan, [])).toThrow(RangeError);
  });

  it('S21 are refused out of order, repeated, cut, none or too many', () => {
    const one = wraps.subarray(0, WRAP_BYTES);
    const two = wraps.subarray(WRAP_BYTES, 2 * WRAP_BYTES);
    for (const bad of [
      new Uint8Array(),
      one.subarray(1),
      concat([two, one]),
      concat([one, one]),
      concat([one, two.subarray(1)]),
    ]) {
      expect(checkWraps(bad)).toMatchObject({ error: { code: 'format.malformed' } });
    }
    expect(checkWraps(new Uint8Array((MAX_WRAPS + 1) * WRAP_BYTES))).toMatchObject({
      error: { code: 'format.tooLarge' },
    });
    expect(() => planWraps(crypto, context, contentKey, [])).toThrow(RangeError);
  });
});
