import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collisionKey,
  MAX_DEPTH,
  MAX_NAME_BYTES,
  MAX_PATH_BYTES,
  numberedName,
  safeName,
  safePaths,
} from '../../../src-shared/base/safe-name.ts';

const NASTY = [
  '..',
  '.',
  '',
  'con',
  'NUL.txt',
  'nul .txt',
  'com¹',
  'C:',
  'a:b',
  '\\\\server',
  'x\u202egpj.exe',
  'a\u200bb',
  'e\u0301',
  '\u00e9',
  '👩‍👩‍👧',
  '👨🏽‍🚀',
  '\ud800',
  'trailing. . ',
  ' lead',
  'ﬁ',
  'ß',
  'SS',
  'ss',
  'İ',
  'x'.repeat(300),
  '👩‍👩‍👧'.repeat(60),
  'a\u0301'.repeat(400),
  `${'é'.repeat(200)}.pdf`,
  'file (2)',
  'file',
  '\u0001',
  'conin$',
  'ａ',
  '\u037e',
  '\ufeff.bashrc',
];
const component = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme-composite', maxLength: 300 }),
  fc.tuple(fc.constantFrom(...NASTY), fc.constantFrom(...NASTY)).map(([a, b]) => a + b),
);
const entry = fc.record({
  path: fc.array(component, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/')),
  folder: fc.boolean(),
});
const bytes = (text: string): number => Buffer.byteLength(text);

/** Written apart from the implementation: what the three platforms refuse or reinterpret. */
function platformComplaint(name: string): string | null {
  if (name === '' || name === '.' || name === '..') return 'not a name';
  if (bytes(name) > MAX_NAME_BYTES) return 'too long';
  if (/[ .]$/.test(name)) return 'Windows drops the end';
  for (const character of name) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x20 || (point >= 0x7f && point <= 0x9f)) return 'control';
    if ('<>:"/\\|?*'.includes(character)) return 'forbidden on Windows';
    if ((point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069)) return 'bidirectional';
    if (point === 0x200b || point === 0xfeff || point === 0x2060 || point === 0x200c) return 'zero width';
    if (point >= 0xd800 && point <= 0xdfff) return 'lone surrogate';
  }
  const base = (name.toLowerCase().split('.')[0] ?? '').trim();
  if (['con', 'prn', 'aux', 'nul', 'conin$', 'conout$', 'clock$'].includes(base)) return 'device';
  if (/^(com|lpt)[0-9¹²³]$/.test(base)) return 'device';
  return name.normalize('NFC') === name ? null : 'not NFC';
}

describe('S23 safe file names', () => {
  it('gives a name every platform takes when the raw name is anything at all', () => {
    fc.assert(
      fc.property(component, (raw) => {
        expect(platformComplaint(safeName(raw))).toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  it('changes nothing when applied a second time', () => {
    fc.assert(
      fc.property(component, (raw) => {
        expect(safeName(safeName(raw))).toBe(safeName(raw));
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps numbered names safe and different when the name is as long as it may be', () => {
    fc.assert(
      fc.property(component, fc.integer({ min: 2, max: 200_000 }), (raw, number) => {
        const name = safeName(raw);
        const numbered = numberedName(name, number);
        expect(platformComplaint(numbered)).toBeNull();
        expect(numbered).not.toBe(name);
      }),
    );
  });

  it('never leaves the folder, on POSIX and Windows alike, when paths are joined to it', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), (entries) => {
        for (const safe of safePaths(entries)) {
          expect(path.posix.isAbsolute(safe)).toBe(false);
          expect(path.win32.isAbsolute(safe)).toBe(false);
          expect(path.posix.join('/home/me/save', safe).startsWith('/home/me/save/')).toBe(true);
          expect(path.win32.join('C:\\save', safe).startsWith('C:\\save\\')).toBe(true);
          expect(bytes(safe)).toBeLessThanOrEqual(MAX_PATH_BYTES);
          const parts = safe.split('/');
          expect(parts.length).toBeLessThanOrEqual(MAX_DEPTH);
          for (const part of parts) expect(platformComplaint(part)).toBeNull();
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never gives a file the path of another file or of a folder when names collide', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        const paths = safePaths(entries);
        const folders = new Set<string>();
        const files = new Set<string>();
        paths.forEach((safe, index) => {
          const parts = safe.split('/').map(collisionKey);
          for (let depth = 1; depth < parts.length; depth += 1) folders.add(parts.slice(0, depth).join('/'));
          if (entries[index]?.folder === true) folders.add(parts.join('/'));
        });
        paths.forEach((safe, index) => {
          if (entries[index]?.folder === true) return;
          const key = safe.split('/').map(collisionKey).join('/');
          expect(files.has(key)).toBe(false);
          expect(folders.has(key)).toBe(false);
          files.add(key);
        });
      }),
      { numRuns: 1000 },
    );
  });
});
