import type { ActionOf } from '../action/action.ts';
import { sorted } from '../model/cells.ts';
import { has } from '../model/mask.ts';
import { potential } from '../model/rights.ts';
import { parseSetting } from '../model/settings.ts';
import type { Setting } from '../model/state.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { Acting, Handlers } from './acting.ts';
import { groupsProblem, rolesProblem } from './assignments.ts';
import type { EntryProblem } from './problems.ts';

/** What holds for all of the organisation. */
export const SETTING_HANDLERS = {
  'setting.set': (draft, { seq }, action) => {
    const parsed = parseSetting(action.key, action.value);
    if (parsed === null) return 'settingInvalid';
    if (draft.settings[parsed.key].value === parsed.value) return 'unchanged';
    const setting: Setting<unknown> = { value: parsed.value, setBy: seq };
    draft.change({ settings: { ...draft.settings, [parsed.key]: setting } });
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

/** Never higher than there are members who could lower it again: the organisation would be stuck with it for good. */
function threshold(
  draft: StateDraft,
  { seq, laws }: Acting,
  { danger, governors }: ActionOf<'threshold.set'>,
): EntryProblem | null {
  if (draft.thresholds[danger].governors === governors) return 'unchanged';
  let able = 0;
  for (const member of draft.members.values()) {
    if (member.status === 'active' && has(potential(draft, member, laws).some, 'security.edit')) able += 1;
  }
  if (governors > Math.max(able, 1)) return 'thresholdUnreachable';
  draft.change({ thresholds: { ...draft.thresholds, [danger]: { governors, setBy: seq } } });
  return null;
}
