import type { MemberId } from '../../base/ids.ts';
import type { Member } from '../model/entities.ts';
import { LAWS, type Laws } from '../model/laws.ts';
import { has } from '../model/mask.ts';
import type { Permission } from '../model/permissions.ts';
import { isOutOfCredit, SENDS } from '../model/rights.ts';
import type { PolicyState } from '../model/state.ts';
import { accountStep } from './account.ts';
import { andThen, type Decision, deny, step } from './decision.ts';
import { onResource } from './predicates.ts';
import type { Resource } from './resource.ts';
import { walk } from './walk.ts';

export interface Question {
  /** What it is asked about; without one, whether the member has the permission at all. */
  readonly resource?: Resource;
  /** Milliseconds; the time of the newest entry unless told. */
  readonly at?: number;
  readonly laws?: Laws;
}

const PLAIN: Question = {};

/**
 * May this member do this, by the state given? The first decisive layer wins; each step cites the entry that set it.
 * Whoever is not in the log is denied, citing the head up to which nothing names them.
 */
export function decide(
  state: PolicyState,
  member: MemberId,
  permission: Permission,
  question: Question = PLAIN,
): Decision {
  const found = state.members.get(member);
  if (found === undefined) return deny(step('state', 'deny', state.head.seq, 'notMember'));
  return decideFor(state, found, permission, question);
}

/** The same for a member as given, who need not be the one in the state: for asking what would change an answer. */
export function decideFor(
  state: PolicyState,
  member: Member,
  permission: Permission,
  question: Question = PLAIN,
): Decision {
  const laws = question.laws ?? LAWS;
  const at = question.at ?? state.at;
  const account = accountStep(member, permission, at);
  const { decisive, shadowed } = walk(state, member, permission, laws);
  if (account.effect === 'deny') return { allowed: false, steps: [account], shadowed: [decisive, ...shadowed] };
  const base: Decision = { allowed: decisive.effect === 'allow', steps: [account, decisive], shadowed };
  if (!base.allowed) return base;

  let decision = base;
  if (question.resource !== undefined) {
    const found = onResource({ state, member, permission, decisive, at, laws }, question.resource);
    if (found !== null) decision = andThen(decision, found);
    if (!decision.allowed) return decision;
  }
  if (isOutOfCredit(state, member) && has(SENDS, permission)) {
    return andThen(decision, step('licence', 'deny', member.setBy.credits, 'noCredit'));
  }
  if (question.resource?.type === 'package' && question.resource.keyHeld !== null) {
    const { keyHeld } = question.resource;
    return andThen(
      decision,
      step('key', keyHeld ? 'allow' : 'deny', decisive.entry, keyHeld ? 'keyHeld' : 'keyMissing'),
    );
  }
  return decision;
}
