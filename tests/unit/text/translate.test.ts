import { describe, expect, it } from 'vitest';
import { createTranslate, fill, render } from '../../../src-shared/text/translate.ts';

describe('fill', () => {
  it('puts values in the place of their names', () => {
    expect(fill('{name} sent {count} files to {name}', { name: 'Ada', count: 3 }, 'en')).toBe(
      'Ada sent 3 files to Ada',
    );
  });

  it('leaves an unknown placeholder as it is', () => {
    expect(fill('from {nobody}', { name: 'Ada' }, 'en')).toBe('from {nobody}');
  });

  it('does not fill placeholders that a value brings along', () => {
    expect(fill('{name}', { name: '{count}', count: 7 }, 'en')).toBe('{count}');
  });

  it('writes numbers the way of the locale', () => {
    expect(fill('{count}', { count: 12_345 }, 'de')).toBe('12.345');
    expect(fill('{count}', { count: 12_345 }, 'en')).toBe('12,345');
  });
});

describe('render', () => {
  const files = { one: '{count} file', other: '{count} files' };

  it('chooses the plural category of the count', () => {
    expect(render(files, { count: 1 }, 'en')).toBe('1 file');
    expect(render(files, { count: 0 }, 'en')).toBe('0 files');
    expect(render(files, { count: 2 }, 'en')).toBe('2 files');
  });

  it('follows the rules of the language, not of English', () => {
    const polish = { one: 'plik', few: 'pliki', many: 'plików', other: 'pliku' };
    expect([1, 2, 5, 22, 1.5].map((count) => render(polish, { count }, 'pl'))).toEqual([
      'plik',
      'pliki',
      'plików',
      'pliki',
      'pliku',
    ]);
  });

  it('falls back to the general form when a category is missing', () => {
    expect(render({ other: '{count} rzeczy' }, { count: 1 }, 'pl')).toBe('1 rzeczy');
  });
});

describe('createTranslate', () => {
  it('reads a catalogue by key', () => {
    const catalogue = { hello: 'Hello {name}', bye: 'Bye' } as const;
    const t = createTranslate<typeof catalogue>(catalogue, 'en');
    expect([t('hello', { name: 'Ada' }), t('bye')]).toEqual(['Hello Ada', 'Bye']);
  });

  it('says nothing, rather than a key, when a text is not there yet', () => {
    const t = createTranslate<{ readonly hello: 'Hello {name}'; readonly bye: 'Bye' }>({ bye: 'Bye' }, 'en');
    expect([t('hello', { name: 'Ada' }), t('bye')]).toEqual(['', 'Bye']);
  });
});
