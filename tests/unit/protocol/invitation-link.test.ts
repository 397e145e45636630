import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import type { InviteId, OrganisationId } from '../../../src-shared/base/ids.ts';
import { crc32 } from '../../../src-shared/protocol/crc32.ts';
import {
  formatInvitationFile,
  formatLink,
  type InvitationLink,
  parseInvitationFile,
  parseLink,
} from '../../../src-shared/protocol/invitation.ts';

const link: InvitationLink = {
  hub: { kind: 'folder', path: '/srv/hub of ours/\u00fc' },
  organisation: 'ab'.repeat(32) as OrganisationId,
  invitation: '0123456789abcdefghjkmnpqrs' as InviteId,
  code: Uint8Array.from({ length: 32 }, (_, index) => index * 7),
};
const text = formatLink(link);

test('a link comes back as it was made', () => {
  expect(text).toMatch(/^sealpost:\/\/join\/[A-Za-z0-9_-]+$/);
  expect(parseLink(text)).toEqual(link);
});

test('a link is read without its scheme, with spaces around, broken over lines, and from a file', () => {
  expect(parseLink(text.slice('sealpost://join/'.length))).toEqual(link);
  expect(parseLink(`\n  ${text} \r\n`)).toEqual(link);
  expect(parseLink(text.replace(/(.{60})/g, '$1\r\n'))).toEqual(link);
  const file = formatInvitationFile(text);
  expect(parseInvitationFile(file)).toBe(text);
  expect(parseLink(new TextDecoder().decode(file))).toEqual(link);
});

test('every character matters: a changed, missing, doubled or swapped one is noticed', () => {
  const start = 'sealpost://join/'.length;
  for (let at = start; at < text.length; at += 1) {
    const other = text[at] === 'A' ? 'B' : 'A';
    expect(parseLink(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
    expect(parseLink(text.slice(0, at) + text.slice(at + 1))).toBeNull();
    expect(parseLink(text.slice(0, at) + text[at] + text.slice(at))).toBeNull();
  }
});

test.each([
  ['nothing', ''],
  ['another scheme', text.replace('sealpost:', 'https:')],
  ['another action', text.replace('join', 'open')],
  ['a very long one', `sealpost://join/${'A'.repeat(20_000)}`],
  ['a file that holds no link', '{"format":"sealpost invitation","version":1,"link":"x"}'],
  ['a file of a later version', '{"format":"sealpost invitation","version":2,"link":"x"}'],
])('refuses %s', (_, bad) => {
  expect(parseLink(bad)).toBeNull();
});

test('S21: any text and any file is a link or null', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.base64String()), (any) => {
      expect(parseLink(any)).toBeNull();
      expect(parseLink(`sealpost://join/${any}`)).toBeNull();
      expect(parseInvitationFile(utf8(any))).toBeNull();
    }),
    { numRuns: 1_000 },
  );
});

test('the checksum is the CRC-32 of zip', () => {
  expect(crc32(utf8('123456789'))).toBe(0xcbf43926);
});
