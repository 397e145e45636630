import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEmail, isName, normaliseEmail, normaliseName } from '../../../src-shared/policy/model/text.ts';

describe('names', () => {
  test.each([
    ['  Ada   Lovelace ', 'Ada Lovelace'],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['\u00a0Ada\u2003L', 'Ada L'],
    ['Ada\tL', 'Ada L'],
    ['\u0645\u0631\u064a\u0645', '\u0645\u0631\u064a\u0645'],
    ['\u{1f469}\u200d\u{1f4bb}', '\u{1f469}\u200d\u{1f4bb}'],
    ['a'.repeat(100), 'a'.repeat(100)],
  ])('makes %j into %j', (text, name) => {
    expect(normaliseName(text)).toEqual({ ok: true, value: name });
    expect(isName(name)).toBe(true);
  });

  test.each(['', '   ', 'a'.repeat(101), 'Ada\u202eevil', 'Ada\u0000', 'a\u200bb', '\ud800', 'A\u2066b', 'x\u{e0041}'])(
    'refuses %j',
    (text) => {
      expect(normaliseName(text)).toEqual({ ok: false, error: { code: 'name.invalid' } });
    },
  );

  test.each(['Ada  L', ' Ada', 'Ada ', 'Ada\u00a0L', 'Ada\nL'])('does not take %j from the log', (text) => {
    expect(isName(text)).toBe(false);
  });
});

describe('addresses', () => {
  test.each([
    [' Ada@Example.ORG ', 'Ada@example.org'],
    ["o'neil+tag@sub.example.org", "o'neil+tag@sub.example.org"],
    ['root@localhost', 'root@localhost'],
  ])('makes %j into %j', (text, email) => {
    expect(normaliseEmail(text)).toEqual({ ok: true, value: email });
  });

  test.each([
    ...['', 'ada', '@example.org', 'ada@', 'a b@example.org', 'ada@exa mple.org', 'ada@-example.org', 'a@b@c.org'],
    ...[
      'ada@example..org',
      '.ada@example.org',
      'a..b@example.org',
      `${'a'.repeat(65)}@example.org`,
      'm\u00fcller@x.org',
    ],
    `ada@${'a.'.repeat(130)}org`,
  ])('refuses %j', (text) => {
    expect(normaliseEmail(text)).toEqual({ ok: false, error: { code: 'email.invalid' } });
  });

  test('does not take a domain in upper case from the log', () => {
    expect(isEmail('ada@Example.org')).toBe(false);
  });
});

test('what the writer normalises, every reader takes; normalising twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      for (const [normalise, accepts] of [[normaliseName, isName] as const, [normaliseEmail, isEmail] as const]) {
        const once = normalise(text);
        if (!once.ok) continue;
        expect(accepts(once.value)).toBe(true);
        expect(normalise(once.value)).toEqual(once);
      }
    }),
    { numRuns: 3_000 },
  );
});
