import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hubKey, hubPrefix, isKeySegment, MAX_KEY_LENGTH } from '../../../src-main/hub/key.ts';

describe('hubKey', () => {
  it.each([
    'org.json',
    'log/0000000042',
    'packages/0123456789abcdefghjkmnpqrs/s/00000007',
    'audit/2026-11-22/x_y',
    'a..b',
    'console/comic/com10/nullable',
    'temp/a',
    'a/tmp/b',
    `a/${'b'.repeat(MAX_KEY_LENGTH - 2)}`,
  ])('accepts %s', (key) => {
    expect(hubKey(key)).toEqual(key.split('/'));
  });

  it.each([
    ['empty', ''],
    ['an empty segment', 'a//b'],
    ['a leading slash', '/a'],
    ['a trailing slash', 'a/'],
    ['the folder above', '../a'],
    ['the folder above inside', 'a/../b'],
    ['the folder itself', 'a/./b'],
    ['a hidden name', 'a/.b'],
    ['a dot at the end, which Windows drops', 'a/b.'],
    ['upper case', 'Org.json'],
    ['a backslash', 'a\\b'],
    ['a drive', 'c:/a'],
    ['a stream of NTFS', 'a:b'],
    ['a space', 'a b'],
    ['a line break at the end', 'a\n'],
    ['a NUL', 'a\0b'],
    ['a letter beyond ASCII', 'stra\u00dfe'],
    ['a device of Windows', 'con'],
    ['a device of Windows inside', 'a/nul/b'],
    ['a device of Windows with an extension', 'aux.json'],
    ['a device of Windows with a number', 'com1'],
    ['what drivers keep for themselves', 'tmp/a'],
    ['more than 200 characters', 'a'.repeat(MAX_KEY_LENGTH + 1)],
  ])('refuses %s', (_, key) => {
    expect(hubKey(key)).toBeNull();
  });

  it('S25 never yields a segment that means something to a file system, whatever the text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('.', '/', 'a', '-', '\\', 'nul', 'com1', 'A') }),
    );
    fc.assert(
      fc.property(text, (key) => {
        const segments = hubKey(key);
        if (segments === null) return;
        expect(segments.join('/')).toBe(key);
        for (const segment of segments) {
          expect(segment).toMatch(/^[a-z0-9_-](?:[a-z0-9._-]*[a-z0-9_-])?$/);
          expect(segment).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/);
          expect(isKeySegment(segment)).toBe(true);
        }
      }),
    );
  });
});

describe('hubPrefix', () => {
  it('accepts a key and a slash, and nothing else', () => {
    expect(hubPrefix('mail/a/')).toEqual(['mail', 'a']);
    for (const text of ['', '/', 'mail', 'mail//', '../', 'tmp/', '.git/']) expect(hubPrefix(text)).toBeNull();
  });
});
