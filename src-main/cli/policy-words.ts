import { permissions } from '../../assets/locales/en/permissions.ts';
import { policy } from '../../assets/locales/en/policy.ts';
import { policySettings } from '../../assets/locales/en/policy-settings.ts';
import { presets } from '../../assets/locales/en/presets.ts';
import { problems } from '../../assets/locales/en/problems.ts';
import type { MemberId } from '../../src-shared/base/ids.ts';
import type { Step, Subject } from '../../src-shared/policy/decide/decision.ts';
import type { Change } from '../../src-shared/policy/decide/what-if.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import { fill } from '../../src-shared/text/translate.ts';
import { type ActionLine, actionLine } from '../app/admin/action-line.ts';
import { alternativeLine } from '../app/admin/alternative-line.ts';
import type { MemberSession } from '../app/port.ts';
import type { LogEntryView } from '../organisation/policy-log.ts';

/* What the policy says, in the command line's one language. */

const texts: Readonly<Record<string, string>> = {
  ...permissions,
  ...policy,
  ...policySettings,
  ...presets,
  ...problems,
};
const wordOf = (prefix: string, key: string): string => texts[`${prefix}.${key}`] ?? key;

/** Parameters that are keys, and where the catalogue has their words. */
const WORDS = [
  ['permission', 'permission'],
  ['setting', 'setting'],
  ['danger', 'danger'],
  ['effect', 'effect'],
  ['value', 'mode'],
] as const;

export function actionText(session: MemberSession, action: LogEntryView['actions'][number]): string {
  return lineText(actionLine(action, session.log.state(), session.nameOf)) ?? action.type;
}

/** A change that could be made. */
export function changeText(session: MemberSession, change: Change): string {
  return lineText(alternativeLine(change, session.log.state())) ?? change.type;
}

/** null: nothing is known of such a line. */
function lineText({ text: key, params }: ActionLine): string | null {
  const text = texts[key];
  if (text === undefined) return null;
  const words = { ...params };
  for (const [field, prefix] of WORDS) {
    const value = words[field];
    if (typeof value === 'string') words[field] = wordOf(prefix, value);
  }
  return fill(text, words, 'en');
}

export const permissionName = (permission: string): string => wordOf('permission', permission);

/** A reason whose subject is not told. */
export const reasonWord = (reason: string): string =>
  fill(texts[`decision.${reason}`] ?? reason, { subject: '…' }, 'en');
export const problemWord = (problem: string): string => wordOf('problem', problem);

export function reasonText(state: PolicyState, { reason, subject }: Step): string {
  return fill(texts[`decision.${reason}`] ?? reason, { subject: subject === null ? '' : nameOf(state, subject) }, 'en');
}

function nameOf(state: PolicyState, { kind, id }: Subject): string {
  switch (kind) {
    case 'permission':
    case 'setting':
    case 'danger':
      return wordOf(kind, id);
    case 'member':
      return state.members.get(id as MemberId)?.name ?? id;
    case 'role':
      return named(state.roles, id);
    case 'group':
      return named(state.groups, id);
    case 'class':
      return named(state.classes, id);
    case 'folder':
      return named(state.folders, id);
  }
}

const named = (table: ReadonlyMap<string, { readonly name: string }>, id: string): string => table.get(id)?.name ?? id;
