import { describe, expect, it } from 'vitest';
import { presets as de } from '../../../assets/locales/de/presets.ts';
import { inWords, wordsField } from '../../../src-shared/text/history-names.ts';

const texts: Readonly<Record<string, unknown>> = de;
const german = (key: string): string => String(texts[key] ?? key);

describe('names in a line of the history', () => {
  it('shows what a preset named in the reader’s language, and what somebody named as it is', () => {
    const words = wordsField([
      { name: 'Member', text: 'roleName.sealpost.member' },
      { name: 'permission.pkg.send', text: null },
    ]);
    const params = inWords({ role: 'Member, permission.pkg.send', member: 'Ada', roleWords: words ?? '' }, german);
    expect(params).toMatchObject({ role: 'Mitglied, permission.pkg.send', member: 'Ada' });
  });

  it('adds nothing where nobody’s names are a preset’s', () => {
    expect(wordsField([{ name: 'Harbour', text: null }])).toBeNull();
    expect(wordsField([])).toBeNull();
    expect(inWords({ role: 'Harbour' }, german)).toEqual({ role: 'Harbour' });
  });
});
