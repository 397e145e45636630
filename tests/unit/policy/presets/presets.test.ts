import { describe, expect, it } from 'vitest';
import {
  kindOf,
  PERMISSIONS,
  type Permission,
  requirementsOf,
} from '../../../../src-shared/policy/model/permissions.ts';
import { type Preset, presetSchema } from '../../../../src-shared/policy/presets/preset.ts';
import { PRESETS } from '../../../../src-shared/policy/presets/presets.ts';

const presets = [...PRESETS.entries()];
const roleOf = (preset: Preset, id: string) => preset.roles.find((role) => role.id === id);
const givenBy = (preset: Preset, id: string): readonly Permission[] =>
  PERMISSIONS.filter((permission) => roleOf(preset, id)?.matrix[permission] !== undefined);

describe('the presets', () => {
  it('begin with the default and hold each system once', () => {
    expect([...PRESETS.keys()]).toEqual(['sealpost', 'egress', 'sofie', 'agent-team', 'quatrix', 'couchdrop']);
  });

  it.each(presets)('are stored under their own key: %s', (key, preset) => {
    expect(preset.key).toBe(key);
  });

  it.each(presets)('read back the same when written down and parsed: %s', (_, preset) => {
    expect(presetSchema.parse(JSON.parse(JSON.stringify(preset)))).toEqual(preset);
  });

  it.each(presets)('give the owner every permission that is not an exemption: %s', (_, preset) => {
    const lacking = PERMISSIONS.filter(
      (permission) => kindOf(permission) !== 'exemption' && !givenBy(preset, preset.ownerRole).includes(permission),
    );
    expect(lacking).toEqual([]);
  });

  it.each(presets)('give delegated permissions to the owner alone: %s', (_, preset) => {
    const givers = preset.roles.filter(
      ({ id, matrix }) =>
        id !== preset.ownerRole && Object.keys(matrix).some((key) => kindOf(key as Permission) === 'delegated'),
    );
    expect(givers.map(({ id }) => id)).toEqual([]);
  });

  it.each(presets)('give no permission without what it stands on, login apart: %s', (_, preset) => {
    const hanging = preset.roles.flatMap(({ id, matrix }) =>
      givenBy(preset, id)
        .filter((permission) => {
          const [requirement] = requirementsOf(permission);
          return requirement !== undefined && requirement !== 'account.login' && matrix[requirement] === undefined;
        })
        .map((permission) => `${id}: ${permission}`),
    );
    expect(hanging).toEqual([]);
  });

  it.each(presets)('give new members no say over others: %s', (_, preset) => {
    const given = [
      ...givenBy(preset, preset.template.role),
      ...(Object.keys(preset.template.permissions) as Permission[]),
    ];
    const powers = given.filter((permission) => kindOf(permission) !== 'use' && permission !== 'analytics.view');
    expect(powers).toEqual([]);
  });
});

describe('presetSchema', () => {
  const [, sealpost] = presets[0] ?? [];
  const parsed = (changes: object) => presetSchema.safeParse({ ...sealpost, ...changes }).success;

  it.each<[string, object]>([
    ['an owner role that does not exist', { ownerRole: 'nobody' }],
    ['an owner role below rank 100', { ownerRole: 'administrator' }],
    ['a ceiling on the owner', { ownerClass: 'guest' }],
    ['a role twice', { roles: [...(sealpost?.roles ?? []), sealpost?.roles[1]] }],
    ['a second role of rank 100', { roles: [...(sealpost?.roles ?? []), { ...sealpost?.roles[0], id: 'second' }] }],
    ['a template with the owner role', { template: { ...sealpost?.template, role: 'owner' } }],
    ['a template with an unknown class', { template: { ...sealpost?.template, class: 'nobody' } }],
    ['a template with an unknown group', { template: { ...sealpost?.template, groups: ['nobody'] } }],
    ['a threshold of nobody', { thresholds: { ...sealpost?.thresholds, threshold: 0 } }],
    ['a mode that does not exist', { settings: { ...sealpost?.settings, 'users.mfa': 'some' } }],
    ['a setting that does not exist', { settings: { ...sealpost?.settings, 'users.age': 1 } }],
  ])('refuses %s', (_, changes) => {
    expect(parsed({})).toBe(true);
    expect(parsed(changes)).toBe(false);
  });
});
