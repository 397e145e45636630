import type { Member } from '../model/entities.ts';
import type { Laws } from '../model/laws.ts';
import type { Permission } from '../model/permissions.ts';
import type { PolicyState } from '../model/state.ts';
import { type DecisionReason, type Step, type Subject, step } from './decision.ts';

/** What is known when a resource is looked at: the permission is held, by the step `decisive`. */
export interface Held {
  readonly state: PolicyState;
  readonly member: Member;
  readonly permission: Permission;
  readonly decisive: Step;
  readonly at: number;
  readonly laws: Laws;
}

/** A step of the resource layer. Facts about a package are in no entry: what is cited then is what gave the permission. */
export function fits(entry: number, reason: DecisionReason, subject: Subject | null = null): Step {
  return step('resource', 'allow', entry, reason, subject);
}

export function fails(entry: number, reason: DecisionReason, subject: Subject | null = null): Step {
  return step('resource', 'deny', entry, reason, subject);
}

/** Are the target's groups among those that the member's governance is limited to? null: it is not limited. */
export function scopeStep({ state, member, laws }: Held, target: Member | undefined): Step | null {
  const { scopes, setBy } = member.limits;
  if (scopes === null || (laws.G11 && member.id === state.owner)) return null;
  const shared = target?.groups.find(({ id }) => scopes.includes(id));
  if (shared === undefined) return fails(setBy, 'outOfScope', memberSubject(target));
  return fits(Math.max(setBy, shared.setBy), 'inScope', { kind: 'group', id: shared.id });
}

function memberSubject(target: Member | undefined): Subject | null {
  return target === undefined ? null : { kind: 'member', id: target.id };
}
