import { describe, expect, it } from 'vitest';
import { checkNewPassword, passwordBytes } from '../../../src-main/vault/password.ts';

describe('a password', () => {
  it('is the same bytes however its characters were typed', () => {
    expect(passwordBytes('Zoe\u0308 ﬁsh ｆｕｌｌ')).toEqual(passwordBytes('Zo\u00eb fish full'));
    expect(passwordBytes('Password')).not.toEqual(passwordBytes('password'));
  });

  it.each(['correct horse', '12345678', 'пароль12', '密碼密碼密碼密馬', '🦭🦭🦭🦭🦭🦭🦭x', '        .'])(
    'is accepted when it has eight characters: %s',
    (typed) => {
      expect(checkNewPassword(passwordBytes(typed))).toEqual({ ok: true, value: undefined });
    },
  );

  it.each([
    ['', 'short'],
    ['1234567', 'short'],
    ['🦭🦭🦭🦭', 'short'],
    ['密碼', 'short'],
    ['aaaaaaaaaaaa', 'repeated'],
    ['密密密密密密密密', 'repeated'],
  ])('is refused and told why: "%s" is %s', (typed, detail) => {
    expect(checkNewPassword(passwordBytes(typed))).toEqual({
      ok: false,
      error: { code: 'vault.weakPassword', detail },
    });
  });
});
