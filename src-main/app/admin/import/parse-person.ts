import { err, ok, type Result } from '../../../../src-shared/base/result.ts';
import type { ImportProblem } from '../../../../src-shared/ipc/import-problems.ts';
import { MEMBER_KINDS } from '../../../../src-shared/policy/model/entities.ts';
import type { PolicyState } from '../../../../src-shared/policy/model/state.ts';
import { normaliseEmail, normaliseName } from '../../../../src-shared/policy/model/text.ts';
import type { Invitee } from '../../../organisation/invite-many.ts';
import { folded } from '../people-index.ts';
import type { PersonText } from './read-people.ts';

/** Key of the catalogue, and what its `{subject}` stands for. */
export interface RowProblem {
  readonly text: string;
  readonly subject: string;
}

/** What a row says, by the organisation's own names; what is left empty is as the template has it. */
export function parsePerson(state: PolicyState, { cells }: PersonText): Result<Invitee, RowProblem> {
  const name = normaliseName(cells.name);
  if (!name.ok) return problem('name', cells.name);
  const email = normaliseEmail(cells.email);
  if (!email.ok) return problem('email', cells.email);
  const kind = cells.kind === '' ? 'internal' : MEMBER_KINDS.find((each) => each === cells.kind.toLowerCase());
  if (kind === undefined) return problem('kind', cells.kind);
  const roles = lookUp(state.roles, cells.roles, [state.template.role]);
  if (!roles.ok) return problem('role', roles.error);
  const of = cells.class === '' ? state.template.class : find(state.classes, cells.class);
  if (of === null) return problem('class', cells.class);
  const groups = lookUp(state.groups, cells.groups, state.template.groups);
  if (!groups.ok) return problem('group', groups.error);
  return ok({
    name: name.value,
    email: email.value,
    kind,
    roles: roles.value,
    class: of,
    groups: groups.value,
    withheld: [],
    scopes: null,
    expiresAt: null,
    contact: null,
  });
}

const SHOWN = 80;
const problem = (name: ImportProblem, subject: string): Result<never, RowProblem> =>
  err({ text: `problem.import.${name}`, subject: subject.slice(0, SHOWN) });

type Table<Id extends string> = ReadonlyMap<Id, { readonly id: Id; readonly name: string }>;

/** By id or by name, several separated by semicolons. The error is the one that there is not. */
function lookUp<Id extends string>(
  table: Table<Id>,
  cell: string,
  usual: readonly Id[],
): Result<readonly Id[], string> {
  const names = cell
    .split(/[;|]/)
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0) return ok(usual);
  const found = new Set<Id>();
  for (const name of names) {
    const id = find(table, name);
    if (id === null) return err(name);
    found.add(id);
  }
  return ok([...found]);
}

function find<Id extends string>(table: Table<Id>, name: string): Id | null {
  for (const { id } of table.values()) if (id === name) return id;
  const wanted = folded(name);
  for (const each of table.values()) if (folded(each.name) === wanted) return each.id;
  return null;
}
