import { create } from 'zustand';
import type { Box } from '../../src-shared/ipc/packages-contract.ts';
import type { Me } from '../../src-shared/ipc/people-contract.ts';
import type { Permission } from '../../src-shared/policy/model/permissions.ts';
import { governsPeople } from './governance.ts';

export type Route =
  | { readonly view: Box; readonly package: string | null }
  | { readonly view: 'outbox' }
  | { readonly view: 'people'; readonly person: string | null }
  | { readonly view: 'admin-people'; readonly person: string | null; readonly part?: PersonPart }
  | { readonly view: 'admin-why'; readonly person: string | null; readonly permission: Permission }
  | { readonly view: AdminView }
  /** `entry`: the one that is asked about; null: the newest. */
  | { readonly view: 'history'; readonly entry: number | null }
  | { readonly view: 'settings' };

/** Screens of the administration that are one page each. */
export type AdminView =
  | 'admin-roles'
  | 'admin-groups'
  | 'admin-settings'
  | 'admin-security'
  | 'admin-billing'
  | 'admin-contacts';

/** What is open of a person. */
export type PersonPart = 'overview' | 'permissions' | 'history';

export type ViewName = Route['view'];

interface Router {
  readonly route: Route;
  /** Grows with every change of view, so that the focus follows once. */
  readonly visit: number;
}

export const useRouter = create<Router>(() => ({ route: { view: 'inbox', package: null }, visit: 0 }));

export function go(route: Route): void {
  useRouter.setState((state) => ({
    route,
    visit: route.view === state.route.view ? state.visit : state.visit + 1,
  }));
}

/** What most questions are about: whether somebody may send at all. */
export const USUAL_QUESTION: Permission = 'pkg.send';

export function goTo(view: ViewName): void {
  switch (view) {
    case 'inbox':
    case 'sent':
    case 'briefcase':
      go({ view, package: null });
      break;
    case 'people':
    case 'admin-people':
      go({ view, person: null });
      break;
    case 'admin-why':
      go({ view, person: null, permission: USUAL_QUESTION });
      break;
    case 'history':
      go({ view, entry: null });
      break;
    case 'admin-roles':
    case 'admin-groups':
    case 'admin-settings':
    case 'admin-security':
    case 'admin-billing':
    case 'admin-contacts':
    case 'outbox':
    case 'settings':
      go({ view });
      break;
  }
}

/** People as whoever governs them sees them, and as everybody else does. */
export const goToPeople = (me: Me | null, person: string | null = null): void =>
  go({ view: governsPeople(me) ? 'admin-people' : 'people', person });
