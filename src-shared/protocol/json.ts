import { fromUtf8 } from '../base/bytes.ts';

/** @returns undefined when the bytes are not well-formed UTF-8 or not JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
