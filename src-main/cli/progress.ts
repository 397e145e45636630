import type { PackageEvent, Transfer } from '../packages/port.ts';
import { formatSize, printable } from './format.ts';

/** Progress of transfers on standard error: one line that is rewritten, on a terminal only. */
export interface Progress {
  onEvent(event: PackageEvent): void;
  /** Ends the line. */
  done(): void;
}

export const silentProgress: Progress = { onEvent: () => {}, done: () => {} };

/** `sending “Plans”: 12.0 MiB of 1.0 GiB (1 %), 210.4 MiB/s` */
export function progressLine({ kind, phase, subject, bytesDone, bytesTotal, rate }: Transfer): string {
  const percent = bytesTotal === 0 ? 100 : Math.floor((100 * bytesDone) / bytesTotal);
  const verb = kind === 'send' ? 'sending' : 'saving';
  const speed = rate > 0 ? `, ${formatSize(rate)}/s` : '';
  const state = phase === 'transferring' ? '' : `, ${phase}`;
  const amount = `${formatSize(bytesDone)} of ${formatSize(bytesTotal)} (${percent} %)`;
  return `${verb} “${printable(subject).slice(0, 40)}”: ${amount}${speed}${state}`;
}

export function createProgress(write: (text: string) => void): Progress {
  let shown = false;
  return {
    onEvent(event) {
      if (event.type !== 'transfer') return;
      shown = true;
      write(`\r\u001b[2K${progressLine(event.transfer)}`);
    },
    done() {
      if (shown) write('\n');
      shown = false;
    },
  };
}
