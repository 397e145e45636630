import type { MemberId } from '../../base/ids.ts';
import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import { decide, type Question } from '../decide/decide.ts';
import type { Resource } from '../decide/resource.ts';
import { indexOf, type Permission } from '../model/permissions.ts';
import type { PolicyState } from '../model/state.ts';

type Asked = Pick<Question, 'resource' | 'at'>;

/**
 * Who may do this (on that resource), in the order of the compiled policy: exactly those whom `decide` allows. The masks
 * leave out most; where there is a resource, `decide` itself answers for the others.
 */
export function whoCan(compiled: CompiledPolicy, permission: Permission, question: Asked = {}): readonly MemberId[] {
  const { state } = compiled;
  const at = question.at ?? state.at;
  const place = indexOf(permission);
  const found: MemberId[] = [];
  for (let index = 0; index < compiled.size; index += 1) {
    if (!compiled.can(index, place, at)) continue;
    const member = compiled.member(index);
    if (member === null) continue;
    if (question.resource === undefined || decide(state, member.id, permission, question).allowed)
      found.push(member.id);
  }
  return found;
}

/** Of these, those that the member may do this with: lists show what single checks allow, no more and no less. */
export function whatCan<T>(
  state: PolicyState,
  member: MemberId,
  permission: Permission,
  items: Iterable<T>,
  resourceOf: (item: T) => Resource,
  at: number = state.at,
): readonly T[] {
  // Without the permission there is nothing to ask of any of them.
  if (!decide(state, member, permission, { at }).allowed) return [];
  const found: T[] = [];
  for (const item of items) {
    if (decide(state, member, permission, { at, resource: resourceOf(item) }).allowed) found.push(item);
  }
  return found;
}
