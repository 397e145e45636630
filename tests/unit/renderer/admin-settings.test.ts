import { describe, expect, it } from 'vitest';
import { en as english } from '../../../assets/locales/en.ts';
import { createI18n } from '../../../src-renderer/i18n/i18n.tsx';
import { asSeenBy } from '../../../src-renderer/state/view-as.ts';
import { effectChanges, withEffect } from '../../../src-renderer/views/admin/EffectEditor.tsx';
import { classChange } from '../../../src-renderer/views/admin/groups/class-change.ts';
import { countRights } from '../../../src-renderer/views/admin/groups/Levels.tsx';
import { isSameName } from '../../../src-renderer/views/admin/security/same-name.ts';
import { valueText } from '../../../src-renderer/views/admin/settings/SettingRow.tsx';
import { PAGE_SECTIONS, parseCount } from '../../../src-renderer/views/admin/settings/sections.ts';
import { alternativeText, setText, stepText } from '../../../src-renderer/views/admin/why/explain-text.ts';
import type { ExplainedStep } from '../../../src-shared/ipc/admin-views.ts';
import type { Me } from '../../../src-shared/ipc/people-contract.ts';
import { PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';
import { parseSetting } from '../../../src-shared/policy/model/setting-schemas.ts';
import { choicesOf, isSetting, SETTING_KEYS, sectionOf } from '../../../src-shared/policy/model/settings.ts';
import { PRESET_KEYS, PRESET_OUTLINES } from '../../../src-shared/policy/presets/preset-outlines.ts';
import { PRESETS } from '../../../src-shared/policy/presets/presets.ts';

const en = createI18n(english, 'en-GB');

describe('the page of settings', () => {
  it('has a place for every setting of the model', () => {
    const sections = PAGE_SECTIONS.flatMap((part) => part.sections);
    expect(SETTING_KEYS.filter((key) => !sections.includes(sectionOf(key)))).toEqual([]);
    expect(['constructor', 'nothing'].filter(isSetting)).toEqual([]);
  });

  it('offers only what the model takes, and a number where there is no choice', () => {
    for (const key of SETTING_KEYS) {
      const choices = choicesOf(key);
      if (choices === null) expect(parseSetting(key, 7)).not.toBeNull();
      else expect(choices.filter((value) => parseSetting(key, value) === null)).toEqual([]);
    }
  });

  it('says every value in words', () => {
    const said = SETTING_KEYS.flatMap((key) => (choicesOf(key) ?? [3]).map((value) => valueText({ key, value }, en)));
    expect(said.filter((text) => text === '' || /^(?:true|false|\w+\.\w+)$/.test(text))).toEqual([]);
    expect(valueText({ key: 'security.staleSending', value: 'stop' }, en)).toBe('Stop');
  });

  it('takes whole numbers only', () => {
    expect(['0', ' 14 ', '9999999'].map(parseCount)).toEqual([0, 14, 9_999_999]);
    expect(['', '-1', '1.5', '12345678', 'x'].map(parseCount)).toEqual([null, null, null, null, null]);
  });

  it('offers every preset that there is', () => {
    expect([...PRESET_KEYS]).toEqual([...PRESETS.keys()]);
  });

  it('compares presets by the roles and classes that they hold', () => {
    const held = [...PRESETS.values()].map(({ key, roles, classes, template }) => [
      key,
      {
        roles: roles.toSorted((a, b) => b.rank - a.rank).map(({ id }) => id),
        classes: classes.map(({ id }) => id),
        newcomer: template.role,
      },
    ]);
    expect(PRESET_OUTLINES).toEqual(Object.fromEntries(held));
  });
});

describe('effects of a group', () => {
  it('are allowed, denied, or not said', () => {
    const effects = withEffect(withEffect({}, 'pkg.send', 'allow'), 'pgp.use', 'deny');
    expect(effects).toEqual({ 'pkg.send': 'allow', 'pgp.use': 'deny' });
    expect(withEffect(effects, 'pkg.send', 'none')).toEqual({ 'pgp.use': 'deny' });
  });

  it('are edited by what differs alone', () => {
    expect(
      effectChanges({ 'pkg.send': 'allow', 'pgp.use': 'deny' }, { 'pkg.send': 'deny', 'sftp.use': 'allow' }),
    ).toEqual({ 'pkg.send': 'deny', 'pgp.use': null, 'sftp.use': 'allow' });
    expect(effectChanges({ 'pkg.send': 'allow' }, { 'pkg.send': 'allow' })).toEqual({});
  });
});

describe('a class', () => {
  const partner = {
    id: 'partner',
    name: 'Partner',
    text: null,
    ceiling: ['pkg.send' as const, 'pgp.use' as const],
    audience: { classes: ['internal'], contacts: 'none' as const },
    licensed: true,
    members: 0,
  };

  it('is not edited when nothing differs, in whatever order', () => {
    const form = { ...partner, ceiling: ['pgp.use' as const, 'pkg.send' as const] };
    expect(classChange(partner, 'Partner', form)).toBeNull();
  });

  it('is edited by what differs alone', () => {
    expect(classChange(partner, 'Partner', { ...partner, ceiling: null, licensed: false })).toEqual({
      type: 'class.edit',
      class: 'partner',
      ceiling: null,
      licensed: false,
    });
  });
});

describe('the name that a transfer asks for', () => {
  it('has to be that very name, whatever the spaces', () => {
    expect(isSameName(' Tomás  Lindqvist ', 'Tomás Lindqvist')).toBe(true);
    expect(isSameName('Toma\u0301s Lindqvist', 'Tomás Lindqvist')).toBe(true);
    expect(isSameName('tomás lindqvist', 'Tomás Lindqvist')).toBe(false);
    expect(isSameName('', ' ')).toBe(false);
  });
});

describe('three levels', () => {
  it('count who has a permission in full, with limits, not at all', () => {
    const place = PERMISSIONS.indexOf('user.invite');
    const rights = (sign: string): string => `${'.'.repeat(place)}${sign}`;
    const rows = ['x', 'x', 'l', '.'].map((sign, index) => ({ member: `${index}`, name: '', rights: rights(sign) }));
    expect(countRights(rows, 'user.invite')).toEqual({ full: 2, limited: 1, none: 1 });
  });
});

describe('an explanation', () => {
  const step: ExplainedStep = {
    layer: 'role',
    effect: 'allow',
    reason: 'decision.roleAllow',
    subject: { name: 'Mgr', text: 'roleName.sealpost.manager' },
    entry: 4,
    setBy: 'Dana Ruiz',
    setAt: Date.UTC(2026, 2, 12, 12),
  };

  it('is said in sentences that name what they speak of, who set it and when', () => {
    expect(stepText(step, en)).toBe('The role Manager includes it.');
    expect(stepText({ ...step, subject: { name: 'Night watch', text: null } }, en)).toBe(
      'The role Night watch includes it.',
    );
    expect(setText(step, en)).toBe('Set by Dana Ruiz, 12 Mar 2026.');
    expect(setText({ ...step, setAt: null }, en)).toBe('');
  });

  it('says what would turn it around as the history would', () => {
    const text = 'history.member.override';
    const params = { permission: 'pkg.send', member: 'Yuki', effect: 'deny' };
    expect(alternativeText({ change: {}, text, params }, en)).toBe('Send packages for Yuki: denied');
  });
});

describe('the window as somebody else sees it', () => {
  it('has their permissions and nothing else of theirs', () => {
    const view = (permission: string, allowed: boolean) => ({
      permission,
      allowed,
      reason: '',
      setBy: null,
      setAt: null,
    });
    const me = { name: 'Dana', permissions: [view('pkg.send', false), view('user.invite', true)] } as unknown as Me;
    const shown = asSeenBy(me, ['pkg.send']);
    expect(shown.name).toBe('Dana');
    expect(shown.permissions.map(({ allowed }) => allowed)).toEqual([true, false]);
  });
});
