import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWelcome, normaliseWelcome, WELCOME_MAX } from '../../../src-shared/text/welcome.ts';

describe('a greeting', () => {
  it('keeps its lines and loses what nobody sees', () => {
    expect(normaliseWelcome('\r\n  Hello\tyou \r\n\r\nBye\u00a0now\r\n\r\n')).toEqual({
      ok: true,
      value: '  Hello you\n\nBye now',
    });
    expect(normaliseWelcome('a\n\n\n\n\n\nb')).toEqual({ ok: true, value: 'a\n\n\nb' });
    expect(normaliseWelcome('I\u0308ß 👩‍🔬 日本')).toMatchObject({ ok: true });
  });

  it('is none when it says nothing', () => {
    for (const text of ['', ' \n\t\r\n ', '\u00a0']) expect(normaliseWelcome(text)).toEqual({ ok: true, value: null });
  });

  it('is refused when it is too long, has too many lines, or holds what turns or hides text', () => {
    const refused = { ok: false, error: { code: 'welcome.invalid' } };
    for (const text of [
      'x'.repeat(WELCOME_MAX + 1),
      'x\n'.repeat(61),
      'a\u202eb',
      'a\u0007b',
      'a\u200bb',
      'a\ud800b',
    ]) {
      expect(normaliseWelcome(text)).toEqual(refused);
    }
    expect(isWelcome('x'.repeat(WELCOME_MAX))).toBe(true);
  });

  it('S21: is accepted by readers exactly as writers leave it, and left alone when normalised again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = normaliseWelcome(text);
        if (!once.ok || once.value === null) return;
        expect(isWelcome(once.value)).toBe(true);
        expect(normaliseWelcome(once.value)).toEqual(once);
      }),
    );
  });
});
