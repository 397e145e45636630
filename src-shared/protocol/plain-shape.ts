import type { z } from 'zod';

/*
 * A second, faster reading of schemas. Zod makes a new value and a list of issues as it goes; a policy log of 50,000 entries
 * spends as long in it as in everything else but the signatures. Most entries are right, and all that is asked is whether
 * they are.
 */

/** true: the schema accepts the value and gives it back as it is. false: nothing is said, ask the schema. */
export type PlainShape = (value: unknown) => boolean;

const unsaid: PlainShape = () => false;

/** For values from `JSON.parse`. What this does not know of a schema, it says nothing about. */
export function plainShape(schema: z.core.$ZodType): PlainShape {
  const { _zod } = schema as z.core.$ZodTypes;
  const kind = shapeOf(_zod.def);
  const checks = (_zod.def.checks ?? []).map(checkOf);
  if (checks.length === 0) return kind;
  return (value) => kind(value) && checks.every((check) => check(value));
}

function shapeOf(def: z.core.$ZodTypes['_zod']['def']): PlainShape {
  switch (def.type) {
    case 'string':
      return def.coerce === true || 'format' in def ? unsaid : (value) => typeof value === 'string';
    case 'number':
      return def.coerce === true || 'format' in def ? unsaid : Number.isFinite;
    case 'boolean':
      return def.coerce === true ? unsaid : (value) => typeof value === 'boolean';
    case 'unknown':
      return (value) => value !== undefined;
    case 'literal':
      return oneOf(def.values);
    case 'enum':
      return oneOf(Object.values(def.entries));
    case 'custom':
      return (value) => Boolean(def.fn?.(value));
    case 'nullable': {
      const inner = plainShape(def.innerType);
      return (value) => value === null || inner(value);
    }
    case 'array': {
      const item = plainShape(def.element);
      return (value) => Array.isArray(value) && value.every(item);
    }
    case 'object':
      return def.catchall?._zod.def.type === 'never' ? strictObject(def.shape) : unsaid;
    default:
      return unsaid;
  }
}

const isText = (value: unknown): boolean => typeof value === 'string';

function oneOf(values: readonly unknown[]): PlainShape {
  if (!values.every(isText)) return (value) => value !== undefined && values.includes(value);
  const texts = new Set(values);
  return (value) => texts.has(value);
}

function strictObject(shape: Readonly<Record<string, z.core.$ZodType>>): PlainShape {
  const fields = new Map<string, { readonly shape: PlainShape; readonly counts: number }>();
  let required = 0;
  for (const [key, field] of Object.entries(shape)) {
    const { def } = (field as z.core.$ZodTypes)._zod;
    // JSON has no undefined: an optional field is there, and right, or is not there and nothing takes its place.
    const inner =
      def.type === 'optional' && def.checks === undefined && def.innerType._zod.optin === undefined
        ? def.innerType
        : null;
    fields.set(key, { shape: plainShape(inner ?? field), counts: inner === null ? 1 : 0 });
    if (inner === null) required += 1;
  }
  return (value) => {
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
    const entries = value as Readonly<Record<string, unknown>>;
    let missing = required;
    for (const key of Object.keys(entries)) {
      const field = fields.get(key);
      if (field === undefined || !field.shape(entries[key])) return false;
      missing -= field.counts;
    }
    return missing === 0;
  };
}

/** Of a value that is of the right type. */
function checkOf(check: z.core.$ZodCheck<never>): PlainShape {
  const { def } = (check as unknown as z.core.$ZodChecks | z.core.$ZodCustom)._zod;
  switch (def.check) {
    case 'custom':
      return 'fn' in def && !('when' in def && def.when !== undefined) ? (value) => Boolean(def.fn(value)) : unsaid;
    case 'string_format': {
      const pattern = def.format === 'regex' ? def.pattern : undefined;
      if (pattern === undefined || pattern.global || pattern.sticky) return unsaid;
      return (value) => typeof value === 'string' && pattern.test(value);
    }
    case 'max_length':
      return (value) => lengthOf(value) <= def.maximum;
    case 'min_length':
      return (value) => lengthOf(value) >= def.minimum;
    case 'number_format':
      return def.format === 'safeint' ? Number.isSafeInteger : unsaid;
    case 'greater_than':
      return (value) => isWithin(value, def.value, (number, bound) => number > bound, def.inclusive);
    case 'less_than':
      return (value) => isWithin(value, def.value, (number, bound) => number < bound, def.inclusive);
    default:
      return unsaid;
  }
}

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : Number.NaN;

function isWithin(
  value: unknown,
  bound: number | bigint | Date,
  holds: (number: number, bound: number) => boolean,
  inclusive: boolean,
): boolean {
  if (typeof value !== 'number' || typeof bound !== 'number') return false;
  return holds(value, bound) || (inclusive && value === bound);
}
