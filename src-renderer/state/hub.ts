import { create } from 'zustand';
import type { HubStatus } from '../../src-shared/ipc/hub-contract.ts';
import { bridge } from './bridge.ts';

interface HubStore {
  readonly status: HubStatus | null;
  readonly syncing: boolean;
}

export const useHub = create<HubStore>(() => ({ status: null, syncing: false }));

export async function loadHub(): Promise<void> {
  const answer = await bridge().hubStatus({});
  if (answer.ok) useHub.setState({ status: answer.value });
}

export async function syncHub(): Promise<void> {
  if (useHub.getState().syncing) return;
  useHub.setState({ syncing: true });
  const answer = await bridge().hubSync({});
  useHub.setState(answer.ok ? { status: answer.value, syncing: false } : { syncing: false });
}
