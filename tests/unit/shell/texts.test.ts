import { describe, expect, it } from 'vitest';
import { languageFor } from '../../../src-main/shell/texts.ts';

describe('the language of menus, dialogs and the recovery kit', () => {
  it.each([
    ['de', 'en-GB', 'de'],
    ['en', 'de-AT', 'en'],
    ['system', 'de-AT', 'de'],
    ['system', 'DE', 'de'],
    ['system', 'fr-CA', 'en'],
    ['system', '', 'en'],
  ] as const)(
    'is as set, else the system’s, else English when %s is set on a system in "%s"',
    (setting, system, shown) => {
      expect(languageFor(setting, system)).toBe(shown);
    },
  );
});
