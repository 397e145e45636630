import type { MemberId } from '../../base/ids.ts';
import { decide } from '../decide/decide.ts';
import { allow, type Decision, type DecisionReason, deny, type Step, type Subject, step } from '../decide/decision.ts';
import type { Danger, Member } from '../model/entities.ts';
import type { Laws } from '../model/laws.ts';
import { has } from '../model/mask.ts';
import type { Permission } from '../model/permissions.ts';
import { NO_RIGHTS, potential, type Rights, rankOf, underlying } from '../model/rights.ts';
import type { PolicyState } from '../model/state.ts';

/** Who asks, and when. */
export interface By {
  readonly member: MemberId;
  readonly at: number;
  /** As many governors as the thresholds ask for have agreed. */
  readonly agreed?: boolean;
  /** Asked of a governor who agrees to somebody else's proposal. */
  readonly approves?: boolean;
}

/** A check: null when it passes, the step that refuses otherwise. */
export type Check = Step | null;

/**
 * One question of `authorise` on its way through the laws. Checks add the steps that speak for the answer; the first
 * one that refuses ends it.
 */
export class Inquiry {
  readonly state: PolicyState;
  readonly by: By;
  readonly laws: Laws;
  /** null for whoever is in no entry of the log: every check that needs a right refuses them. */
  readonly actor: Member | null;
  readonly isOwner: boolean;
  readonly #steps: Step[] = [];
  #held: Rights | null = null;

  constructor(state: PolicyState, by: By, laws: Laws) {
    this.state = state;
    this.by = by;
    this.laws = laws;
    this.actor = state.members.get(by.member) ?? null;
    this.isOwner = by.member === state.owner;
  }

  /** What the actor can give away: setting modes aside, so that a right can be given before its mode is on. */
  get held(): Rights {
    this.#held ??= this.actor === null ? NO_RIGHTS : underlying(this.state, this.actor, this.laws);
    return this.#held;
  }

  get rank(): { readonly rank: number; readonly peer: boolean } {
    return this.actor === null ? { rank: -1, peer: false } : rankOf(this.state, this.actor);
  }

  /** Asks the policy, and takes over its steps. */
  needs(permission: Permission): Check {
    const { state, by, laws } = this;
    const decision = decide(state, by.member, permission, { at: by.at, laws });
    const last = decision.steps[decision.steps.length - 1] ?? decision.steps[0];
    for (const one of decision.steps) if (one !== last || decision.allowed) this.#steps.push(one);
    return decision.allowed ? null : last;
  }

  /** Is what the actor may do of this kind limited to external and service accounts? */
  isLimited(permission: Permission): boolean {
    return !this.isOwner && this.actor !== null && !has(potential(this.state, this.actor, this.laws).full, permission);
  }

  notes(reason: DecisionReason, entry: number, subject: Subject | null = null): null {
    this.#steps.push(step('target', 'allow', entry, reason, subject));
    return null;
  }

  refuses(reason: DecisionReason, entry: number, subject: Subject | null = null): Step {
    return step('target', 'deny', entry, reason, subject);
  }

  /** The head: cited where it is the absence of something that decides. */
  get now(): number {
    return this.state.head.seq;
  }

  answer(refused: Check, dangers: readonly Danger[]): Decision {
    const open = refused ?? this.#threshold(dangers);
    const [first, ...others] = this.#steps;
    if (open !== null) return first === undefined ? deny(open) : deny(first, ...others, open);
    return first === undefined ? allow(step('target', 'allow', this.now, 'selfOnly')) : allow(first, ...others);
  }

  #threshold(dangers: readonly Danger[]): Check {
    if (this.by.agreed === true) return null;
    for (const id of dangers) {
      const { governors, setBy } = this.state.thresholds[id];
      if (governors > 1) return this.refuses('thresholdNeeded', setBy, { kind: 'danger', id });
    }
    return null;
  }
}
