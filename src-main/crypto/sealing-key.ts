import { fromHex } from '../../src-shared/base/bytes.ts';
import { KEM_PUBLIC_KEY_BYTES } from './sodium/kem.ts';

/** ML-KEM-768 encapsulation key (FIPS 203): 768 coefficients of 12 bits, then a 32-byte seed. */
const COEFFICIENT_BYTES = (768 * 12) / 8;
const MODULUS = 3329;
const X25519_OFFSET = COEFFICIENT_BYTES + 32;

/**
 * The u-coordinates of small order on Curve25519 below 2^255, two of them not reduced: with these X25519 gives the all-zero
 * secret, whatever the scalar (RFC 7748, section 7).
 */
const SMALL_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((text) => fromHex(text) ?? new Uint8Array());

/** Every coefficient below the modulus: the check that FIPS 203, section 7.2, asks for. */
function isReduced(publicKey: Uint8Array): boolean {
  for (let at = 0; at < COEFFICIENT_BYTES; at += 3) {
    const [a = 0, b = 0, c = 0] = [publicKey[at], publicKey[at + 1], publicKey[at + 2]];
    if ((a | ((b & 0x0f) << 8)) >= MODULUS || ((b >>> 4) | (c << 4)) >= MODULUS) return false;
  }
  return true;
}

/** The top bit is ignored by X25519. */
function isSmallOrder(u: Uint8Array): boolean {
  return SMALL_ORDER.some((point) => point.every((byte, at) => byte === ((u[at] ?? 0) & (at === 31 ? 0x7f : 0xff))));
}

/**
 * Would an encapsulation to this X-Wing public key succeed? Answers as the library would, in a hundredth of the time, so
 * that every key of a large organisation can be checked when its policy log is read.
 */
export function isSealingKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== KEM_PUBLIC_KEY_BYTES) return false;
  return isReduced(publicKey) && !isSmallOrder(publicKey.subarray(X25519_OFFSET));
}
