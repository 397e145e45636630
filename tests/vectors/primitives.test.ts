import { createHash } from 'node:crypto';
import sodium from 'libsodium-wrappers';
import native from 'sodium-native';
import { describe, expect, it } from 'vitest';
import { loadNativeBlake3, loadPortableBlake3 } from '../../src-main/crypto/blake3.ts';
import { loadKem } from '../../src-main/crypto/sodium/kem.ts';
import { fromHex, hex, utf8 } from '../../src-shared/base/bytes.ts';
import { sodiums } from '../unit/crypto/support.ts';
import ed25519 from './primitives/ed25519.json' with { type: 'json' };
import hashes from './primitives/hashes.json' with { type: 'json' };
import kemVectors from './primitives/kem.json' with { type: 'json' };
import secretstream from './primitives/secretstream.json' with { type: 'json' };
import aead from './primitives/xchacha20-poly1305.json' with { type: 'json' };

/** S24: the primitives give what their publications say; each file names its source. */
function bytes(text: string): Uint8Array {
  const decoded = fromHex(text);
  if (decoded === null) throw new Error(`not hexadecimal: ${text}`);
  return decoded;
}

describe.each(sodiums)('S24 published vectors over $name', (library) => {
  it.each(ed25519.sign.cases)('Ed25519 signs and verifies "$message"', ({ seed, publicKey, message, signature }) => {
    const pair = library.signingPair(bytes(seed));
    expect(hex(pair.publicKey)).toBe(publicKey);
    expect(hex(library.sign(pair.secretKey, bytes(message)))).toBe(signature);
    expect(library.verify(pair.publicKey, bytes(signature), bytes(message))).toBe(true);
  });

  it.each(ed25519.refuse.cases)('Ed25519 refuses case $case: $why', ({ message, signature }) => {
    const publicKey = bytes(ed25519.refuse.publicKey);
    expect(library.verify(publicKey, bytes(signature), bytes(message))).toBe(false);
  });

  it('Ed25519 refuses keys and commitments of small order, in every encoding', () => {
    const zeroScalar = '00'.repeat(32);
    for (const key of ed25519.smallOrder.publicKeys) {
      for (const commitment of ed25519.smallOrder.publicKeys) {
        // With s = 0 such a pair verifies any message, or one in eight, where nothing refuses it.
        for (let attempt = 0; attempt < 8; attempt += 1) {
          expect(library.verify(bytes(key), bytes(commitment + zeroScalar), Uint8Array.of(attempt))).toBe(false);
        }
      }
    }
  });

  it.each(aead.cases)('XChaCha20-Poly1305 case $case', ({ key, nonce, associated, message, sealed }) => {
    expect(hex(library.aeadSeal(bytes(key), bytes(nonce), bytes(message), bytes(associated)))).toBe(sealed);
    const opened = library.aeadOpen(bytes(key), bytes(nonce), bytes(sealed), bytes(associated));
    expect(opened === null ? null : hex(opened)).toBe(message);
    const tagChanged = bytes(sealed);
    tagChanged[tagChanged.length - 1] = (tagChanged.at(-1) ?? 0) ^ 0x80;
    expect(library.aeadOpen(bytes(key), bytes(nonce), tagChanged, bytes(associated))).toBeNull();
  });

  it('secretstream begins as published', () => {
    const stream = library.sealStream(bytes(secretstream.key), bytes(secretstream.header));
    const sealed = new Uint8Array(17);
    stream.push(new Uint8Array(), false, sealed);
    stream.destroy();
    expect(hex(sealed)).toBe(secretstream.cases[0]?.sealed);
  });

  it.each(hashes.blake2b.cases)('BLAKE2b, keyed, of "$message"', ({ message, hash }) => {
    expect(hex(library.keyedHash(bytes(hashes.blake2b.key), bytes(message), 64))).toBe(hash);
  });

  it.each(hashes.argon2id.independent.cases)(
    'Argon2id, $passes passes over $memoryKiB KiB of "$password"',
    ({ passes, memoryKiB, password, salt, hash }) => {
      expect(hex(library.argon2id(utf8(password), utf8(salt), passes, memoryKiB * 1024))).toBe(hash);
    },
  );
});

describe('S24 published vectors', () => {
  it.each(secretstream.cases)('secretstream case $case, from its state', ({ state, sealed }) => {
    const internal = new Uint8Array(native.crypto_secretstream_xchacha20poly1305_STATEBYTES);
    internal.set(bytes(state));
    const output = new Uint8Array(17);
    native.crypto_secretstream_xchacha20poly1305_push(internal, output, new Uint8Array(), null, 0);
    expect(hex(output)).toBe(sealed);
  });

  it.each(hashes.argon2id.reference.cases)(
    'Argon2id reference: $passes passes over $memoryKiB KiB of "$password"',
    async ({ passes, memoryKiB, password, salt, hash }) => {
      await sodium.ready;
      const unpadded = (text: Uint8Array) => Buffer.from(text).toString('base64').replace(/=+$/, '');
      const encoded = (result: string) =>
        `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${unpadded(utf8(salt))}$${unpadded(bytes(result))}`;
      expect(sodium.crypto_pwhash_str_verify(encoded(hash), password)).toBe(true);
      expect(sodium.crypto_pwhash_str_verify(encoded(hash.replace(/^./, 'f')), password)).toBe(false);
    },
  );

  it.each(hashes.blake3.cases)('BLAKE3 of $length bytes', async ({ length, hash }) => {
    const input = Uint8Array.from({ length }, (_, at) => at % 251);
    expect(hex((await loadNativeBlake3())(input))).toBe(hash);
    expect(hex((await loadPortableBlake3())(input))).toBe(hash);
  });

  it.each(kemVectors.xwing.cases)('X-Wing from $seed', async ({ seed, eseed, ss, pkStart, pkEnd, ctStart, ctEnd }) => {
    const kem = await loadKem();
    const publicKey = kem.publicKey(bytes(seed));
    const encapsulated = kem.encapsulate(publicKey, bytes(eseed));
    if (encapsulated === null) throw new Error('refused');
    expect(hex(encapsulated.secret)).toBe(ss);
    const secret = kem.decapsulate(bytes(seed), encapsulated.ciphertext);
    expect(secret === null ? null : hex(secret)).toBe(ss);
    expect(hex(publicKey).startsWith(pkStart)).toBe(true);
    expect(hex(publicKey).endsWith(pkEnd)).toBe(true);
    expect(hex(encapsulated.ciphertext).startsWith(ctStart)).toBe(true);
    expect(hex(encapsulated.ciphertext).endsWith(ctEnd)).toBe(true);
  });

  it('ML-KEM-768 makes the published key, in the library that X-Wing is built of', async () => {
    await sodium.ready;
    const { seed, publicKeyStart, publicKeySha3 } = kemVectors.mlkem768;
    const { publicKey } = sodium.crypto_kem_mlkem768_seed_keypair(bytes(seed));
    expect(hex(publicKey).startsWith(publicKeyStart)).toBe(true);
    expect(createHash('sha3-256').update(publicKey).digest('hex')).toBe(publicKeySha3);
  });

  it.each(kemVectors.x25519.cases)('X25519 of $u', async ({ scalar, u, result }) => {
    await sodium.ready;
    expect(hex(sodium.crypto_scalarmult(bytes(scalar), bytes(u)))).toBe(result);
  });
});
