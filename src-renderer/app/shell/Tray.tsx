import { ArrowDownToLine, ArrowUpFromLine, CircleX, Pause, Play, RotateCw, Undo2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Transfer } from '../../../src-shared/ipc/packages-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { commitPending, undoSend, useCompose } from '../../state/compose.ts';
import { controlTransfer, fractionOf, isFinal, useTransfers } from '../../state/transfers.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Progress } from '../../ui/parts.tsx';
import { CancelDialog } from '../../views/outbox/CancelDialog.tsx';
import { transferStatus } from '../../views/outbox/transfer-text.ts';
import { goTo } from '../routes.ts';
import styles from './Tray.module.css';

/** More than these are in the outbox. */
const SHOWN = 3;

/** What is under way, whatever one looks at; gone when nothing is. */
export function Tray() {
  const { t } = useI18n();
  const pending = useCompose((state) => state.pending);
  const [asking, setAsking] = useState<Transfer | null>(null);
  const running = useTransfers((state) => state.list).filter(
    (transfer) => !isFinal(transfer) || (transfer.phase === 'failed' && transfer.kind === 'send'),
  );
  const rows = Math.min(SHOWN, running.length) + (pending === null ? 0 : 1) + (running.length > SHOWN ? 1 : 0);
  useEffect(() => {
    document.documentElement.style.setProperty('--tray', `${rows * 3.5}rem`);
  }, [rows]);

  return (
    <section className={cx(styles.tray)} aria-label={t('tray.label')} hidden={rows === 0}>
      <ul>
        {pending && <PendingRow label={pending.label} seconds={pending.secondsLeft} />}
        {running.slice(0, SHOWN).map((transfer) => (
          <TransferRow key={transfer.id} transfer={transfer} onCancel={() => setAsking(transfer)} />
        ))}
      </ul>
      {running.length > SHOWN && (
        <div className={cx(styles.more)}>
          <Button variant="quiet" size="s" onPress={() => goTo('outbox')}>
            {t('tray.title', { count: running.length })}
          </Button>
        </div>
      )}
      <CancelDialog transfer={asking} onClose={() => setAsking(null)} />
      <p className={cx(styles.live)} aria-live="polite">
        {running
          .slice(0, SHOWN)
          .map((transfer) => t('tray.announce', { subject: transfer.subject, phase: t(`transfer.${transfer.phase}`) }))
          .join('. ')}
      </p>
    </section>
  );
}

interface PendingProps {
  readonly label: string;
  readonly seconds: number;
}

function PendingRow({ label, seconds }: PendingProps) {
  const { t } = useI18n();
  return (
    <li className={cx(styles.row)}>
      <span className={cx(styles.icon)}>
        <ArrowUpFromLine size={17} aria-hidden="true" />
      </span>
      <span className={cx(styles.text)}>
        <span className={cx(styles.subject)}>{label}</span>
        <span className={cx(styles.status)}>{t('tray.undo', { count: seconds })}</span>
      </span>
      <Button size="s" variant="quiet" onPress={() => void commitPending()}>
        {t('tray.sendNow')}
      </Button>
      <Button size="s" icon={<Undo2 size={15} aria-hidden="true" />} onPress={undoSend}>
        {t('action.undo')}
      </Button>
    </li>
  );
}

function TransferRow({ transfer, onCancel }: { readonly transfer: Transfer; readonly onCancel: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const subject = transfer.subject || t('row.noSubject');
  const act = (action: 'pause' | 'resume'): void => void controlTransfer(transfer.id, action);
  const failed = transfer.phase === 'failed';
  const Icon = failed ? CircleX : transfer.kind === 'send' ? ArrowUpFromLine : ArrowDownToLine;
  return (
    <li className={cx(styles.row)}>
      <span className={cx(styles.icon)} data-failed={failed}>
        <Icon size={17} aria-hidden="true" />
      </span>
      <span className={cx(styles.text)}>
        <span className={cx(styles.line)}>
          <span className={cx(styles.subject)}>{subject}</span>
          <span className={cx(styles.status)} data-failed={failed}>
            {failed && transfer.error ? i18n.error(transfer.error) : transferStatus(transfer, i18n)}
          </span>
        </span>
        <Progress
          label={t('transfer.progress', { subject })}
          fraction={fractionOf(transfer)}
          tone={failed ? 'bad' : transfer.phase === 'paused' ? 'neutral' : 'accent'}
        />
      </span>
      {transfer.phase === 'paused' && (
        <IconButton label={t('transfer.resume')} icon={<Play size={16} />} onPress={() => act('resume')} />
      )}
      {failed && <IconButton label={t('transfer.retry')} icon={<RotateCw size={16} />} onPress={() => act('resume')} />}
      {!failed && transfer.phase !== 'paused' && transfer.phase !== 'finishing' && (
        <IconButton label={t('transfer.pause')} icon={<Pause size={16} />} onPress={() => act('pause')} />
      )}
      <IconButton
        label={t('transfer.cancel')}
        icon={<X size={16} />}
        isDisabled={transfer.phase === 'finishing'}
        onPress={onCancel}
      />
    </li>
  );
}
