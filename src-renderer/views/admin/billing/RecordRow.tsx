import { Paperclip, TriangleAlert } from 'lucide-react';
import type { BillingRow } from '../../../../src-shared/ipc/billing-contract.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { cx } from '../../../ui/cx.ts';
import { Tag } from '../../../ui/parts.tsx';
import styles from './Billing.module.css';
import { dayOf, money } from './money.ts';

/** null: not loaded yet. */
export function RecordRow({ row }: { readonly row: BillingRow | null }) {
  const { t, format } = useI18n();
  if (row === null) return <span className={cx(styles.row)} />;
  const { content, flaw, voided } = row;
  if (content === null) {
    return (
      <span className={cx(styles.row)}>
        <TriangleAlert size={16} aria-hidden="true" className={cx(styles.warn)} />
        <span className={cx(styles.text)}>
          <span className={cx(styles.name)}>{t(`billing.flaw.${flaw ?? 'unreadable'}`)}</span>
          <span className={cx(styles.meta)}>{t('billing.keptBy', { name: row.keptBy ?? t('billing.somebody') })}</span>
        </span>
      </span>
    );
  }
  const { supplier, number, invoice } = content;
  return (
    <span className={cx(styles.row)} data-void={voided !== null || undefined}>
      <span className={cx(styles.date)}>{dayOf(content.date, format.locale)}</span>
      <span className={cx(styles.text)}>
        <span className={cx(styles.name)}>{content.description}</span>
        <span className={cx(styles.meta)}>{[supplier, number].filter(Boolean).join(' · ')}</span>
      </span>
      {voided !== null && <Tag>{t('billing.void')}</Tag>}
      {invoice !== null && <Paperclip size={15} role="img" aria-label={t('billing.hasInvoice')} />}
      <span className={cx(styles.amount)}>{money(content.amount, content.currency, format.locale)}</span>
    </span>
  );
}
