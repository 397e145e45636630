import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ACTIONS, type Action } from '../../../src-shared/policy/action/action.ts';
import { plainShape } from '../../../src-shared/protocol/plain-shape.ts';
import { SEED } from '../../support/policy/dice.ts';
import { type History, history, play } from '../../support/policy/histories.ts';

/*
 * What the fast reading of a schema says yes to, zod accepts and gives back as it was: of actions as members make them, of
 * the same with something changed anywhere in them, and of schemas made of everything that the fast reading knows.
 */

fc.configureGlobal({ seed: SEED });

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const foreign = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('', 'x', '0'.repeat(26), 'a'.repeat(64), -2, -1, 0, 0.5, 1e300, 2 ** 53, true, null, [], {}),
);

/** Replaces, drops, doubles or adds something at a random place. */
function changed(value: unknown, turns: readonly number[], other: unknown): unknown {
  const [turn = 0, ...later] = turns;
  if (later.length === 0 || typeof value !== 'object' || value === null) return other;
  if (Array.isArray(value)) {
    const at = turn % (value.length + 1);
    if (at === value.length) return [...value, value[0] ?? other];
    return value.with(at, changed(value[at], later, other));
  }
  const entries = Object.entries(value);
  const at = turn % (entries.length + 1);
  const [key, held] = entries[at] ?? ['more', other];
  if (turn % 5 === 0) return Object.fromEntries(entries.filter(([name]) => name !== key));
  if (turn % 7 === 0) return JSON.parse(JSON.stringify({ PROTO: 1, ...value }).replace('PROTO', '__proto__'));
  return { ...value, [key]: changed(held, later, other) };
}

function expectTrue(schema: z.ZodType, value: unknown): boolean {
  const yes = plainShape(schema)(value);
  if (!yes) return false;
  const parsed = schema.safeParse(value);
  expect(parsed.success).toBe(true);
  expect(parsed.data).toStrictEqual(value);
  return true;
}

const actionsOf = (seed: History): readonly Action[] => play(seed).flatMap(({ entry }) => entry.actions);

test('S21: zod accepts, unchanged, what the fast reading accepts, when actions are changed at random', () => {
  let [said, unsaid] = [0, 0];
  fc.assert(
    fc.property(
      history(20),
      fc.array(fc.tuple(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 5 }), foreign), { minLength: 1 }),
      (seed, changes) => {
        for (const action of actionsOf(seed)) {
          for (const [turns, other] of changes) {
            const value = asJson(changed(asJson(action), turns, other));
            if (expectTrue(ACTIONS[action.type], value)) said += 1;
            else unsaid += 1;
          }
        }
      },
    ),
    { numRuns: 60 },
  );
  // Both answers have been put to the test.
  expect(Math.min(said, unsaid)).toBeGreaterThan(100);
});

test('the fast reading says yes to what a long log is full of', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(history(40), (seed) => {
      const often = new Set(['member.roles', 'member.override', 'member.groups', 'member.activate', 'device.revoke']);
      for (const action of actionsOf(seed)) {
        if (!often.has(action.type) || !ACTIONS[action.type].safeParse(asJson(action)).success) continue;
        expect(plainShape(ACTIONS[action.type])(asJson(action))).toBe(true);
        seen.add(action.type);
      }
    }),
    { numRuns: 30 },
  );
  expect(seen.size).toBeGreaterThan(3);
});

const leaf: fc.Arbitrary<z.ZodType> = fc.constantFrom<z.ZodType>(
  z.string(),
  z.string().regex(/^[a-z]{1,3}$/),
  z.string().regex(/a/g),
  z.string().min(2).max(3),
  z.string().trim(),
  z.coerce.string(),
  z.string().transform((text) => text.length),
  z.email(),
  z.number(),
  z.number().int().min(-1).max(5),
  z.number().gt(0).lt(1),
  z.number().multipleOf(2),
  z.int(),
  z.boolean(),
  z.unknown(),
  z.null(),
  z.literal('a'),
  z.literal([1, 'b', null]),
  z.enum(['a', 'b']),
  z.string().default('a'),
  z.custom<string>((value) => typeof value === 'string' && value.length > 1),
  z.record(z.string(), z.number()),
);

const schemas: fc.Arbitrary<z.ZodType> = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('schema').map((schema) => schema.nullable()),
    tie('schema').map((schema) => schema.optional()),
    tie('schema').map((schema) => schema.refine((value) => JSON.stringify(value) !== '"a"')),
    tie('schema').map((schema) => z.array(schema).min(1).max(2)),
    fc.tuple(tie('schema'), tie('schema')).map((schemaPair) => z.union(schemaPair)),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.strictObject({ a, b: b.optional() })),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.object({ a, b })),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.looseObject({ a, b })),
  ),
})).schema;

const values: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(
      'a',
      'b',
      'ab',
      'abcd',
      ' a ',
      '',
      'a@example.org',
      -1,
      0,
      0.5,
      1,
      2,
      6,
      1e300,
      true,
      null,
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.record({ a: tie('value'), b: tie('value') }, { requiredKeys: ['a'] }),
    fc.record({ a: tie('value'), c: tie('value') }, { requiredKeys: [] }),
  ),
})).value;

test('S21: zod accepts, unchanged, what the fast reading accepts, when schema and value are random', () => {
  let said = 0;
  fc.assert(
    fc.property(schemas, fc.array(values, { minLength: 10, maxLength: 20 }), (schema, list) => {
      for (const value of list) if (expectTrue(schema, asJson(value))) said += 1;
    }),
    { numRuns: 4_000 },
  );
  expect(said).toBeGreaterThan(200);
});
