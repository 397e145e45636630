import { describe, expect, it } from 'vitest';
import { nativeSodium } from '../../../src-main/crypto/sodium/native.ts';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import { flipped, sodiums, testRandom, wasmSodium } from './support.ts';

const random = testRandom('sodium');
const key = random(32);
const header = random(24);
const nonce = random(24);
const LENGTHS = [0, 1, 15, 16, 17, 63, 64, 65, 1000, 65_537, 262_144];

describe('the two libraries', () => {
  it('are two libraries', () => {
    expect(sodiums.map(({ name }) => name)).toEqual(['native', 'wasm']);
  });

  it.each([16, 32, 64])('hash alike to %i bytes', (length) => {
    for (const size of LENGTHS) {
      const message = random(size);
      const digest = nativeSodium.keyedHash(key, message, length);
      expect(digest).toHaveLength(length);
      expect(wasmSodium.keyedHash(key, message, length)).toEqual(digest);
    }
  });

  it('encrypt alike and open what the other encrypted', () => {
    for (const size of LENGTHS) {
      const [message, associated] = [random(size), random(size % 100)];
      const sealed = nativeSodium.aeadSeal(key, nonce, message, associated);
      expect(wasmSodium.aeadSeal(key, nonce, message, associated)).toEqual(sealed);
      expect(sealed).toHaveLength(size + 16);
      for (const sodium of sodiums) expect(sodium.aeadOpen(key, nonce, sealed, associated)).toEqual(message);
    }
  });

  it('stream alike under a given header and open what the other sealed', () => {
    const messages = LENGTHS.map((size) => random(size));
    const streams = sodiums.map((sodium) => {
      const stream = sodium.sealStream(key, header);
      const sealed = messages.map((message, at) => {
        const into = new Uint8Array(message.length + 17);
        stream.push(message, at === messages.length - 1, into);
        return into;
      });
      stream.destroy();
      return sealed;
    });
    expect(streams[0]).toEqual(streams[1]);
    for (const sodium of sodiums) {
      const stream = sodium.openStream(key, header);
      for (const [at, sealed] of (streams[0] ?? []).entries()) {
        const into = new Uint8Array(sealed.length - 17);
        expect(stream.pull(sealed, into)).toBe(at === messages.length - 1 ? 'final' : 'message');
        expect(into).toEqual(messages[at]);
      }
      stream.destroy();
    }
  });

  it('derive the same key from a password', () => {
    const [password, salt] = [utf8('correct horse battery staple'), random(16)];
    const derived = nativeSodium.argon2id(password, salt, 2, 64 * 1024 * 1024);
    expect(derived).toHaveLength(32);
    expect(wasmSodium.argon2id(password, salt, 2, 64 * 1024 * 1024)).toEqual(derived);
    expect(nativeSodium.argon2id(utf8('correct horse battery stapler'), salt, 2, 64 * 1024 * 1024)).not.toEqual(
      derived,
    );
  });

  it('make the same signing pairs and signatures, and verify each other', () => {
    const seed = random(32);
    const pair = nativeSodium.signingPair(seed);
    expect(wasmSodium.signingPair(seed)).toEqual(pair);
    for (const size of LENGTHS) {
      const message = random(size);
      const signature = nativeSodium.sign(pair.secretKey, message);
      expect(wasmSodium.sign(pair.secretKey, message)).toEqual(signature);
      for (const sodium of sodiums) expect(sodium.verify(pair.publicKey, signature, message)).toBe(true);
    }
  });
});

describe.each(sodiums)('$name', (sodium) => {
  it('refuses every flipped byte of a ciphertext, and other keys, nonces and associated data', () => {
    const [message, associated] = [random(50), random(20)];
    const sealed = sodium.aeadSeal(key, nonce, message, associated);
    for (let at = 0; at < sealed.length; at += 1) {
      expect(sodium.aeadOpen(key, nonce, flipped(sealed, at), associated)).toBeNull();
    }
    expect(sodium.aeadOpen(flipped(key, 0), nonce, sealed, associated)).toBeNull();
    expect(sodium.aeadOpen(key, flipped(nonce, 23), sealed, associated)).toBeNull();
    expect(sodium.aeadOpen(key, nonce, sealed, flipped(associated, 3))).toBeNull();
    for (const length of [0, 15, 16, 65]) {
      expect(sodium.aeadOpen(key, nonce, sealed.subarray(0, length), associated)).toBeNull();
    }
  });

  it('refuses stream messages that are flipped, out of order, repeated or short', () => {
    const stream = sodium.sealStream(key, header);
    const sealed = [random(10), random(20), random(30)].map((message, at) => {
      const into = new Uint8Array(message.length + 17);
      stream.push(message, at === 2, into);
      return into;
    });
    stream.destroy();
    const opens = (order: readonly Uint8Array[], streamKey = key, streamHeader = header) => {
      const opening = sodium.openStream(streamKey, streamHeader);
      try {
        return order.map((part) => opening.pull(part, new Uint8Array(Math.max(0, part.length - 17))));
      } finally {
        opening.destroy();
      }
    };
    const [a, b, c] = sealed as [Uint8Array, Uint8Array, Uint8Array];
    expect(opens([a, b, c])).toEqual(['message', 'message', 'final']);
    expect(opens([b])).toEqual([null]);
    expect(opens([a, c])).toEqual(['message', null]);
    expect(opens([a, a])).toEqual(['message', null]);
    for (let at = 0; at < a.length; at += 1) expect(opens([flipped(a, at)])).toEqual([null]);
    expect(opens([a.subarray(0, 16)])).toEqual([null]);
    expect(opens([a.subarray(0, 17)])).toEqual([null]);
    expect(opens([a], flipped(key, 31))).toEqual([null]);
    for (let at = 0; at < 24; at += 1) expect(opens([a], key, flipped(header, at))).toEqual([null]);
  });
});

it('S25 the compiled library refuses memory shared with other threads, which it would leave unsealed and unverified', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(117));
  const stream = nativeSodium.sealStream(key, header);
  expect(() => stream.push(random(100), true, shared)).toThrow(TypeError);
  expect(() => nativeSodium.openStream(key, header).pull(shared, new Uint8Array(100))).toThrow(TypeError);
  expect(() => nativeSodium.aeadSeal(key, nonce, shared, header)).toThrow(TypeError);
  expect(() => nativeSodium.aeadOpen(key, nonce, shared, header)).toThrow(TypeError);
});
