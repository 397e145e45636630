import { type Mask, maskOf } from './mask.ts';
import { PERMISSIONS, requirementsOf } from './permissions.ts';

/*
 * Layer 4 over masks: what falls because something that it stands on is missing. Each permission takes with it whatever
 * stands on what stands on it, so that one look is enough, in any order.
 */

/** Two words, lo and hi, for each value of each of the eight bytes of a mask: all that falls with its missing bits. */
export const FALLS: Int32Array = new Int32Array(8 * 256 * 2);

for (const [index, permission] of PERMISSIONS.entries()) {
  const { lo, hi } = maskOf(PERMISSIONS.filter((other) => requirementsOf(other).includes(permission)));
  for (let byte = 0; byte < 256; byte += 1) {
    if (((byte >> (index & 7)) & 1) === 1) continue;
    const row = 2 * (256 * (index >> 3) + byte);
    FALLS[row] = (FALLS[row] ?? 0) | lo;
    FALLS[row + 1] = (FALLS[row + 1] ?? 0) | hi;
  }
}

export function unmetIn(lo: number, hi: number): Mask {
  let outLo = 0;
  let outHi = 0;
  for (let byte = 0; byte < 4; byte += 1) {
    const one = 2 * (256 * byte + ((lo >>> (8 * byte)) & 255));
    const other = 2 * (256 * (byte + 4) + ((hi >>> (8 * byte)) & 255));
    outLo |= (FALLS[one] ?? 0) | (FALLS[other] ?? 0);
    outHi |= (FALLS[one + 1] ?? 0) | (FALLS[other + 1] ?? 0);
  }
  return { lo: outLo, hi: outHi };
}
