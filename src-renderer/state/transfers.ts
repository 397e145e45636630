import { create } from 'zustand';
import type { Transfer } from '../../src-shared/ipc/packages-contract.ts';
import { bridge } from './bridge.ts';

type Phase = Transfer['phase'];

interface Transfers {
  /** Newest first. */
  readonly list: readonly Transfer[];
}

export const useTransfers = create<Transfers>(() => ({ list: [] }));

const FINAL: readonly Phase[] = ['done', 'failed', 'cancelled'];

/** No more bytes will move by themselves. */
export const isFinal = (transfer: Transfer): boolean => FINAL.includes(transfer.phase);
export const isRunning = (transfer: Transfer): boolean => !isFinal(transfer) && transfer.phase !== 'paused';

export type TransferGroup = 'stopped' | 'active' | 'finished';

/** `stopped` waits for the person, `active` for nobody or for them to resume it, `finished` for nothing. */
export function groupOf({ phase }: Pick<Transfer, 'phase'>): TransferGroup {
  if (phase === 'failed') return 'stopped';
  return phase === 'done' || phase === 'cancelled' ? 'finished' : 'active';
}

/** How far, 0 to 1; null while the size is not known. */
export function fractionOf(transfer: Transfer): number | null {
  if (transfer.phase === 'done') return 1;
  if (transfer.phase === 'preparing' || transfer.bytesTotal === 0) return null;
  return Math.min(1, transfer.bytesDone / transfer.bytesTotal);
}

/** Seconds that are left at the present rate; null when nobody can tell. */
export function secondsLeft(transfer: Transfer): number | null {
  if (transfer.phase !== 'transferring' || transfer.rate <= 0) return null;
  return (transfer.bytesTotal - transfer.bytesDone) / transfer.rate;
}

/** Puts a newer state of a transfer in its place. */
export function withTransfer(list: readonly Transfer[], transfer: Transfer): readonly Transfer[] {
  return list.some((one) => one.id === transfer.id)
    ? list.map((one) => (one.id === transfer.id ? transfer : one))
    : [transfer, ...list];
}

/** @returns the state it was in before, null for a new one. */
export function updateTransfer(transfer: Transfer): Transfer | null {
  const { list } = useTransfers.getState();
  useTransfers.setState({ list: withTransfer(list, transfer) });
  return list.find((one) => one.id === transfer.id) ?? null;
}

export async function loadTransfers(): Promise<void> {
  const answer = await bridge().transfersList({});
  if (answer.ok) useTransfers.setState({ list: [...answer.value].sort((a, b) => b.createdAt - a.createdAt) });
}

export type TransferAction = 'pause' | 'resume' | 'cancel' | 'dismiss' | 'reveal';

export async function controlTransfer(transfer: string, action: TransferAction): Promise<void> {
  const answer = await bridge().transfersControl({ transfer, action });
  if (answer.ok && action === 'dismiss') {
    useTransfers.setState((state) => ({ list: state.list.filter((one) => one.id !== transfer) }));
  }
}

export function forgetTransfers(): void {
  useTransfers.setState({ list: [] });
}
