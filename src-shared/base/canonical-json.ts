import { fromUtf8 } from './bytes.ts';

type Json = null | boolean | number | string | readonly Json[] | Fields;
interface Fields {
  readonly [key: string]: Json | undefined;
}

/** A key, and as it stands in the text, with its colon. */
type Name = readonly [key: string, text: string];

/**
 * By the keys in the order that an object has them: the objects of a state are of few shapes, and sorting their keys again
 * for each of 10,000 members takes longer than all the rest.
 */
interface Shape {
  names: readonly Name[] | null;
  readonly next: Map<string, Shape>;
}
const root: Shape = { names: null, next: new Map() };
let shapes = 0;
/** Shapes may come from entries: beyond so many, they are not remembered. */
const SHAPES = 4_096;

/**
 * JSON with the keys of every object in the order of their code units and nothing between tokens, so that equal values
 * are equal texts on every platform. Fields that are undefined are left out. Only for plain data: numbers are finite.
 */
export function canonicalJson(value: unknown): string {
  return write(value as Json);
}

/** What JSON puts between quotes as it is: most of what there is, ids and hashes. */
const PLAIN = /^[0-9A-Za-z .:@-]*$/;

function write(value: Json): string {
  if (typeof value === 'string') return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return isList(value) ? writeList(value) : writeFields(value);
}

const isList = (value: readonly Json[] | Fields): value is readonly Json[] => Array.isArray(value);

function writeList(items: readonly Json[]): string {
  let text = '';
  for (const item of items) text += text === '' ? write(item) : `,${write(item)}`;
  return `[${text}]`;
}

function writeFields(fields: Fields): string {
  let text = '';
  for (const [key, name] of namesOf(fields)) {
    const field = fields[key];
    if (field !== undefined) text += text === '' ? name + write(field) : `,${name}${write(field)}`;
  }
  return `{${text}}`;
}

function namesOf(fields: Fields): readonly Name[] {
  const keys = Object.keys(fields);
  let shape: Shape | null = root;
  for (const key of keys) {
    shape = nextShape(shape, key);
    if (shape === null) return sorted(keys);
  }
  shape.names ??= sorted(keys);
  return shape.names;
}

const sorted = (keys: readonly string[]): readonly Name[] =>
  keys.toSorted().map((key): Name => [key, `${JSON.stringify(key)}:`]);

function nextShape({ next }: Shape, key: string): Shape | null {
  const known = next.get(key);
  if (known !== undefined || shapes >= SHAPES) return known ?? null;
  const made: Shape = { names: null, next: new Map() };
  next.set(key, made);
  shapes += 1;
  return made;
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
