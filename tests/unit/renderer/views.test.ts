import { describe, expect, it } from 'vitest';
import { en as english } from '../../../assets/locales/en.ts';
import { score, search } from '../../../src-renderer/app/palette/search.ts';
import { chooseLocale, createI18n } from '../../../src-renderer/i18n/i18n.tsx';
import { personMatches, reachable } from '../../../src-renderer/state/people.ts';
import { initials, tint } from '../../../src-renderer/ui/initials.ts';
import { passwordStrength } from '../../../src-renderer/ui/password-strength.ts';
import { briefcaseSubject } from '../../../src-renderer/views/box/briefcase-subject.ts';
import { recipientsText } from '../../../src-renderer/views/box/Row.tsx';
import { dayAfter } from '../../../src-renderer/views/compose/Options.tsx';
import { actionText } from '../../../src-renderer/views/history/HistoryView.tsx';
import { filterFiles, withContents } from '../../../src-renderer/views/package/Files.tsx';
import { confirmations } from '../../../src-renderer/views/package/Receipts.tsx';
import { nextSort, type SortKey, sortFiles } from '../../../src-renderer/views/package/sort-files.ts';
import type { FileEntry, PackageRow } from '../../../src-shared/ipc/packages-contract.ts';
import type { Person } from '../../../src-shared/ipc/people-contract.ts';

const en = createI18n(english, 'en-GB');

describe('chooseLocale', () => {
  it('speaks the first language of the system that it knows, in that region', () => {
    expect(chooseLocale('system', ['fr-FR', 'de-AT', 'en-US'])).toEqual({ language: 'de', locale: 'de-AT' });
    expect(chooseLocale('system', ['fr-FR'])).toEqual({ language: 'en', locale: 'en' });
  });

  it('follows the setting, and keeps the region where it fits', () => {
    expect(chooseLocale('en', ['de-AT', 'en-GB'])).toEqual({ language: 'en', locale: 'en-GB' });
    expect(chooseLocale('de', ['en-US'])).toEqual({ language: 'de', locale: 'de' });
  });

  it('does not take a language for another that starts alike', () => {
    expect(chooseLocale('system', ['den', 'enm'])).toEqual({ language: 'en', locale: 'en' });
  });
});

describe('errors', () => {
  it('are said in words, with what they name', () => {
    expect(en.error({ code: 'package.tampered', params: { file: 'a.pdf' } })).toMatch(/^“a\.pdf” was not saved\./);
  });

  it('name the code when there are no words', () => {
    expect(en.error({ code: 'no.such', params: {} })).toContain('(no.such)');
  });

  it('are not looked up on the prototype', () => {
    expect(en.lookup('constructor', {}, 'fallback')).toBe('fallback');
  });
});

describe('the palette', () => {
  it('wants every word, and likes beginnings', () => {
    expect(score('New package', 'package x')).toBe(0);
    expect(score('New package', 'new')).toBeGreaterThan(score('Brand new', 'new'));
    expect(score('Brand new', 'new')).toBeGreaterThan(score('Renewal', 'new'));
  });

  it('keeps the order of equals and the limit', () => {
    expect(search(['b1', 'b2', 'b3'], 'b', (text) => text, 2)).toEqual(['b1', 'b2']);
  });

  it('shows everything for an empty query', () => {
    expect(search(['x', 'y'], ' ', (text) => text, 5)).toEqual(['x', 'y']);
  });
});

describe('people', () => {
  const person = (name: string, change: Partial<Person> = {}): Person => ({
    id: name,
    name,
    email: `${name.toLowerCase()}@example.org`,
    role: { id: 'member', name: 'Member', text: null },
    owner: false,
    status: 'active',
    expiresAt: null,
    safetyNumber: null,
    self: false,
    ...change,
  });

  it('can be sent to when they are active and somebody else', () => {
    const all = [person('Me', { self: true }), person('Ada'), person('Bob', { status: 'invited' })];
    expect(reachable(all).map((one) => one.name)).toEqual(['Ada']);
  });

  it('are found by parts of name and address in any order', () => {
    expect(personMatches(person('Ada Lovelace'), 'love ada@')).toBe(false);
    expect(personMatches(person('Ada Lovelace', { email: 'ada@x.org' }), 'love ada@')).toBe(true);
  });

  it('have initials of the first and last name, in any script', () => {
    expect(['Ada King Lovelace', 'plato', 'Ñandú Ölmez', '李 小龍', '(x)', ''].map(initials)).toEqual([
      'AL',
      'P',
      'ÑÖ',
      '李小',
      'X',
      '?',
    ]);
  });

  it('keep their colour', () => {
    expect(tint('Ada')).toBe(tint('Ada'));
    expect(Math.max(...['a', 'Ada', 'Bob', '李', ''].map(tint))).toBeLessThan(6);
  });
});

describe('passwordStrength', () => {
  it('calls the obvious weak and long phrases strong', () => {
    const weak = ['', 'a', 'password123', 'aaaaaaaaaaaaaaaaaaaa', '12345678', 'abcdefgh'];
    expect(weak.map(passwordStrength).every((strength) => strength <= 1)).toBe(true);
    expect(passwordStrength('correct horse battery staple')).toBe(4);
    expect(passwordStrength('gN7#wq!Lz2$pV')).toBeGreaterThanOrEqual(3);
  });

  it('never falls when a phrase grows by a word', () => {
    const steps = ['maple', 'maple river', 'maple river candle', 'maple river candle orbit'].map(passwordStrength);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });
});

describe('recipientsText', () => {
  const row = (to: readonly string[], toCount = to.length): Pick<PackageRow, 'to' | 'toCount'> => ({
    to: [...to],
    toCount,
  });
  const text = (given: Pick<PackageRow, 'to' | 'toCount'>): string => recipientsText(given as PackageRow, en);

  it('names two, and counts the rest from three on', () => {
    expect(text(row(['Ada']))).toBe('Ada');
    expect(text(row(['Ada', 'Bob']))).toBe('Ada and Bob');
    expect(text(row(['Ada', 'Bob', 'Cy']))).toBe('Ada and 2 others');
    expect(text(row(['Ada', 'Bob'], 1_000))).toBe('Ada and 999 others');
  });
});

describe('briefcaseSubject', () => {
  const item = (name: string) => ({ handle: name, name, kind: 'file' as const, size: 1 });
  it('is the first name, and how many more', () => {
    expect(briefcaseSubject([item('a.pdf')], en)).toBe('a.pdf');
    expect(briefcaseSubject([item('a.pdf'), item('b'), item('c')], en)).toBe('a.pdf and 2 more');
  });
});

describe('dayAfter', () => {
  it('goes over the end of month and year by local days', () => {
    expect(dayAfter(new Date(2026, 11, 31, 23, 30).getTime())).toBe('2027-01-01');
    expect(dayAfter(new Date(2026, 1, 28, 0, 5).getTime())).toBe('2026-03-01');
  });
});

describe('actionText', () => {
  it('puts the role in words', () => {
    const action = { text: 'history.member.invite', params: { name: 'Ada', role: 'Administrator' } };
    expect(actionText(action, en)).toBe('Ada was invited as Administrator');
  });

  it('puts permissions, settings and effects in words', () => {
    const override = { member: 'Ada', permission: 'pkg.briefcase', effect: 'deny' };
    expect(actionText({ text: 'history.member.override', params: override }, en)).toBe(
      'Use the briefcase for Ada: denied',
    );
  });

  it('shows the name of an action it does not know', () => {
    expect(actionText({ text: 'history.later.thing', params: {} }, en)).toBe('history.later.thing');
  });
});

describe('filterFiles', () => {
  const file = (path: string): FileEntry => ({
    index: 0,
    path,
    originalPath: null,
    size: 0,
    modifiedAt: 0,
    folder: false,
    executable: false,
  });
  it('finds every word anywhere in the path', () => {
    const files = ['Photos/Beach 1.JPG', 'Photos/Hill.png', 'notes.txt'].map(file);
    expect(filterFiles(files, 'photos jpg').map((one) => one.path)).toEqual(['Photos/Beach 1.JPG']);
    expect(filterFiles(files, '  ').length).toBe(3);
  });
});

describe('confirmations', () => {
  const recipients = ['Ada', 'Bob'].map((name) => ({ id: name, name }));
  it('takes the first time of each kind, and puts those who did most first', () => {
    const rows = confirmations({
      recipients,
      receipts: [
        { member: 'Bob', kind: 'received', at: 9 },
        { member: 'Bob', kind: 'received', at: 5 },
        { member: 'Bob', kind: 'opened', at: 7 },
      ],
    });
    expect(rows).toEqual([
      { name: 'Bob', at: { received: 5, opened: 7, saved: null } },
      { name: 'Ada', at: { received: null, opened: null, saved: null } },
    ]);
  });

  it('ignores receipts of people it was not sent to', () => {
    const rows = confirmations({ recipients, receipts: [{ member: 'Eve', kind: 'opened', at: 1 }] });
    expect(rows.every((row) => row.at.opened === null)).toBe(true);
  });
});

describe('sortFiles', () => {
  const file = (path: string, size: number, modifiedAt: number): FileEntry => ({
    index: 0,
    path,
    originalPath: null,
    size,
    modifiedAt,
    folder: false,
    executable: false,
  });
  const files = [file('b10', 1, 3), file('b9', 5, 1), file('a', 1, 2)];
  const order = (key: SortKey, descending: boolean): readonly string[] =>
    sortFiles(files, { key, descending }, en.format.compare).map((one) => one.path);

  it('sorts by each column in both directions, equals by path', () => {
    expect(order('name', false)).toEqual(['a', 'b9', 'b10']);
    expect(order('size', false)).toEqual(['a', 'b10', 'b9']);
    expect(order('size', true)).toEqual(['b9', 'b10', 'a']);
    expect(order('modified', true)).toEqual(['b10', 'a', 'b9']);
  });

  it('turns round when a column is chosen again, and starts afresh with another', () => {
    expect(nextSort({ key: 'name', descending: false }, 'name')).toEqual({ key: 'name', descending: true });
    expect(nextSort({ key: 'name', descending: true }, 'size')).toEqual({ key: 'size', descending: false });
  });
});

describe('withContents', () => {
  const entry = (index: number, path: string, folder = false): FileEntry => ({
    index,
    path,
    originalPath: null,
    size: 0,
    modifiedAt: 0,
    folder,
    executable: false,
  });
  const files = [entry(0, 'a', true), entry(1, 'a/x'), entry(2, 'a/b', true), entry(3, 'a/b/y'), entry(4, 'ab')];

  it('takes a folder with all that is inside, and nothing that only starts alike', () => {
    expect(withContents(files, new Set(['0']))).toEqual([0, 1, 2, 3]);
    expect(withContents(files, new Set(['2', '4']))).toEqual([2, 3, 4]);
    expect(withContents(files, new Set(['1']))).toEqual([1]);
  });
});
