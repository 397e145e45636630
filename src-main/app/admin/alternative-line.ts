import type { Change } from '../../../src-shared/policy/decide/what-if.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { type ActionLine, actionLine } from './action-line.ts';

interface Told {
  readonly text: string;
  readonly permission?: string;
  /** What is set, where that is no word of the text. */
  readonly effect?: string;
}

/** A change that somebody could make, in one line: of a change that the history tells of in general, what exactly it is. */
export function alternativeLine(change: Change, state: PolicyState): ActionLine {
  const { params, text } = actionLine(change, state);
  const { text: exact = text, ...more } = toldOf(change, state) ?? {};
  return { text: exact, params: { ...params, ...more } };
}

function toldOf(change: Change, { members, classes }: PolicyState): Told | null {
  switch (change.type) {
    case 'member.limits': {
      const limits = members.get(change.member)?.limits ?? { withheld: [], scopes: null };
      if (change.scopes === null && limits.scopes !== null) return { text: 'alternative.unscope' };
      return moved(limits.withheld, change.withheld, ['alternative.withhold', 'alternative.release']);
    }
    case 'role.edit': {
      const [permission, level = null] = Object.entries(change.cells ?? {})[0] ?? [];
      return permission === undefined ? null : { text: `alternative.role.${level ?? 'none'}`, permission };
    }
    case 'group.edit': {
      const [permission, effect = null] = Object.entries(change.permissions ?? {})[0] ?? [];
      return permission === undefined ? null : { text: 'alternative.group', permission, effect: effect ?? 'none' };
    }
    case 'class.edit': {
      if (change.audience !== undefined) return { text: 'alternative.class.reach' };
      const ceiling = classes.get(change.class)?.ceiling ?? [];
      return moved(ceiling, change.ceiling ?? [], ['alternative.class.into', 'alternative.class.out']);
    }
    default:
      return null;
  }
}

/** The permission that came, or went. */
function moved(
  before: readonly string[],
  after: readonly string[],
  [came, went]: readonly [came: string, went: string],
): Told | null {
  const added = after.find((permission) => !before.includes(permission));
  if (added !== undefined) return { text: came, permission: added };
  const removed = before.find((permission) => !after.includes(permission));
  return removed === undefined ? null : { text: went, permission: removed };
}
