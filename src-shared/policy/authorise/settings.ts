import type { ActionOf } from '../action/action.ts';
import type { Danger } from '../model/entities.ts';
import { has, maskOf } from '../model/mask.ts';
import { isModeOfGovernance } from '../model/modes.ts';
import type { Permission } from '../model/permissions.ts';
import { NO_RIGHTS } from '../model/rights.ts';
import { parseSetting } from '../model/setting-schemas.ts';
import {
  type ConstraintSetting,
  GRANT_SETTINGS,
  isConstraintSetting,
  isGrantSetting,
  MODES,
  permissionToSet,
} from '../model/settings.ts';
import { assignable, both, givenByGroups, givenByRoles, inFull, powers, withinHeld } from './grants.ts';
import type { Check, Inquiry } from './inquiry.ts';
import type { Grant } from './members.ts';

/**
 * G12: a mode never gives its author what their own roles, groups and overrides would not. Modes decide use permissions
 * alone (G6), so that switching one takes governance from nobody.
 */
export function setting(inquiry: Inquiry, action: ActionOf<'setting.set'>): Check {
  if (isModeOfGovernance(action.key)) return modeOfGovernance(inquiry, action.key);
  const parsed = parseSetting(action.key, action.value);
  if (parsed === null) return inquiry.needs('settings.edit');
  const refused = inquiry.needs(permissionToSet(parsed.key));
  if (refused !== null || inquiry.isOwner || !inquiry.laws.G12) return refused;
  if (!isGrantSetting(parsed.key) || parsed.value !== 'everybody') return null;
  const { permission } = GRANT_SETTINGS[parsed.key];
  return has(inquiry.held.some, permission)
    ? null
    : inquiry.refuses('grantExceeds', inquiry.now, { kind: 'permission', id: permission });
}

/** G6: only use permissions have modes, and each of those its own setting. */
function modeOfGovernance(inquiry: Inquiry, permission: Permission): Check {
  const refused = inquiry.needs('settings.edit');
  if (refused !== null || !inquiry.laws.G6) return refused;
  return inquiry.refuses('modeOfGovernance', inquiry.now, { kind: 'permission', id: permission });
}

const WEAKENED: Readonly<Record<ConstraintSetting, Danger>> = {
  'users.mfa': 'mfa.weaken',
  'approval.required': 'approval.weaken',
};

/** A constraint that would bind fewer people. */
export function dangersOfSetting(inquiry: Inquiry, action: ActionOf<'setting.set'>): readonly Danger[] {
  const parsed = parseSetting(action.key, action.value);
  if (parsed === null || !isConstraintSetting(parsed.key)) return [];
  const modes: readonly unknown[] = MODES;
  const rank = (mode: unknown): number => modes.indexOf(mode);
  return rank(parsed.value) < rank(inquiry.state.settings[parsed.key].value) ? [WEAKENED[parsed.key]] : [];
}

/** What newcomers get is given by whoever sets the template. */
export function template(inquiry: Inquiry, action: ActionOf<'template.set'>): Grant {
  const refused = inquiry.needs('settings.edit') ?? assignable(inquiry, action.role);
  if (refused !== null) return { refused, given: NO_RIGHTS };
  const allowed = Object.entries(action.permissions).flatMap(([permission, effect]) =>
    effect === 'allow' ? [permission as Permission] : [],
  );
  const written = both(inFull(maskOf(allowed)), givenByGroups(inquiry, action.groups, []));
  const given = both(written, powers(givenByRoles(inquiry, [action.role])));
  return { given, refused: withinHeld(inquiry, 'G2', given) };
}

/**
 * Raised by the owner, or by as many as it is to ask for from now on: one administrator alone would take from the owner, and
 * from everybody else, what each could do until then.
 */
export function threshold(inquiry: Inquiry, { danger, governors }: ActionOf<'threshold.set'>): Check {
  const refused = inquiry.needs('security.edit');
  const { governors: now, setBy } = inquiry.state.thresholds[danger];
  if (refused !== null || inquiry.isOwner || inquiry.by.agreed === true || governors <= now) return refused;
  return inquiry.refuses('thresholdNeeded', setBy, { kind: 'danger', id: danger });
}
