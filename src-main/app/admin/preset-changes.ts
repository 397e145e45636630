import type { ClassId } from '../../../src-shared/base/ids.ts';
import type { Overrides } from '../../../src-shared/policy/model/entities.ts';
import { SETTING_KEYS } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { Preset } from '../../../src-shared/policy/presets/preset.ts';
import type { Change } from '../../organisation/governance/pins.ts';

/**
 * What makes the organisation's roles, classes, groups, settings and template those of the preset. What the preset does
 * not know stays, and so do the owner's role, the thresholds and the licences: nobody loses their place, and no
 * safeguard falls, by looking at another preset. None: nothing differs.
 */
export function presetChanges(state: PolicyState, preset: Preset): readonly Change[] {
  const named: Change[] = state.preset === preset.key ? [] : [{ type: 'organisation.edit', preset: preset.key }];
  return [
    ...classChanges(state, preset),
    ...groupChanges(state, preset),
    ...roleChanges(state, preset),
    ...templateChanges(state, preset),
    ...settingChanges(state, preset),
    ...named,
  ];
}

/** A new class may address another new one: audiences are opened once all classes are there. */
function classChanges(state: PolicyState, preset: Preset): Change[] {
  const created: Change[] = [];
  const edited: Change[] = [];
  for (const { id, name, ceiling, audience, licensed } of preset.classes) {
    const before = state.classes.get(id);
    if (before === undefined) {
      const isNew = (other: ClassId): boolean => !state.classes.has(other);
      const early = audience.classes?.filter((other) => !isNew(other)) ?? null;
      created.push({
        type: 'class.create',
        class: id,
        name,
        ceiling,
        audience: { ...audience, classes: early },
        licensed,
      });
      if (audience.classes?.some(isNew) === true) edited.push({ type: 'class.edit', class: id, audience });
      continue;
    }
    const changes = {
      ...(before.name !== name && { name }),
      ...(!sameSet(before.ceiling, ceiling) && { ceiling }),
      ...((before.audience.contacts !== audience.contacts || !sameSet(before.audience.classes, audience.classes)) && {
        audience,
      }),
      ...(before.licensed !== licensed && { licensed }),
    };
    if (Object.keys(changes).length > 0) edited.push({ type: 'class.edit', class: id, ...changes });
  }
  return [...created, ...edited];
}

function groupChanges(state: PolicyState, preset: Preset): Change[] {
  return preset.groups.flatMap(({ id, name, scope, permissions }): Change[] => {
    const before = state.groups.get(id);
    if (before === undefined) return [{ type: 'group.create', group: id, name, scope, permissions }];
    const effects = cellChanges(effectsOf(before.permissions), permissions);
    const changes = {
      ...(before.name !== name && { name }),
      ...(before.scope !== scope && { scope }),
      ...(effects !== null && { permissions: effects }),
    };
    return Object.keys(changes).length === 0 ? [] : [{ type: 'group.edit', group: id, ...changes }];
  });
}

function roleChanges(state: PolicyState, preset: Preset): Change[] {
  return preset.roles.flatMap(({ id, name, rank, peer, unique, matrix }): Change[] => {
    if (unique || id === state.ownerRole) return [];
    const before = state.roles.get(id);
    if (before === undefined) return [{ type: 'role.create', role: id, name, rank, peer, matrix }];
    const levels = Object.fromEntries(Object.entries(before.matrix).map(([key, cell]) => [key, cell.level]));
    const cells = cellChanges(levels, matrix);
    const changes = {
      ...(before.name !== name && { name }),
      ...(before.rank !== rank && { rank }),
      ...(before.peer !== peer && { peer }),
      ...(cells !== null && { cells }),
    };
    return Object.keys(changes).length === 0 ? [] : [{ type: 'role.edit', role: id, ...changes }];
  });
}

function templateChanges({ template }: PolicyState, preset: Preset): Change[] {
  const { role, class: of, groups, permissions } = preset.template;
  const same =
    template.role === role &&
    template.class === of &&
    sameSet(template.groups, groups) &&
    cellChanges(template.permissions, permissions) === null;
  return same ? [] : [{ type: 'template.set', role, class: of, groups, permissions }];
}

function settingChanges({ settings }: PolicyState, preset: Preset): Change[] {
  return SETTING_KEYS.flatMap((key): Change[] => {
    const value = preset.settings[key];
    return settings[key].value === value ? [] : [{ type: 'setting.set', key, value }];
  });
}

function effectsOf(permissions: Overrides): Readonly<Record<string, 'allow' | 'deny'>> {
  return Object.fromEntries(Object.entries(permissions).map(([key, { effect }]) => [key, effect]));
}

/** What is other, and null for what is there no longer; null: nothing. */
function cellChanges<V>(
  before: Readonly<Record<string, V | undefined>>,
  after: Readonly<Record<string, V | undefined>>,
): { readonly [key: string]: V | null } | null {
  const changes: Record<string, V | null> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[key] !== after[key]) changes[key] = after[key] ?? null;
  }
  return Object.keys(changes).length === 0 ? null : changes;
}

function sameSet(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return a === b;
  const [first, second] = [new Set(a), new Set(b)];
  return first.size === second.size && [...first].every((each) => second.has(each));
}
