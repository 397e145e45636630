import { useEffect } from 'react';
import { create } from 'zustand';
import type { Response } from '../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import { bridge } from './bridge.ts';

interface MailStore {
  /** null until main has answered once. */
  readonly settings: Response<'mail.settings'> | null;
  readonly error: IpcError | null;
}

/** Whether and how invitations can go by e-mail, and what newcomers were greeted with last. */
export const useMailStore = create<MailStore>(() => ({ settings: null, error: null }));

export async function loadMail(): Promise<void> {
  const answer = await bridge().mailSettings({});
  useMailStore.setState(answer.ok ? { settings: answer.value, error: null } : { error: answer.error });
}

/** Asks anew when what shows it appears. */
export function useMail(): MailStore {
  useEffect(() => void loadMail(), []);
  return useMailStore();
}
