import { describe, expect, it } from 'vitest';
import { de as german } from '../../../assets/locales/de.ts';
import { en as english } from '../../../assets/locales/en.ts';
import { createI18n } from '../../../src-renderer/i18n/i18n.tsx';
import {
  differenceLines,
  leftOut,
  lineText,
  refusalText,
  summaryText,
  warningText,
} from '../../../src-renderer/views/admin/preview/difference-text.ts';
import { openAfter } from '../../../src-renderer/views/admin/preview/use-withdrawals.ts';
import type { PersonDifference, Preview } from '../../../src-shared/ipc/admin-views.ts';
import { PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';

const en = createI18n(english, 'en-GB');
const de = createI18n(german, 'de-DE');

const difference = (change: Partial<PersonDifference>): PersonDifference => ({
  member: 'a'.repeat(26),
  name: 'Ada',
  gained: [],
  lost: [],
  narrowed: [],
  widened: [],
  bound: [],
  freed: [],
  ...change,
});
const preview = (change: Partial<Preview>): Preview => ({
  touched: 0,
  gaining: 0,
  losing: 0,
  differences: [],
  warnings: [],
  governors: 1,
  head: 4,
  overtaken: null,
  ...change,
});

const warning = (change: Partial<Preview['warnings'][number]>): Preview['warnings'][number] => ({
  code: '',
  members: 0,
  names: [],
  dangers: [],
  withdraw: [],
  ...change,
});

describe('the preview of a change', () => {
  it('names permissions and settings in words, gains first, when both change', () => {
    const lines = differenceLines(
      difference({ gained: ['pkg.briefcase', 'pkg.track'], lost: ['pkg.send'], bound: ['approval.required'] }),
      en,
    );
    expect(lines.map(({ kind }) => kind)).toEqual(['gained', 'lost', 'bound']);
    expect(lines.map((line) => lineText(line, en))).toEqual([
      'Gains: Use the briefcase and Track packages',
      'Loses: Send packages',
      'Is bound from now on by: Approval before sending',
    ]);
  });

  it('names the first few of many, says how many more there are, and keeps them all', () => {
    const [seven] = differenceLines(difference({ lost: PERMISSIONS.slice(0, 7) }), en);
    const [eight] = differenceLines(difference({ lost: PERMISSIONS.slice(0, 8) }), en);
    if (seven === undefined || eight === undefined) throw new Error('no line');
    expect([leftOut(seven), leftOut(eight)]).toEqual([0, 3]);
    expect(lineText(seven, en)).not.toContain('more');
    expect(lineText(eight, en)).toMatch(/^Loses: .* and 3 more$/);
    expect(lineText(eight, de)).toMatch(/^Verliert: .* und 3 weitere$/);
    expect(eight.names).toHaveLength(8);
  });

  it('says nothing of kinds in which nothing is other', () => {
    expect(differenceLines(difference({}), en)).toEqual([]);
  });

  it('counts who gains and who loses, and says so when it is nobody', () => {
    expect(summaryText(preview({}), en)).toBe('Nobody’s rights change.');
    expect(summaryText(preview({ touched: 3, gaining: 1, losing: 2 }), en)).toBe(
      'The rights of 3 people change. 1 person gains something. 2 people lose something.',
    );
    expect(summaryText(preview({ touched: 1, losing: 1 }), de)).toBe(
      'Die Rechte von 1 Person ändern sich. 1 Person verliert etwas.',
    );
  });

  it('names five people in a warning and counts the others when there are more', () => {
    const names = ['Ada', 'Bob', 'Cy', 'Dee', 'Eve', 'Fay'];
    expect(warningText(warning({ code: 'warning.noApprover', members: 12, names }), en)).toBe(
      'Ada, Bob, Cy, Dee, Eve and 7 others would need an approval that nobody can give.',
    );
  });

  it('names what can never pass in a warning when too few governors are left', () => {
    const dangers = ['owner.transfer', 'threshold'];
    const spare = warning({ code: 'warning.noSpareGovernor', members: 2, names: ['Ada', 'Ben'], dangers });
    expect(warningText(spare, en)).toBe(
      'Everybody who could agree would have to: Ada and Ben. Once one of them is gone, this can never pass: ' +
        'Transferring ownership and Changing such a number.',
    );
    const lost = warningText(warning({ code: 'warning.tooFewGovernors', members: 1, names: ['Ada'], dangers }), de);
    expect(lost).toContain('Eigentum übertragen und Eine solche Zahl ändern');
  });

  it('offers to withdraw the invitations that a warning is about, and none otherwise', () => {
    const open = warning({ code: 'warning.openInvitations', members: 1, names: ['Eve'], withdraw: ['e'.repeat(26)] });
    expect(openAfter(preview({ warnings: [warning({ code: 'warning.noApprover' }), open] }))).toEqual(open.withdraw);
    expect([openAfter(preview({})), openAfter(null)]).toEqual([[], []]);
    expect(warningText(open, en)).toBe(
      'Eve was invited by somebody who is shut out. Whoever has that code can still join.',
    );
  });

  it('shows the name of a warning that it does not know', () => {
    expect(warningText(warning({ code: 'warning.ofTomorrow' }), en)).toBe('warning.ofTomorrow');
  });

  it('names what a refusal speaks of in the reader’s language where it has a text', () => {
    const params = { reason: 'thresholdNeeded', subject: 'threshold', subjectText: 'danger.threshold' };
    expect(refusalText({ code: 'policy.denied', params }, en)).toBe(
      '“Changing such a number” needs more than one governor.',
    );
    expect(refusalText({ code: 'policy.denied', params: { reason: 'groupDeny', subject: 'Sales' } }, en)).toBe(
      'the group Sales denies it.',
    );
  });

  it('says why the policy refused, with or without the prefix of the catalogue', () => {
    expect(refusalText({ code: 'policy.denied', params: { reason: 'targetOutranks' } }, en)).toBe(
      'this person’s role stands above yours.',
    );
    expect(refusalText({ code: 'policy.denied', params: { reason: 'decision.targetIsOwner' } }, en)).toBe(
      'nobody can change the owner.',
    );
    expect(refusalText({ code: 'policy.invalid', params: { problem: 'roleLast' } }, en)).toBe(
      'Everybody has at least one role.',
    );
    expect(refusalText({ code: 'hub.full', params: { reason: 'targetOutranks' } }, en)).toBe('');
  });
});
