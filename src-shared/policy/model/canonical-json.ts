import { fromUtf8 } from '../../base/bytes.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * JSON with the keys of every object in the order of their code units and nothing between tokens, so that equal values
 * are equal texts on every platform. Fields that are undefined are left out. Only for plain data: numbers are finite.
 */
export function canonicalJson(value: unknown): string {
  return write(value as Json);
}

function write(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  const fields = value as { readonly [key: string]: Json | undefined };
  const parts: string[] = [];
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== undefined) parts.push(`${JSON.stringify(key)}:${write(field)}`);
  }
  return `{${parts.join(',')}}`;
}

/**
 * What the text says, if `canonicalJson` would write it byte for byte. Not for keys that look like places in an array,
 * which JavaScript keeps in an order of its own.
 *
 * @returns undefined when it would not, or this is no JSON in well-formed UTF-8.
 */
export function parseCanonicalJson(bytes: Uint8Array): unknown {
  try {
    const text = fromUtf8(bytes);
    const value = JSON.parse(text) as Json;
    // The decoder swallows a byte order mark.
    const whole = bytes[0] === text.charCodeAt(0);
    return whole && isOrdered(value) && JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keys in order at every depth, and none that some code would take for the prototype. */
function isOrdered(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isOrdered);
  let last = '';
  for (const [key, field] of Object.entries(value)) {
    if (key < last || key === '__proto__' || (field !== undefined && !isOrdered(field))) return false;
    last = key;
  }
  return true;
}
