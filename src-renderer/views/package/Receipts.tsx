import { Check, CloudCheck } from 'lucide-react';
import { useState } from 'react';
import type { PackageDetail } from '../../../src-shared/ipc/packages-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Avatar, Moment } from '../../ui/parts.tsx';
import styles from './Receipts.module.css';

const KINDS = ['received', 'opened', 'saved'] as const;
type Kind = (typeof KINDS)[number];
const FIRST = 8;

export interface Confirmation {
  readonly name: string;
  /** First time of each kind; null when nothing is confirmed. */
  readonly at: Readonly<Record<Kind, number | null>>;
}

/** What each recipient has confirmed; those who did most come first, ties by name of appearance. */
export function confirmations(detail: Pick<PackageDetail, 'recipients' | 'receipts'>): readonly Confirmation[] {
  const first = (name: string, kind: Kind): number | null => {
    const times = detail.receipts.filter((one) => one.member === name && one.kind === kind).map((one) => one.at);
    return times.length === 0 ? null : Math.min(...times);
  };
  const rows = detail.recipients.map(({ name }) => ({
    name,
    at: { received: first(name, 'received'), opened: first(name, 'opened'), saved: first(name, 'saved') },
  }));
  const steps = (row: Confirmation): number => KINDS.filter((kind) => row.at[kind] !== null).length;
  return rows.toSorted((a, b) => steps(b) - steps(a));
}

/** Only what has been confirmed: the hub has it, and each recipient's own signed receipts. */
export function Receipts({ detail }: { readonly detail: PackageDetail }) {
  const { t } = useI18n();
  const [all, setAll] = useState(false);
  const rows = confirmations(detail);
  const shown = all ? rows : rows.slice(0, FIRST);
  const nothing = detail.receipts.length === 0;
  return (
    <section className={cx(styles.receipts)} aria-labelledby="receipts-title">
      <h3 id="receipts-title" className={cx(styles.title)}>
        {t('detail.receipts')}
      </h3>
      <p className={cx(styles.hub)}>
        <CloudCheck size={16} aria-hidden="true" />
        {t('detail.receiptSent')}
        <Moment at={detail.row.sentAt} form="day" />
      </p>
      <ul className={cx(styles.list)}>
        {shown.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two recipients may share a name; the order is stable
          <li key={`${index}-${row.name}`} className={cx(styles.person)}>
            <Avatar name={row.name} size="s" />
            <span className={cx(styles.name)}>{row.name}</span>
            <ol className={cx(styles.track)}>
              <Step label={t('detail.receiptReceived')} at={row.at.received} />
              <Step label={t('detail.receiptOpened')} at={row.at.opened} />
              <Step label={t('detail.receiptSaved')} at={row.at.saved} />
            </ol>
          </li>
        ))}
      </ul>
      {rows.length > FIRST && (
        <div>
          <Button variant="quiet" size="s" onPress={() => setAll(!all)}>
            {all ? t('detail.showFewer') : t('detail.showAll', { count: rows.length - FIRST })}
          </Button>
        </div>
      )}
      {nothing && (
        <p className={cx(styles.none)}>
          {rows.length === 1 ? t('detail.receiptsNone', { name: rows[0]?.name ?? '' }) : t('detail.receiptsNoneMany')}
        </p>
      )}
    </section>
  );
}

function Step({ label, at }: { readonly label: string; readonly at: number | null }) {
  const { t } = useI18n();
  return (
    <li className={cx(styles.step)} data-done={at !== null}>
      <span className={cx(styles.dot)} aria-hidden="true">
        {at !== null && <Check size={10} strokeWidth={4} />}
      </span>
      <span className={cx(styles.stepText)}>
        <span className={cx(styles.stepLabel)}>{label}</span>
        <span className={cx(styles.stepTime)}>
          {at === null ? t('detail.receiptWaiting') : <Moment at={at} form="day" />}
        </span>
      </span>
    </li>
  );
}
