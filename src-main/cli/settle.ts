import type { MemberSession } from '../app/port.ts';
import type { Transfer } from '../packages/port.ts';
import { type CliError, cliError, plainError } from './answer.ts';
import { formatSize, printable } from './format.ts';

export interface Settled {
  readonly transfer: Transfer;
  readonly error: CliError | null;
}

/**
 * Waits until the transfer is over, or until it waits for a hub that does not answer: a window goes on trying, a command
 * tells and ends.
 */
export async function settle(session: MemberSession, id: string): Promise<Settled> {
  const transfer = await new Promise<Transfer>((resolve) => {
    const stalled = (each: Transfer): boolean => each.id === id && each.phase === 'waiting' && each.error !== null;
    const unsubscribe = session.packages.subscribe((event) => {
      if (event.type === 'transfer' && stalled(event.transfer)) finish(event.transfer);
    });
    const finish = (ended: Transfer): void => {
      unsubscribe();
      resolve(ended);
    };
    const now = session.packages.transfers().find(stalled);
    if (now === undefined) void session.packages.settled(id).then(finish);
    else finish(now);
  });
  return { transfer, error: problemOf(transfer) };
}

function problemOf({ phase, error }: Transfer): CliError | null {
  if (phase === 'done') return null;
  if (error === null) return cliError('work.cancelled');
  return plainError(error);
}

export function describeTransfer({ transfer, error }: Settled): string {
  const { kind, subject, bytesTotal, filesTotal } = transfer;
  const title = subject === '' ? 'Package without a subject' : `“${printable(subject)}”`;
  const what = `${title} (${filesTotal} ${filesTotal === 1 ? 'file' : 'files'}, ${formatSize(bytesTotal)})`;
  if (error === null) return `${what} ${kind === 'send' ? 'sent' : 'saved'}.`;
  return transfer.phase === 'waiting'
    ? `${what} waits in the outbox.`
    : `${what} was not ${kind === 'send' ? 'sent' : 'saved'}.`;
}
