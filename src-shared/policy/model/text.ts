import { err, ok, type Result } from '../../base/result.ts';

/*
 * Names and addresses. What a reader of the log checks (`isName`, `isEmail`) depends on listed code points alone, never
 * on the Unicode tables of the machine: the same entry must be accepted or refused everywhere (property 26). What
 * depends on tables, normalisation, is done once, by the writer.
 */

const NAME_MAX = 100;
const EMAIL_MAX = 254;

/** First and last code point of what no name may hold. */
const FORBIDDEN: readonly (readonly [number, number])[] = [
  [0x0000, 0x001f], // control characters
  [0x007f, 0x00a0], // control characters, no-break space
  [0x00ad, 0x00ad], // soft hyphen
  [0x034f, 0x034f], // grapheme joiner
  [0x061c, 0x061c], // direction mark
  [0x115f, 0x1160], // invisible fillers
  [0x1680, 0x1680], // space
  [0x180e, 0x180e],
  [0x2000, 0x200b], // spaces
  [0x200e, 0x200f], // direction marks
  [0x2028, 0x202f], // line breaks, direction overrides, narrow space
  [0x205f, 0x206f], // space, invisible operators, direction isolates
  [0x3000, 0x3000], // space
  [0x3164, 0x3164], // invisible filler
  [0xd800, 0xdfff], // lone surrogates
  [0xfdd0, 0xfdef], // noncharacters
  [0xfeff, 0xfeff], // byte order mark
  [0xffa0, 0xffa0], // invisible filler
  [0xfff0, 0xffff], // specials
  [0xe0000, 0xe0fff], // tags
];
const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Is this a name as `normaliseName` leaves it? At most 100 UTF-16 units. */
export function isName(text: string): boolean {
  return (
    text.length > 0 &&
    text.length <= NAME_MAX &&
    !text.startsWith(' ') &&
    !text.endsWith(' ') &&
    !text.includes('  ') &&
    !hasForbidden(text)
  );
}

/** Holds a code point that no name may hold: control characters, invisible ones, whatever turns the direction. */
export function hasForbidden(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0x7e || code < 0x20) {
      if (FORBIDDEN.some(([first, last]) => code >= first && code <= last)) return true;
    }
  }
  return false;
}

/** Is this an address as `normaliseEmail` leaves it: ASCII, the domain in lower case (international ones in Punycode)? */
export function isEmail(text: string): boolean {
  return text.length <= EMAIL_MAX && EMAIL.test(text) && !text.includes('..') && !text.startsWith('.');
}

/** NFC, spaces made plain and single, trimmed. What is forbidden is refused, not removed: the person should see it. */
export function normaliseName(text: string): Result<string, { readonly code: 'name.invalid' }> {
  const name = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return isName(name) ? ok(name) : err({ code: 'name.invalid' });
}

/** NFC, trimmed, the domain in lower case. */
export function normaliseEmail(text: string): Result<string, { readonly code: 'email.invalid' }> {
  const trimmed = text.normalize('NFC').trim();
  const at = trimmed.lastIndexOf('@');
  const email = at < 0 ? trimmed : trimmed.slice(0, at) + trimmed.slice(at).toLowerCase();
  return isEmail(email) ? ok(email) : err({ code: 'email.invalid' });
}
