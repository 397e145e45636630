import { concat, fromHex } from '../../../src-shared/base/bytes.ts';

/** One change to stored bytes, so that negative vectors name what is wrong instead of repeating all that is right. */
export type Edit =
  | { readonly op: 'flip'; readonly at: number; readonly bit: number } // from the end when negative
  | { readonly op: 'cut'; readonly to: number }
  | { readonly op: 'append'; readonly hex: string }
  | { readonly op: 'write'; readonly at: number; readonly hex: string }
  | { readonly op: 'parts'; readonly size: number; readonly lead: number; readonly order: readonly number[] }; // see below

export function unhex(text: string): Uint8Array {
  const bytes = fromHex(text);
  if (bytes === null) throw new Error('not hexadecimal');
  return bytes;
}

/**
 * `parts`: the first `lead` bytes stay; the rest is cut into parts of `size` bytes (the last may be shorter), which are
 * put together again in the given order.
 */
export function edited(bytes: Uint8Array, edit: Edit): Uint8Array {
  switch (edit.op) {
    case 'flip': {
      const copy = Uint8Array.from(bytes);
      const at = edit.at < 0 ? copy.length + edit.at : edit.at;
      copy[at] = (copy[at] ?? 0) ^ (1 << edit.bit);
      return copy;
    }
    case 'cut':
      return bytes.slice(0, edit.to);
    case 'append':
      return concat([bytes, unhex(edit.hex)]);
    case 'write': {
      const copy = Uint8Array.from(bytes);
      copy.set(unhex(edit.hex), edit.at);
      return copy;
    }
    case 'parts': {
      const { lead, size } = edit;
      const part = (at: number) => bytes.subarray(lead + at * size, lead + (at + 1) * size);
      return concat([bytes.subarray(0, lead), ...edit.order.map(part)]);
    }
  }
}

/** Plaintext of vectors: bytes 0, 1, ... 250, 0, 1, ... */
export function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => at % 251);
}
