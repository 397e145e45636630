import type { z } from 'zod';
import { utf8 } from '../base/bytes.ts';
import { parseJson } from './json.ts';

/** What is signed or hashed are these bytes themselves: a reader never re-encodes before it verifies. */
export function encodeJson(value: unknown): Uint8Array {
  return utf8(JSON.stringify(value));
}

/**
 * Reads bytes from a hub by a schema.
 *
 * @returns null when there are more than `maxBytes`, or they are not UTF-8, not JSON, or not what the schema says.
 */
export function decodeJson<S extends z.ZodType>(bytes: Uint8Array, maxBytes: number, schema: S): z.output<S> | null {
  if (bytes.length > maxBytes) return null;
  const parsed = schema.safeParse(parseJson(bytes));
  return parsed.success ? parsed.data : null;
}
