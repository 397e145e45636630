import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, hex, u32, utf8 } from '../../../src-shared/base/bytes.ts';
import { toBase64Url } from '../../../src-shared/base/encoding.ts';
import { crc32 } from '../../../src-shared/protocol/crc32.ts';
import { isResetLink } from '../../../src-shared/protocol/is-reset-link.ts';
import { formatResetLink, parseResetLink, type ResetLink } from '../../../src-shared/protocol/reset-link.ts';

const LINK: ResetLink = {
  vault: '0'.repeat(26),
  check: hex(new Uint8Array(32).fill(1)),
  passes: 3,
  memoryKiB: 256 * 1024,
  salt: new Uint8Array(16).fill(2),
  sealed: new Uint8Array(60).fill(3),
};

/** A link whose checksum is right, whatever it says. */
function sealed(fields: Record<string, unknown>): string {
  const { salt, sealed: secret, ...rest } = LINK;
  const text = utf8(JSON.stringify({ v: 1, ...rest, salt: hex(salt), sealed: hex(secret), ...fields }));
  return `sealpost://reset/${toBase64Url(concat([text, u32(crc32(text))]))}`;
}

describe('a reset link', () => {
  it('says what it was made of, however a mail program broke it', () => {
    const text = formatResetLink(LINK);
    expect(parseResetLink(text)).toEqual(LINK);
    expect(parseResetLink(`\n  ${text.slice(0, 60)}\r\n  ${text.slice(60)}`)).toEqual(LINK);
    expect(sealed({})).toBe(text);
  });

  it('S22 is refused when it asks for more memory or time than any of ours', () => {
    const bombs = [{ passes: 4 }, { passes: 1 }, { memoryKiB: 256 * 1024 + 1 }, { memoryKiB: 1 }, { memoryKiB: 1e15 }];
    for (const fields of bombs) expect(parseResetLink(sealed(fields)), JSON.stringify(fields)).toBe(null);
  });

  it('S21 is refused when it is cut, mistyped, too long, or says more or less than it should', () => {
    const text = formatResetLink(LINK);
    for (let length = 0; length < text.length; length += 1) expect(parseResetLink(text.slice(0, length))).toBe(null);
    const others = [{ v: 2 }, { more: true }, { vault: 'x' }, { check: '' }, { salt: 'zz' }, { sealed: '00' }];
    for (const fields of others) expect(parseResetLink(sealed(fields)), JSON.stringify(fields)).toBe(null);
    expect(parseResetLink(text + ' '.repeat(10_000_000))).toBe(null);
    expect(parseResetLink(`sealpost://reset/${'A'.repeat(3000)}`)).toBe(null);
  });

  it('S21 is nothing that random text is taken for', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => parseResetLink(`sealpost://reset/${text}`) === null),
    );
    expect(isResetLink('sealpost://join/abc')).toBe(false);
    expect(isResetLink(' SEALPOST://RESET/abc')).toBe(true);
  });
});
