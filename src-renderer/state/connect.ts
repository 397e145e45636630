import type { Session } from '../../src-shared/ipc/app-contract.ts';
import type { Transfer } from '../../src-shared/ipc/packages-contract.ts';
import { forgetAdminPeople } from './admin-people.ts';
import { forgetBoxes, loadCounts, packagesChanged } from './boxes.ts';
import { bridge } from './bridge.ts';
import { forgetCompose } from './compose.ts';
import { loadHub, useHub } from './hub.ts';
import { forgetOrganisation } from './organisation.ts';
import { forgetPeople, loadPeople } from './people.ts';
import { loadMe, opened, setSession, startSession, useSession } from './session.ts';
import { useToasts } from './toasts.ts';
import { forgetTransfers, loadTransfers, updateTransfer } from './transfers.ts';

export interface Connections {
  readonly onTransferEnd: (transfer: Transfer) => void;
  readonly onArrived: (count: number) => void;
  readonly onCommand: (name: string) => void;
}

async function enter(session: Session): Promise<void> {
  if (session.state !== 'unlocked') {
    // SECURITY: S14. Main reloads the page on lock; what this page holds is dropped all the same.
    forgetBoxes();
    forgetPeople();
    forgetAdminPeople();
    forgetOrganisation();
    forgetTransfers();
    forgetCompose();
    useHub.setState({ status: null });
    useToasts.setState({ list: [] });
  }
  await setSession(session);
  if (session.state === 'unlocked') await Promise.all([loadCounts(), loadPeople(), loadTransfers(), loadHub()]);
}

/** Subscribes the stores to main, then asks for the first state. @returns what ends all subscriptions. */
export function connect({ onTransferEnd, onArrived, onCommand }: Connections): () => void {
  const main = bridge();
  const ends = [
    main.on('session.changed', (session) => void enter(session)),
    main.on('packages.changed', ({ box }) => {
      void packagesChanged(box).then((arrived) => arrived > 0 && onArrived(arrived));
    }),
    main.on('people.changed', () => {
      // A change of the policy may be one of what this member may do.
      void loadMe();
      void loadPeople();
    }),
    main.on('hub.changed', (status) => useHub.setState({ status })),
    main.on('settings.changed', (settings) => useSession.setState({ settings })),
    main.on('link.opened', opened),
    main.on('command', ({ name }) => onCommand(name)),
    main.on('transfer.changed', (transfer) => {
      const before = updateTransfer(transfer);
      const ended = transfer.phase === 'done' || transfer.phase === 'failed';
      if (before !== null && before.phase !== transfer.phase && ended) onTransferEnd(transfer);
      if (before?.phase !== transfer.phase) void loadCounts();
    }),
  ];
  void startSession().then(() => {
    const { session } = useSession.getState();
    if (session?.state === 'unlocked') void enter(session);
  });
  return () => {
    for (const end of ends) end();
  };
}
