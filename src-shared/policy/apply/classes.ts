import { canonicalJson } from '../../base/canonical-json.ts';
import type { ClassId } from '../../base/ids.ts';
import type { ActionOf } from '../action/action.ts';
import { idClaim } from '../model/claims.ts';
import type { Audience, MemberClass } from '../model/entities.ts';
import { sortedOrAll } from '../model/sets.ts';
import type { PolicyState } from '../model/state.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { Acting, Handlers } from './acting.ts';
import type { EntryProblem } from './problems.ts';
import { isCounted } from './put-member.ts';

export const CLASS_HANDLERS = {
  'class.create': (draft, { seq }, { class: id, name, ceiling, audience, licensed }) => {
    if (draft.classes.has(id) || draft.taken.has(idClaim('class', id))) return 'classExists';
    if (!isKnown(draft, audience, id)) return 'classUnknown';
    draft.put('classes', { id, name, ceiling: sortedOrAll(ceiling), audience: plain(audience), licensed, setBy: seq });
    return null;
  },
  'class.edit': edit,
  'class.delete': (draft, { author }, { class: id }) => {
    if (!draft.classes.has(id)) return 'classUnknown';
    if (isInUse(draft, id)) return 'inUse';
    draft.take(idClaim('class', id), author);
    draft.drop('classes', id);
    return null;
  },
} as const satisfies Partial<Handlers>;

function edit(draft: StateDraft, { seq }: Acting, action: ActionOf<'class.edit'>): EntryProblem | null {
  const before = draft.classes.get(action.class);
  if (before === undefined) return 'classUnknown';
  const { name = before.name, licensed = before.licensed } = action;
  const ceiling = action.ceiling === undefined ? before.ceiling : sortedOrAll(action.ceiling);
  const audience = action.audience === undefined ? before.audience : plain(action.audience);
  if (!isKnown(draft, audience, before.id)) return 'classUnknown';
  const after: MemberClass = { ...before, name, ceiling, audience, licensed };
  if (isSame(before, after)) return name === before.name ? 'unchanged' : rename(draft, after);
  draft.put('classes', { ...after, setBy: seq });
  return licensed === before.licensed ? null : countLicences(draft, after);
}

/** A name decides nothing: what explanations cite stays. */
function rename(draft: StateDraft, after: MemberClass): null {
  draft.put('classes', after);
  return null;
}

function countLicences(draft: StateDraft, { id, licensed }: MemberClass): EntryProblem | null {
  let count = 0;
  for (const member of draft.members.values()) if (member.class === id && isCounted(member)) count += 1;
  const inUse = draft.licencesInUse + (licensed ? count : -count);
  const { bought } = draft.licences;
  if (licensed && bought !== null && inUse > bought) return 'noLicence';
  draft.change({ licencesInUse: inUse });
  return null;
}

function isInUse(state: PolicyState, id: ClassId): boolean {
  if (state.template.class === id) return true;
  for (const member of state.members.values()) if (member.status !== 'removed' && member.class === id) return true;
  for (const other of state.classes.values()) {
    if (other.id !== id && other.audience.classes?.includes(id) === true) return true;
  }
  return false;
}

/** Of classes that there are, the class itself among them. */
function isKnown(state: PolicyState, { classes }: Audience, self: ClassId): boolean {
  return (classes ?? []).every((id) => id === self || state.classes.has(id));
}

const plain = ({ classes, contacts }: Audience): Audience => ({ classes: sortedOrAll(classes), contacts });

/** In what it decides. */
function isSame(a: MemberClass, b: MemberClass): boolean {
  const parts = ({ ceiling, audience, licensed }: MemberClass) => [ceiling, audience, licensed];
  return canonicalJson(parts(a)) === canonicalJson(parts(b));
}
