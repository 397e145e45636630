import type { MemberId } from '../../base/ids.ts';
import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import { decide, type Question } from '../decide/decide.ts';
import { indexOf, type Permission } from '../model/permissions.ts';

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
