import type { Me, PermissionView } from '../../src-shared/ipc/people-contract.ts';
import { commands, offers } from './commands.tsx';
import { governsPeople } from './governance.ts';
import type { Overlay } from './overlays.ts';
import type { Route } from './routes.ts';

/** What became of a member's rights between two answers of main. */
export interface RightsChange {
  readonly lost: readonly string[];
  readonly gained: readonly string[];
  /** Who set what decided it, of the newest decision; null where that is not known. */
  readonly by: string | null;
}

/** null: they may do what they could do before. */
export function rightsChange(before: Me, after: Me): RightsChange | null {
  const had = new Map(before.permissions.map((view) => [view.permission, view.allowed]));
  const changed = after.permissions.filter(({ permission, allowed }) => had.get(permission) !== allowed);
  if (changed.length === 0) return null;
  const newest = changed.reduce<PermissionView | null>(
    (last, view) => ((view.setAt ?? -1) > (last?.setAt ?? -1) ? view : last),
    null,
  );
  const of = (allowed: boolean): string[] =>
    changed.filter((view) => view.allowed === allowed).map((view) => view.permission);
  return { lost: of(false), gained: of(true), by: newest?.setBy ?? null };
}

/** Why the account itself can do nothing any more; null: it can. */
export function accountStop(me: Me | null): PermissionView | null {
  return me?.permissions.find(({ permission, allowed }) => permission === 'account.login' && !allowed) ?? null;
}

/** Whether a view is still there for this member; those of the mailbox always are. */
export function mayStay(me: Me, { view }: Route): boolean {
  if (view === 'admin-people') return governsPeople(me);
  const command = commands.find(({ id }) => id === `go.${view}`);
  return command === undefined || offers(me, command);
}

/** Whether an open dialog of the whole window is still one of this member's. */
export function mayKeepOpen(me: Me, overlay: Overlay): boolean {
  if (overlay === 'exportPeople') return governsPeople(me);
  const command = commands.find(({ id }) => id === overlay);
  return command === undefined || offers(me, command);
}
