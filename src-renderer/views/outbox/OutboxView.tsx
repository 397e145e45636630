import {
  ArrowDownToLine,
  ArrowUpFromLine,
  CircleCheck,
  CircleX,
  FolderOpen,
  Pause,
  Play,
  RotateCw,
  Upload,
  X,
} from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Transfer } from '../../../src-shared/ipc/packages-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import {
  controlTransfer,
  fractionOf,
  groupOf,
  isFinal,
  loadTransfers,
  type TransferGroup,
  useTransfers,
} from '../../state/transfers.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Page } from '../../ui/Page.tsx';
import { EmptyState, Moment, Progress } from '../../ui/parts.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import styles from './OutboxView.module.css';
import { transferStatus } from './transfer-text.ts';

const SKIP_REASONS = {
  symlink: 'transfer.skippedSymlink',
  special: 'transfer.skippedSpecial',
  unreadable: 'transfer.skippedUnreadable',
  name: 'transfer.skippedName',
} as const;

/** All transfers of this member on this computer. */
export function OutboxView() {
  const { t } = useI18n();
  const list = useTransfers((state) => state.list);
  const [asking, setAsking] = useState<Transfer | null>(null);
  useEffect(() => void loadTransfers(), []);
  const clear = (): void => {
    for (const transfer of list) if (groupOf(transfer) === 'finished') void controlTransfer(transfer.id, 'dismiss');
  };
  return (
    <Page title={t('outbox.title')} lead={t('outbox.lead')}>
      {list.length === 0 && (
        <EmptyState icon={<Upload size={24} />} title={t('outbox.empty')}>
          {t('outbox.emptyHint')}
        </EmptyState>
      )}
      <Group of="stopped" title={t('outbox.stopped')} onCancel={setAsking} />
      <Group of="active" title={t('outbox.active')} onCancel={setAsking} />
      <Group of="finished" title={t('outbox.finished')} onCancel={setAsking}>
        <Button variant="quiet" size="s" onPress={clear}>
          {t('outbox.clear')}
        </Button>
      </Group>
      <CancelDialog transfer={asking} onClose={() => setAsking(null)} />
    </Page>
  );
}

interface GroupProps {
  readonly of: TransferGroup;
  readonly title: string;
  readonly onCancel: (transfer: Transfer) => void;
  /** Beside the heading. */
  readonly children?: ReactNode;
}

/** Nothing at all while no transfer belongs to it. */
function Group({ of, title, onCancel, children }: GroupProps) {
  const transfers = useTransfers((state) => state.list).filter((transfer) => groupOf(transfer) === of);
  if (transfers.length === 0) return null;
  return (
    <section aria-labelledby={`outbox-${of}`} className={cx(styles.section)}>
      <span className={cx(styles.headingRow)}>
        <h2 id={`outbox-${of}`} className={cx(styles.heading)}>
          {title}
        </h2>
        {children}
      </span>
      <ul className={cx(styles.list)}>
        {transfers.map((transfer) => (
          <Row key={transfer.id} transfer={transfer} onCancel={() => onCancel(transfer)} />
        ))}
      </ul>
    </section>
  );
}

function Row({ transfer, onCancel }: { readonly transfer: Transfer; readonly onCancel: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const subject = transfer.subject || t('row.noSubject');
  const Icon =
    transfer.phase === 'done'
      ? CircleCheck
      : transfer.phase === 'failed' || transfer.phase === 'cancelled'
        ? CircleX
        : transfer.kind === 'send'
          ? ArrowUpFromLine
          : ArrowDownToLine;
  const facts = [
    t(transfer.kind === 'send' ? 'transfer.send' : 'transfer.save'),
    ...(transfer.kind === 'send' && transfer.recipientCount > 0
      ? [t('transfer.recipients', { count: transfer.recipientCount })]
      : []),
    ...(transfer.filesTotal > 0 ? [t('row.files', { count: transfer.filesTotal })] : []),
  ];
  return (
    <li className={cx(styles.row)} data-phase={transfer.phase}>
      <Icon size={20} aria-hidden="true" className={cx(styles.icon)} />
      <div className={cx(styles.text)}>
        <span className={cx(styles.subject)}>{subject}</span>
        <span className={cx(styles.facts)}>
          {facts.join(' · ')} · <Moment at={transfer.createdAt} />
        </span>
        {!isFinal(transfer) && (
          <Progress
            label={t('transfer.progress', { subject })}
            fraction={fractionOf(transfer)}
            tone={transfer.phase === 'paused' ? 'neutral' : 'accent'}
          />
        )}
        <span className={cx(styles.status)}>
          {transfer.phase === 'failed' && transfer.error ? i18n.error(transfer.error) : transferStatus(transfer, i18n)}
        </span>
        <Skipped transfer={transfer} />
      </div>
      <Actions transfer={transfer} onCancel={onCancel} />
    </li>
  );
}

function Skipped({ transfer }: { readonly transfer: Transfer }) {
  const { t } = useI18n();
  if (transfer.skipped.length === 0) return null;
  return (
    <details className={cx(styles.skipped)}>
      <summary>{t('transfer.skipped', { count: transfer.skipped.length })}</summary>
      <ul>
        {transfer.skipped.slice(0, 100).map(({ name, reason }) => (
          <li key={name}>
            <b>{name}</b> {t(SKIP_REASONS[reason])}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Actions({ transfer, onCancel }: { readonly transfer: Transfer; readonly onCancel: () => void }) {
  const { t } = useI18n();
  const act = (action: 'pause' | 'resume' | 'dismiss' | 'reveal') => (): void =>
    void controlTransfer(transfer.id, action);
  switch (transfer.phase) {
    case 'preparing':
    case 'waiting':
    case 'transferring':
      return (
        <span className={cx(styles.actions)}>
          <IconButton label={t('transfer.pause')} icon={<Pause size={16} />} onPress={act('pause')} />
          <IconButton label={t('transfer.cancel')} icon={<X size={16} />} onPress={onCancel} />
        </span>
      );
    case 'paused':
      return (
        <span className={cx(styles.actions)}>
          <IconButton label={t('transfer.resume')} icon={<Play size={16} />} onPress={act('resume')} />
          <IconButton label={t('transfer.cancel')} icon={<X size={16} />} onPress={onCancel} />
        </span>
      );
    case 'failed':
      return (
        <span className={cx(styles.actions)}>
          <Button size="s" icon={<RotateCw size={15} aria-hidden="true" />} onPress={act('resume')}>
            {t('transfer.retry')}
          </Button>
          <IconButton label={t('transfer.cancel')} icon={<X size={16} />} onPress={onCancel} />
        </span>
      );
    case 'done':
    case 'cancelled':
      return (
        <span className={cx(styles.actions)}>
          {transfer.kind === 'save' && transfer.phase === 'done' && (
            <IconButton label={t('transfer.reveal')} icon={<FolderOpen size={16} />} onPress={act('reveal')} />
          )}
          <IconButton label={t('transfer.dismiss')} icon={<X size={16} />} onPress={act('dismiss')} />
        </span>
      );
    case 'finishing':
      return null;
  }
}
