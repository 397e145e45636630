import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../../../src-shared/policy/action/action.ts';
import { MEMBER_KINDS } from '../../../../src-shared/policy/model/entities.ts';
import { LAW_NAMES } from '../../../../src-shared/policy/model/laws.ts';
import { PERMISSIONS } from '../../../../src-shared/policy/model/permissions.ts';
import { SETTING_KEYS } from '../../../../src-shared/policy/model/settings.ts';
import type { Preset } from '../../../../src-shared/policy/presets/preset.ts';
import { PRESETS } from '../../../../src-shared/policy/presets/presets.ts';

/** docs/policy/coverage.md and the tests beside this one, held against each other and against the model. */

const SYSTEMS = [
  { prefix: 'EG', key: 'egress' },
  { prefix: 'SO', key: 'sofie' },
  { prefix: 'AT', key: 'agent-team' },
  { prefix: 'QX', key: 'quatrix' },
  { prefix: 'CD', key: 'couchdrop' },
  { prefix: 'SP', key: 'sealpost' },
] as const;

interface Row {
  readonly id: string;
  readonly rule: string;
  readonly by: readonly string[];
  readonly test: string;
}

/** The rows of all tables, in their order. */
function rowsOf(markdown: string): readonly Row[] {
  return markdown
    .split('\n')
    .filter((line) => /^\| [A-Z]{2}-/.test(line))
    .map((line) => {
      const [, id = '', rule = '', by = '', test = ''] = line.split('|').map((cell) => cell.trim());
      return { id, rule, by: [...by.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''), test };
    });
}

/** The names of the tests that carry a number, without what `it.each` adds in brackets. */
function testsOf(source: string): readonly string[] {
  const names = source.matchAll(/\bit(?:\.each\([^)]*\))?\(\s*(['"])([A-Z]{2}-\d\d .*?)\1,/g);
  return [...names].map((match) => (match[2] ?? '').replace(/ \(%s\)$/, ''));
}

const ACCOUNT_STATES = ['invited', 'active', 'disabled', 'locked', 'removed'];

/** What a row may name, of the model and of its own preset. */
function nameable(preset: Preset): ReadonlySet<string> {
  return new Set([
    ...PERMISSIONS,
    ...preset.roles.map(({ id }) => `role:${id}`),
    ...preset.classes.map(({ id }) => `class:${id}`),
    `template:${preset.template.role}`,
    ...SETTING_KEYS.map((key) => `setting:${key}`),
    ...Object.keys(ACTIONS).map((type) => `action:${type}`),
    ...ACCOUNT_STATES.map((state) => `state:${state}`),
    ...MEMBER_KINDS.map((kind) => `kind:${kind}`),
    ...LAW_NAMES.map((law) => `law:${law}`),
  ]);
}

const presetOf = (key: string): Preset => {
  const preset = PRESETS.get(key);
  if (preset === undefined) throw new RangeError(key);
  return preset;
};

/** Everything that is wrong between the table and the sources of the tests, by preset. */
function findings(markdown: string, sources: ReadonlyMap<string, string>): readonly string[] {
  const rows = rowsOf(markdown);
  const known = SYSTEMS.map(({ prefix }): string => prefix);
  const strays = rows.filter(({ id }) => !known.includes(id.slice(0, 2))).map(({ id }) => `${id}: of no system`);
  const named = new Set(rows.flatMap(({ by }) => by));
  const common = [
    ...PERMISSIONS,
    ...SETTING_KEYS.map((key) => `setting:${key}`),
    ...Object.keys(ACTIONS).map((type) => `action:${type}`),
    ...ACCOUNT_STATES.map((state) => `state:${state}`),
    ...MEMBER_KINDS.map((kind) => `kind:${kind}`),
  ];
  return [
    ...strays,
    ...common.filter((name) => !named.has(name)).map((name) => `${name}: in no row`),
    ...SYSTEMS.flatMap(({ prefix, key }) =>
      findingsOf(
        presetOf(key),
        prefix,
        rows.filter(({ id }) => id.startsWith(prefix)),
        testsOf(sources.get(key) ?? ''),
      ),
    ),
  ];
}

function findingsOf(preset: Preset, prefix: string, rows: readonly Row[], tests: readonly string[]): readonly string[] {
  const expected = rows.map((_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`);
  const titles = rows.map(({ id, test }) => `${id} ${test}`);
  const allowed = nameable(preset);
  const named = new Set(rows.flatMap(({ by }) => by));
  const own = [...preset.roles.map(({ id }) => `role:${id}`), ...preset.classes.map(({ id }) => `class:${id}`)];
  return [
    ...rows.filter(({ id }, index) => id !== expected[index]).map(({ id }) => `${id}: out of order`),
    ...rows.filter(({ rule, test }) => rule === '' || test === '').map(({ id }) => `${id}: incomplete`),
    ...rows.filter(({ by }) => by.length === 0).map(({ id }) => `${id}: expressed by nothing`),
    ...rows.flatMap(({ id, by }) => by.filter((name) => !allowed.has(name)).map((name) => `${id}: no such ${name}`)),
    ...titles
      .filter((title) => tests.filter((test) => test === title).length !== 1)
      .map((title) => `${title}: no test`),
    ...tests.filter((test) => !titles.includes(test)).map((test) => `${test}: no row`),
    ...own.filter((name) => !named.has(name)).map((name) => `${preset.key}, ${name}: in no row`),
  ];
}

const read = (...path: readonly string[]): string => readFileSync(join(import.meta.dirname, ...path), 'utf8');
const markdown = read('../../../../docs/policy/coverage.md');
const sources: ReadonlyMap<string, string> = new Map(
  SYSTEMS.map(({ key }): [string, string] => [key, read(`${key}.test.ts`)]),
);

describe('docs/policy/coverage.md', () => {
  it('has a row for every test, a test for every row, and names everything that there is', () => {
    expect(findings(markdown, sources)).toEqual([]);
  });

  it('covers all presets', () => {
    expect(SYSTEMS.map(({ key }): string => key).toSorted()).toEqual([...PRESETS.keys()].toSorted());
    const counts = SYSTEMS.map(({ prefix }) => rowsOf(markdown).filter(({ id }) => id.startsWith(prefix)).length);
    expect(counts.every((count) => count >= 20)).toBe(true);
  });

  const line = (id: string): string => markdown.split('\n').find((one) => one.startsWith(`| ${id} `)) ?? '';
  const first = (key: string): string => sources.get(key) ?? '';

  it.each<[string, string, ReadonlyMap<string, string>, string]>([
    ['a row is missing', markdown.replace(`${line('EG-22')}\n`, ''), sources, 'EG-22 puts everybody'],
    [
      'a test is renamed',
      markdown,
      new Map([...sources, ['egress', first('egress').replace('EG-07 lets', 'EG-07 let')]]),
      'EG-07 lets',
    ],
    ['a test is missing', markdown, new Map([...sources, ['sofie', '']]), 'SO-01 takes everything'],
    ['a row names what is not there', markdown.replace('`role:auditor`', '`role:spy`'), sources, 'no such role:spy'],
    ['a role is in no row', markdown.replaceAll('`role:jailed`', ''), sources, 'quatrix, role:jailed: in no row'],
    [
      'a permission is in no row',
      markdown.replaceAll('`module.buy`', '`billing.view`'),
      sources,
      'module.buy: in no row',
    ],
    ['an action is in no row', markdown.replaceAll('`action:state.root`', ''), sources, 'action:state.root: in no row'],
    ['a number is given twice', markdown.replace('| EG-02 |', '| EG-01 |'), sources, 'EG-01: out of order'],
  ])('is caught when %s', (_, changed, tests, finding) => {
    expect(findings(changed, tests).some((one) => one.includes(finding))).toBe(true);
  });
});
