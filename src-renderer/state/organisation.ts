import { useEffect } from 'react';
import { create } from 'zustand';
import type { OrganisationView } from '../../src-shared/ipc/admin-views.ts';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import { bridge } from './bridge.ts';

interface OrganisationStore {
  /** null until main has answered once. */
  readonly view: OrganisationView | null;
  readonly error: IpcError | null;
}

/** The organisation but for its people, as the administration shows it. */
export const useOrganisationStore = create<OrganisationStore>(() => ({ view: null, error: null }));

export async function loadOrganisation(): Promise<void> {
  const answer = await bridge().adminOrganisation({});
  useOrganisationStore.setState(answer.ok ? { view: answer.value, error: null } : { error: answer.error });
}

export function forgetOrganisation(): void {
  useOrganisationStore.setState({ view: null, error: null });
}

/** Loads the organisation when the view appears, and again with every change of the policy. */
export function useOrganisation(): OrganisationStore {
  useEffect(() => {
    void loadOrganisation();
    return bridge().on('people.changed', () => void loadOrganisation());
  }, []);
  return useOrganisationStore();
}
