import { useCallback, useMemo, useState } from 'react';
import type { Preview } from '../../../../src-shared/ipc/admin-views.ts';

export interface Withdrawals {
  /** The changes, and the invitations that are withdrawn with them. */
  readonly changes: readonly unknown[];
  /** Whose invitations the person withdraws, too. */
  readonly withdrawn: readonly string[];
  readonly withdraw: (members: readonly string[]) => void;
}

/** An invited person who is removed cannot join any more: that is what withdrawing an invitation is. */
export function useWithdrawals(asked: readonly unknown[]): Withdrawals {
  const [withdrawn, setWithdrawn] = useState<readonly string[]>([]);
  const changes = useMemo(
    () =>
      withdrawn.length === 0 ? asked : [...asked, ...withdrawn.map((member) => ({ type: 'member.remove', member }))],
    [asked, withdrawn],
  );
  const withdraw = useCallback((members: readonly string[]) => setWithdrawn(members), []);
  return { changes, withdrawn, withdraw };
}

/** Whose invitations somebody who is shut out could still hand on, once the changes are made. */
export const openAfter = (preview: Preview | null): readonly string[] =>
  preview?.warnings.flatMap(({ withdraw }) => withdraw) ?? [];
