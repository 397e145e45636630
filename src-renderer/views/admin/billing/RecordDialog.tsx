import { FileDown, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { BillingRow } from '../../../../src-shared/ipc/billing-contract.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { useToasts } from '../../../state/toasts.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Moment, Tag } from '../../../ui/parts.tsx';
import { useChange } from '../use-change.tsx';
import styles from './Billing.module.css';
import { dayOf, money } from './money.ts';

export interface RecordDialogProps {
  readonly row: BillingRow;
  readonly mayKeep: boolean;
  readonly onCorrect: () => void;
  readonly onClose: () => void;
}

/** One record whole, and its invoice to be saved: it is never opened in place. */
export function RecordDialog({ row, mayKeep, onCorrect, onClose }: RecordDialogProps) {
  const { t, format } = useI18n();
  const { ask, preview } = useChange();
  const [error, setError] = useState<IpcError | null>(null);
  const [busy, setBusy] = useState(false);
  const { content, voided } = row;
  const title = content?.description ?? t(`billing.flaw.${row.flaw ?? 'unreadable'}`);

  // The button stays enabled meanwhile: a disabled one would lose the focus, and with it the keyboard.
  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const saved = await bridge().billingSaveInvoice({ record: row.id });
    setBusy(false);
    setError(saved.ok ? null : saved.error);
    if (saved.ok && saved.value) useToasts.getState().show({ tone: 'good', text: t('billing.invoiceSaved') });
  };
  const declareVoid = (): void =>
    ask({
      title: t('billing.voidTitle', { what: title }),
      lead: t('billing.voidLead'),
      changes: [{ type: 'billing.void', record: row.id }],
      confirm: t('billing.voidConfirm'),
      onMade: onClose,
    });

  return (
    <>
      <Dialog
        isOpen={preview === null}
        onClose={onClose}
        title={title}
        {...(content !== null && { lead: money(content.amount, content.currency, format.locale) })}
        footer={
          <>
            {mayKeep && voided === null && (
              <Button variant="quiet" icon={<Undo2 size={15} aria-hidden="true" />} onPress={declareVoid}>
                {t('billing.declareVoid')}
              </Button>
            )}
            {mayKeep && voided === null && content !== null && (
              <Button onPress={onCorrect}>{t('billing.correct')}</Button>
            )}
            {content?.invoice != null ? (
              <Button variant="primary" icon={<FileDown size={16} aria-hidden="true" />} onPress={() => void save()}>
                {t('billing.saveInvoice')}
              </Button>
            ) : (
              <Button onPress={onClose}>{t('billing.close')}</Button>
            )}
          </>
        }
      >
        <dl className={cx(styles.facts)}>
          {voided !== null && (
            <Fact label={t('billing.state')}>
              <Tag>{t('billing.void')}</Tag> {voided.replacedBy === null ? '' : `${t('billing.replaced')} `}
              {t('billing.voidBy', { name: voided.by ?? t('billing.somebody') })}
            </Fact>
          )}
          {content !== null && (
            <>
              <Fact label={t('billing.date')}>{dayOf(content.date, format.locale)}</Fact>
              <Fact label={t('billing.supplier')}>{content.supplier || '–'}</Fact>
              <Fact label={t('billing.number')}>{content.number || '–'}</Fact>
              {content.licences !== null && (
                <Fact label={t('billing.licencesBought')}>{format.number(content.licences)}</Fact>
              )}
              <Fact label={t('billing.invoice')}>
                {content.invoice === null
                  ? t('billing.noInvoice')
                  : `${content.invoice.name} (${format.bytes(content.invoice.size)})`}
              </Fact>
              {content.replaces !== null && <Fact label={t('billing.correction')}>{t('billing.replacesOther')}</Fact>}
            </>
          )}
          <Fact label={t('billing.kept')}>
            {row.keptBy ?? t('billing.somebody')}
            {row.keptAt !== null && (
              <>
                , <Moment at={row.keptAt} form="full" />
              </>
            )}
          </Fact>
        </dl>
        {row.flaw !== null && <p className={cx(styles.hint)}>{t(`error.billing.${row.flaw}`)}</p>}
        <Problem error={error} />
      </Dialog>
      {preview}
    </>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={cx(styles.fact)}>
      <dt>{label}</dt>
      <dd className="selectable">{children}</dd>
    </div>
  );
}
