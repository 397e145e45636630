import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { Subject } from '../../../src-shared/policy/decide/decision.ts';
import type { MemberClass } from '../../../src-shared/policy/model/entities.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { PRESETS } from '../../../src-shared/policy/presets/presets.ts';
import { nameIn } from '../people.ts';
import { roleView } from '../roles.ts';

export interface Named {
  readonly name: string;
  /** Key of the catalogue, where there is one for it; `name` is shown otherwise. */
  readonly text: string | null;
}

/** A class that nobody has renamed is shown in the person's language. */
export function classText(state: PolicyState, { id, name }: Pick<MemberClass, 'id' | 'name'>): string | null {
  const original = PRESETS.get(state.preset)?.classes.find((each) => each.id === id);
  return original?.name === name ? `className.${state.preset}.${id}` : null;
}

/** What a step of a decision speaks of. */
export function subjectName(state: PolicyState, { kind, id }: Subject): Named {
  switch (kind) {
    case 'permission':
    case 'setting':
    case 'danger':
      return { name: id, text: `${kind}.${id}` };
    case 'member':
      return { name: nameIn(state, id as MemberId), text: null };
    case 'role': {
      const role = find(state.roles, id);
      return role === null ? { name: id, text: null } : { name: role.name, text: roleView(state, role).text };
    }
    case 'class': {
      const definition = find(state.classes, id);
      return definition === null
        ? { name: id, text: null }
        : { name: definition.name, text: classText(state, definition) };
    }
    case 'group':
      return { name: find(state.groups, id)?.name ?? id, text: null };
    case 'folder':
      return { name: find(state.folders, id)?.name ?? id, text: null };
  }
}

function find<V>(table: ReadonlyMap<string, V>, id: string): V | null {
  return table.get(id) ?? null;
}
