import type { Transfer } from '../../../src-shared/ipc/packages-contract.ts';
import type { I18n } from '../../i18n/i18n.tsx';
import { secondsLeft } from '../../state/transfers.ts';

/** One line on where a transfer stands: amounts and time while bytes move, a word otherwise. */
export function transferStatus(transfer: Transfer, { t, format }: Pick<I18n, 't' | 'format'>): string {
  switch (transfer.phase) {
    case 'transferring': {
      const amount = t('unit.ofTotal', {
        done: format.bytes(transfer.bytesDone),
        total: format.bytes(transfer.bytesTotal),
      });
      const left = secondsLeft(transfer);
      if (left === null) return amount;
      return `${amount} · ${t('unit.rateLeft', { rate: format.rate(transfer.rate), left: format.duration(left) })}`;
    }
    case 'done':
      return transfer.kind === 'send' ? t('transfer.doneSend') : t('transfer.doneSave');
    case 'paused':
      return `${t('transfer.paused')} · ${t('unit.ofTotal', { done: format.bytes(transfer.bytesDone), total: format.bytes(transfer.bytesTotal) })}`;
    case 'preparing':
    case 'waiting':
    case 'finishing':
    case 'failed':
    case 'cancelled':
      return t(`transfer.${transfer.phase}`);
  }
}
