import { beforeAll, describe, expect, it } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import type { Crypto } from '../../../src-main/crypto/port.ts';
import { kitCode, readKitCode } from '../../../src-main/vault/kit/code.ts';
import { unwrap } from '../../../src-shared/base/result.ts';

let crypto: Crypto;
beforeAll(async () => {
  crypto = await createCrypto();
});

const secret = Uint8Array.from({ length: 20 }, (_, i) => (i * 37 + 11) & 0xff);
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a recovery code', () => {
  it('is nine groups of four without I, L, O and U', () => {
    expect(kitCode(crypto, secret)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){8}$/);
    expect(kitCode(crypto, new Uint8Array(20))).toMatch(/^(0000-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('never changes its form, for printed codes must stay readable', () => {
    expect(kitCode(crypto, secret)).toBe('1CR5-AYMZ-RKMG-WCTR-FPHC-FV0H-6SDR-19EA-R80V');
  });

  it.each([
    ['as printed', (code: string) => code],
    ['in lower case', (code: string) => code.toLowerCase()],
    ['without dashes', (code: string) => code.replaceAll('-', '')],
    ['with spaces, line ends and long dashes', (code: string) => ` ${code.replaceAll('-', ' –\n ')}\t`],
    ['with O for 0, I and l for 1', (code: string) => code.replaceAll('0', 'O').replace('1', 'I').replaceAll('1', 'l')],
    [
      'in full-width characters',
      (code: string) => code.replace(/[0-9A-Z]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)),
    ],
  ])('is read when it is typed %s', (_, typed) => {
    expect(unwrap(readKitCode(crypto, typed(kitCode(crypto, secret))))).toEqual(secret);
  });

  it('is refused as a typing error when any one character is another', () => {
    const code = kitCode(crypto, secret);
    for (let at = 0; at < code.length; at += 1) {
      if (code[at] === '-') continue;
      for (const other of ALPHABET) {
        if (other === code[at]) continue;
        const typed = code.slice(0, at) + other + code.slice(at + 1);
        expect(readKitCode(crypto, typed), typed).toMatchObject({ ok: false, error: { code: 'vault.kitTypo' } });
      }
    }
  });

  it('is refused when two neighbours are swapped', () => {
    const code = kitCode(crypto, secret).replaceAll('-', '');
    for (let at = 0; at + 1 < code.length; at += 1) {
      if (code[at] === code[at + 1]) continue;
      const typed = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
      expect(readKitCode(crypto, typed), typed).toMatchObject({ ok: false, error: { code: 'vault.kitTypo' } });
    }
  });

  it.each([
    ['nothing', '', 'length'],
    ['too little', '9QJD-0XKM', 'length'],
    ['too much', 'A'.repeat(37), 'length'],
    ['a sign that is none of ours', `${'A'.repeat(20)}!${'A'.repeat(15)}`, 'character'],
    ['the letter U', `U${'A'.repeat(35)}`, 'character'],
    ['a megabyte', 'A'.repeat(1_000_000), 'length'],
  ])('is refused as a typing error when it is %s', (_, typed, detail) => {
    expect(readKitCode(crypto, typed)).toEqual({ ok: false, error: { code: 'vault.kitTypo', detail } });
  });
});
