import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';

type ClassRow = OrganisationView['classes'][number];
export type ClassForm = Pick<ClassRow, 'name' | 'ceiling' | 'audience' | 'licensed'>;

function sameSet(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((each) => b.includes(each));
}

/** The `class.edit` that makes the class what the form says; null: it is that already. `called`: its name on screen. */
export function classChange(of: ClassRow, called: string, form: ClassForm): Readonly<Record<string, unknown>> | null {
  const sameAudience =
    of.audience.contacts === form.audience.contacts && sameSet(of.audience.classes, form.audience.classes);
  const fields = {
    ...(form.name === called ? {} : { name: form.name }),
    ...(sameSet(of.ceiling, form.ceiling) ? {} : { ceiling: form.ceiling }),
    ...(sameAudience ? {} : { audience: form.audience }),
    ...(form.licensed === of.licensed ? {} : { licensed: form.licensed }),
  };
  return Object.keys(fields).length === 0 ? null : { type: 'class.edit', class: of.id, ...fields };
}
