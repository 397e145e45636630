import { describe, expect, it } from 'vitest';
import { de } from '../../../assets/locales/de.ts';
import { en } from '../../../assets/locales/en.ts';
import { IMPORT_PROBLEMS } from '../../../src-shared/ipc/import-problems.ts';
import { ENTRY_PROBLEMS } from '../../../src-shared/policy/apply/problems.ts';
import { DECISION_REASONS } from '../../../src-shared/policy/decide/decision.ts';
import { DANGERS } from '../../../src-shared/policy/model/entities.ts';
import { kindOf, PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';
import {
  choicesOf,
  MODES,
  SETTING_KEYS,
  type SettingKey,
  sectionOf,
} from '../../../src-shared/policy/model/settings.ts';
import { PRESETS } from '../../../src-shared/policy/presets/presets.ts';

const described = (key: string): readonly string[] => [key, `${key}.description`];

const settingTexts = (key: SettingKey): readonly string[] => {
  const values = choicesOf(key) ?? ['description'];
  return [`setting.${key}`, ...values.map((value) => `setting.${key}.${value}`)];
};

const wanted: readonly string[] = [
  ...IMPORT_PROBLEMS.map((problem) => `problem.import.${problem}`),
  ...PERMISSIONS.flatMap((permission) => described(`permission.${permission}`)),
  ...[...new Set(PERMISSIONS.map(kindOf))].flatMap((kind) => described(`permissionKind.${kind}`)),
  ...SETTING_KEYS.flatMap(settingTexts),
  ...[...new Set(SETTING_KEYS.map(sectionOf))].map((section) => `settingSection.${section}`),
  ...MODES.map((mode) => `mode.${mode}`),
  ...[...PRESETS.values()].flatMap(({ key, roles, classes }) => [
    ...described(`presetName.${key}`),
    ...roles.map(({ id }) => `roleName.${key}.${id}`),
    ...classes.map(({ id }) => `className.${key}.${id}`),
  ]),
  ...DANGERS.map((danger) => `danger.${danger}`),
  ...ENTRY_PROBLEMS.map((problem) => `problem.${problem}`),
];
const OURS =
  /^(?:permission|permissionKind|setting|settingSection|mode|presetName|roleName|className|danger|problem)\./;
const keys = Object.keys(en);

describe('the texts of the policy', () => {
  it('say everything that the model and its presets name', () => {
    expect(wanted.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('say nothing that they do not name', () => {
    const known = new Set(wanted);
    expect(keys.filter((key) => OURS.test(key) && !known.has(key))).toEqual([]);
  });

  it('say every reason of a decision', () => {
    expect(DECISION_REASONS.filter((reason) => !keys.includes(`decision.${reason}`))).toEqual([]);
  });

  it('name a role in English as its preset does', () => {
    const differing = [...PRESETS.values()].flatMap(({ key, roles, classes }) => [
      ...roles.filter(({ id, name }) => textOf(en, `roleName.${key}.${id}`) !== name),
      ...classes.filter(({ id, name }) => textOf(en, `className.${key}.${id}`) !== name),
    ]);
    expect(differing.map(({ id }) => id)).toEqual([]);
  });

  it.each([
    ['English', en],
    ['German', de],
  ])('give no two permissions the same name in %s', (_, catalogue) => {
    const names = PERMISSIONS.map((permission) => textOf(catalogue, `permission.${permission}`));
    expect(new Set(names).size).toBe(PERMISSIONS.length);
  });

  it.each([
    ['English', en],
    ['German', de],
  ])('describe in whole sentences in %s', (_, catalogue) => {
    const sentences = keys.filter((key) => OURS.test(key) && key.endsWith('.description'));
    expect(sentences.length).toBeGreaterThan(PERMISSIONS.length);
    expect(sentences.filter((key) => !/^\p{Lu}.*\.$/u.test(String(textOf(catalogue, key))))).toEqual([]);
  });
});

function textOf(catalogue: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(catalogue, key)?.value;
}
