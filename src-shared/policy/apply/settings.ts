import type { ActionOf } from '../action/action.ts';
import type { Laws } from '../model/laws.ts';
import { has } from '../model/mask.ts';
import { isModeOfGovernance } from '../model/modes.ts';
import { rightsOf } from '../model/rights.ts';
import { sorted } from '../model/sets.ts';
import { parseSetting } from '../model/setting-schemas.ts';
import { MODES } from '../model/settings.ts';
import type { Setting } from '../model/state.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { Acting, Handlers } from './acting.ts';
import { groupsProblem, rolesProblem } from './assignments.ts';
import type { EntryProblem } from './problems.ts';

/** What holds for all of the organisation. */
export const SETTING_HANDLERS = {
  'setting.set': (draft, { seq, laws }, { key, value }) => {
    const parsed = parseSetting(key, value) ?? parseMode(key, value, laws);
    if (parsed === null) return 'settingInvalid';
    const settings: { readonly [key in string]?: Setting<unknown> } = draft.settings;
    if (settings[parsed.key]?.value === parsed.value) return 'unchanged';
    draft.change({ settings: { ...draft.settings, [parsed.key]: { value: parsed.value, setBy: seq } } });
    return null;
  },
  'template.set': (draft, { seq }, { role, class: classId, groups, permissions }) => {
    const problem = rolesProblem(draft, [role]) ?? groupsProblem(draft, groups);
    if (problem !== null) return problem;
    if (!draft.classes.has(classId)) return 'classUnknown';
    draft.change({ template: { role, class: classId, groups: sorted(groups), permissions, setBy: seq } });
    return null;
  },
  'threshold.set': threshold,
  'organisation.edit': (draft, _acting, action) => {
    const { name = draft.name, preset = draft.preset } = action;
    if (name === draft.name && preset === draft.preset) return 'unchanged';
    draft.change({ name, preset });
    return null;
  },
  'licence.set': (draft, { seq }, { bought }) => {
    if (bought === draft.licences.bought) return 'unchanged';
    if (bought !== null && bought < draft.licencesInUse) return 'licencesInUse';
    draft.change({ licences: { bought, setBy: seq } });
    return null;
  },
} as const satisfies Partial<Handlers>;

/** The mode of a permission that can have none: only with G6 off, which the tests' attack search alone does. */
function parseMode(key: string, value: unknown, laws: Laws): { readonly key: string; readonly value: unknown } | null {
  const modes: readonly unknown[] = MODES;
  return !laws.G6 && isModeOfGovernance(key) && modes.includes(value) ? { key, value } : null;
}

/** Never higher than there are members who could lower it again: the organisation would be stuck with it for good. */
function threshold(
  draft: StateDraft,
  { seq, at, laws }: Acting,
  { danger, governors }: ActionOf<'threshold.set'>,
): EntryProblem | null {
  if (draft.thresholds[danger].governors === governors) return 'unchanged';
  let able = 0;
  for (const member of draft.members.values()) {
    if (has(rightsOf(draft, member, at, laws).some, 'security.edit')) able += 1;
  }
  if (governors > Math.max(able, 1)) return 'thresholdUnreachable';
  draft.change({ thresholds: { ...draft.thresholds, [danger]: { governors, setBy: seq } } });
  return null;
}
