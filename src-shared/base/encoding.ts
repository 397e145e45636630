const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Crockford's base 32 (https://www.crockford.com/base32.html), lower case: no i, l, o or u. */
const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** Encodes groups of `bits` bits; the last group is padded with zero bits. */
function encode(bytes: Uint8Array, alphabet: string, bits: number): string {
  let text = '';
  let buffer = 0;
  let held = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    held += 8;
    while (held >= bits) {
      held -= bits;
      text += alphabet[(buffer >>> held) & ((1 << bits) - 1)];
    }
    buffer &= (1 << held) - 1;
  }
  return held === 0 ? text : text + alphabet[(buffer << (bits - held)) & ((1 << bits) - 1)];
}

/** Strict inverse of `encode`: a foreign character, a spare group or non-zero padding gives null. */
function decode(text: string, alphabet: string, bits: number): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * bits) / 8));
  let buffer = 0;
  let held = 0;
  let length = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    buffer = (buffer << bits) | value;
    held += bits;
    if (held >= 8) {
      held -= 8;
      bytes[length] = buffer >>> held;
      length += 1;
    }
    buffer &= (1 << held) - 1;
  }
  return held >= bits || buffer !== 0 ? null : bytes;
}

export const toBase64Url = (bytes: Uint8Array): string => encode(bytes, BASE64URL, 6);
/** @returns null unless the text is canonical, unpadded base64url. */
export const fromBase64Url = (text: string): Uint8Array | null => decode(text, BASE64URL, 6);
export const toBase32 = (bytes: Uint8Array): string => encode(bytes, BASE32, 5);
/** @returns null unless the text is canonical lower-case base 32. */
export const fromBase32 = (text: string): Uint8Array | null => decode(text, BASE32, 5);
