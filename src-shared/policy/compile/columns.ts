/*
 * What is kept of each member, in columns: place `i` of each is member `i`. What the layers below the modes give is
 * worked out once (`given`, `cap`), so that a changed mode is one pass over these and the answers.
 */

/** Bits of `flags`. */
export const IS_ACTIVE = 1;
export const IS_OWNER = 2;
export const IS_FEDERATED = 4;
export const MUST_CHOOSE = 8;
export const NO_CREDIT = 16;

export interface Columns {
  readonly capacity: number;
  /** Place among the combinations of roles, and of groups, and among the classes. */
  readonly roles: Int32Array;
  readonly groups: Int32Array;
  readonly classes: Int32Array;
  /** Overrides and access limits, 6 words: allow lo and hi, deny lo and hi, withheld lo and hi. */
  readonly own: Int32Array;
  /** What roles, groups and overrides give, 4 words: some lo and hi, full lo and hi. */
  readonly given: Int32Array;
  /** What ceiling and access limits leave, 2 words; and of the ceiling alone, for what is forced; 0 when local. */
  readonly cap: Int32Array;
  readonly forced: Int32Array;
  readonly flags: Uint8Array;
  /** Milliseconds; infinite when the account does not expire. */
  readonly expiresAt: Float64Array;
  /** The answers, 2 words each: lo and hi. */
  readonly some: Int32Array;
  readonly full: Int32Array;
}

export function columns(capacity: number): Columns {
  return {
    capacity,
    roles: new Int32Array(capacity),
    groups: new Int32Array(capacity),
    classes: new Int32Array(capacity),
    own: new Int32Array(capacity * 6),
    given: new Int32Array(capacity * 4),
    cap: new Int32Array(capacity * 2),
    forced: new Int32Array(capacity * 2),
    flags: new Uint8Array(capacity),
    expiresAt: new Float64Array(capacity),
    some: new Int32Array(capacity * 2),
    full: new Int32Array(capacity * 2),
  };
}

/** A copy with room for as many. */
export function resized(old: Columns, capacity: number): Columns {
  const next = columns(capacity);
  for (const name of Object.keys(next) as (keyof Columns)[]) {
    const to = next[name];
    const from = old[name];
    if (typeof to !== 'number' && typeof from !== 'number') to.set(from);
  }
  return next;
}
