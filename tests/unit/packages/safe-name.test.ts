import { describe, expect, it } from 'vitest';
import { isExecutableName } from '../../../src-shared/base/executable-name.ts';
import { numberedName, safeName, safePaths } from '../../../src-shared/base/safe-name.ts';

const file = (path: string) => ({ path, folder: false });
const folder = (path: string) => ({ path, folder: true });

describe('S23 safeName', () => {
  it.each([
    ['..', '_'],
    ['.', '_'],
    ['', '_'],
    ['   ', '_'],
    ['NUL', '_NUL'],
    ['con.tar.gz', '_con.tar.gz'],
    ['nul .txt', '_nul .txt'],
    ['COM¹.log', '_COM¹.log'],
    ['conin$', '_conin$'],
    ['console', 'console'],
    ['report.pdf:hidden.exe', 'report.pdf_hidden.exe'],
    ['C:\\Windows\\x', 'C__Windows_x'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\u0000b\u001fc', 'a_b_c'],
    ['end. . .', 'end'],
    ['e\u0301t\u0301', '\u00e9t\u0301'],
    ['👩‍👩‍👧 family.png', '👩‍👩‍👧 family.png'],
    ['zero\u200d\u200bwidth', 'zerowidth'],
    ['.gitignore', '.gitignore'],
    ['日本語.txt', '日本語.txt'],
  ])('turns %j into %j', (raw, safe) => {
    expect(safeName(raw)).toBe(safe);
  });

  it('keeps the extension when a name is too long', () => {
    const safe = safeName(`${'x'.repeat(400)}.pdf`);
    expect(Buffer.byteLength(safe)).toBe(255);
    expect(safe.endsWith('x.pdf')).toBe(true);
  });

  it('never splits an emoji when it shortens', () => {
    const family = '👩‍👩‍👧';
    const safe = safeName(`${family.repeat(40)}.png`);
    expect(safe).toMatch(/\.png$/);
    expect(safe.slice(0, -4)).toBe(family.repeat((safe.length - 4) / family.length));
  });

  it('puts the number before the extension', () => {
    expect(numberedName('report.pdf', 2)).toBe('report (2).pdf');
    expect(numberedName('.bashrc', 2)).toBe('.bashrc (2)');
  });
});

describe('S23 safePaths', () => {
  it('numbers files that differ in case only', () => {
    expect(safePaths([file('A.txt'), file('a.txt'), file('a (2).txt')])).toEqual([
      'A.txt',
      'a (2).txt',
      'a (2) (2).txt',
    ]);
  });

  it('numbers names that differ in normalisation only', () => {
    expect(safePaths([file('\u00e9'), file('e\u0301')])).toEqual(['\u00e9', '\u00e9 (2)']);
  });

  it('keeps a file and a folder of one name apart', () => {
    expect(safePaths([file('x'), file('x/inner'), folder('x')])).toEqual(['x', 'x (2)/inner', 'x (2)']);
  });

  it('keeps the files of two colliding folders in their own folders', () => {
    expect(safePaths([file('Docs/1'), file('docs/1'), file('Docs/2')])).toEqual(['Docs/1', 'docs (2)/1', 'Docs/2']);
  });

  it('stays inside when a path is absolute or climbs', () => {
    expect(safePaths([file('/etc/passwd'), file('../../etc/passwd'), file('//server/share')])).toEqual([
      'etc/passwd',
      '_/_/etc/passwd',
      'server/share',
    ]);
  });

  it('drops folders in the middle when a path is too deep', () => {
    const [safe] = safePaths([file(`${'d/'.repeat(500)}leaf.txt`)]);
    expect(safe?.split('/').length).toBe(40);
    expect(safe?.endsWith('/leaf.txt')).toBe(true);
  });

  it('ends soon when 200,000 names collide', () => {
    const paths = safePaths(Array.from({ length: 200_000 }, () => file('same.txt')));
    expect(new Set(paths).size).toBe(200_000);
  });
});

describe('isExecutableName', () => {
  it.each(['.bashrc', 'home/.PROFILE', '.ssh/authorized_keys', 'Autorun.inf', 'desktop.ini'])(
    'S23 flags %s, which something runs or reads where it lies',
    (name) => {
      expect(isExecutableName(name)).toBe(true);
    },
  );
  it.each(['profile', 'bashrc', '.bashrc/notes.txt', '.gitignore'])('does not flag %s', (name) => {
    expect(isExecutableName(name)).toBe(false);
  });
  it.each(['setup.EXE', 'a.pdf.scr', 'run.sh', 'x.desktop', 'Tool.app', 'macro.xlsm', 'link.lnk'])(
    'flags %s',
    (name) => {
      expect(isExecutableName(name)).toBe(true);
    },
  );
  it.each(['report.pdf', 'exe', 'picture.png', 'notes.txt', 'sh'])('does not flag %s', (name) => {
    expect(isExecutableName(name)).toBe(false);
  });
});
