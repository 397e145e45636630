import { FileUp, Paperclip, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { BillingRow } from '../../../../src-shared/ipc/billing-contract.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import type { Chosen } from '../../../../src-shared/ipc/files-contract.ts';
import { minorDigits, parseAmount, plainAmount } from '../../../../src-shared/text/amount.ts';
import { offerViewActions } from '../../../app/overlays.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { now } from '../../../state/system-clock.ts';
import { useToasts } from '../../../state/toasts.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { FormButtons } from '../../../ui/FormButtons.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { parseCount } from '../settings/sections.ts';
import styles from './Billing.module.css';
import { USUAL_CURRENCY } from './money.ts';

export interface KeepDialogProps {
  /** The record that this one corrects; null: a new one. */
  readonly replaces: BillingRow | null;
  readonly onClose: () => void;
  readonly onKept: () => void;
}

const MOST = 10 * 1024 * 1024;
const CURRENCY = /^[A-Z]{3}$/;
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** A new record, with an invoice chosen or dropped. A correction is a new record, too: nothing is ever edited. */
export function KeepDialog({ replaces, onClose, onKept }: KeepDialogProps) {
  const { t, format } = useI18n();
  const before = replaces?.content ?? null;
  const [date, setDate] = useState(before?.date ?? new Date(now()).toISOString().slice(0, 10));
  const [description, setDescription] = useState(before?.description ?? '');
  const [supplier, setSupplier] = useState(before?.supplier ?? '');
  const [number, setNumber] = useState(before?.number ?? '');
  const [currency, setCurrency] = useState(before?.currency ?? USUAL_CURRENCY);
  const [amount, setAmount] = useState(before === null ? '' : plainAmount(before.amount, minorDigits(before.currency)));
  const [licences, setLicences] = useState(before?.licences == null ? '' : String(before.licences));
  const [file, setFile] = useState<Chosen | null>(null);
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);

  const take = (chosen: readonly Chosen[]): void => {
    const [first] = chosen;
    if (first?.kind === 'file') setFile(first);
  };
  useEffect(() => offerViewActions({ drop: { text: t('billing.drop'), take } }));
  const choose = async (): Promise<void> => {
    const chosen = await bridge().filesChoose({ what: 'files' });
    if (chosen.ok) take(chosen.value);
    else setError(chosen.error);
  };

  const code = currency.trim().toUpperCase();
  const sum = CURRENCY.test(code) ? parseAmount(amount, minorDigits(code)) : null;
  const count = licences.trim() === '' ? null : parseCount(licences);
  const wrong = {
    date: !isDay(date.trim()),
    description: description.trim() === '',
    currency: !CURRENCY.test(code),
    amount: sum === null,
    licences: licences.trim() !== '' && (count === null || count < 1),
    file: (file?.size ?? 0) > MOST,
  };
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (busy || sum === null || Object.values(wrong).some(Boolean)) return;
    setBusy(true);
    const kept = await bridge().billingKeep({
      date: date.trim(),
      description,
      supplier,
      number,
      amount: sum,
      currency: code,
      licences: count,
      replaces: replaces?.id ?? null,
      file: file?.handle ?? null,
    });
    setBusy(false);
    if (!kept.ok) return setError(kept.error);
    useToasts.getState().show({ tone: 'good', text: t('billing.keptToast') });
    onKept();
    onClose();
  };
  const problem = (field: keyof typeof wrong, text: string): string | null => (checked && wrong[field] ? text : null);

  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={busy}
      width="l"
      title={replaces === null ? t('billing.addTitle') : t('billing.correctTitle')}
      lead={replaces === null ? t('billing.addLead') : t('billing.correctLead')}
      onSubmit={() => void submit()}
      footer={<FormButtons onCancel={onClose} busy={busy} submit={t('billing.keep')} />}
    >
      <Field
        label={t('billing.description')}
        value={description}
        onChange={setDescription}
        error={problem('description', t('field.required'))}
        maxLength={300}
        autoFocus
      />
      <div className={cx(styles.pair)}>
        <Field
          label={t('billing.amount')}
          value={amount}
          onChange={setAmount}
          error={problem('amount', t('billing.amountWrong'))}
          inputMode="decimal"
          maxLength={30}
        />
        <Field
          label={t('billing.currency')}
          value={currency}
          onChange={setCurrency}
          error={problem('currency', t('billing.currencyWrong'))}
          maxLength={3}
        />
        <Field
          label={t('billing.date')}
          type="date"
          value={date}
          onChange={setDate}
          error={problem('date', t('billing.dateWrong'))}
        />
      </div>
      <div className={cx(styles.pair)}>
        <Field
          label={t('billing.supplier')}
          note={t('billing.optional')}
          value={supplier}
          onChange={setSupplier}
          maxLength={200}
        />
        <Field
          label={t('billing.number')}
          note={t('billing.optional')}
          value={number}
          onChange={setNumber}
          maxLength={100}
        />
        <Field
          label={t('billing.licencesBought')}
          note={t('billing.optional')}
          value={licences}
          onChange={setLicences}
          error={problem('licences', t('billing.licencesWrong'))}
          inputMode="numeric"
          maxLength={12}
        />
      </div>
      <div className={cx(styles.file)}>
        {file === null ? (
          <>
            <Button icon={<FileUp size={16} aria-hidden="true" />} onPress={() => void choose()}>
              {t('billing.chooseInvoice')}
            </Button>
            <span className={cx(styles.hint)}>{t('billing.invoiceHint')}</span>
          </>
        ) : (
          <>
            <Paperclip size={16} aria-hidden="true" />
            <span className={cx(styles.fileName)}>
              {file.name} ({format.bytes(file.size ?? 0)})
            </span>
            <IconButton
              label={t('billing.removeInvoice')}
              size="s"
              icon={<X size={15} />}
              onPress={() => setFile(null)}
            />
          </>
        )}
      </div>
      {wrong.file && <p className={cx(styles.bad)}>{t('error.billing.tooLarge')}</p>}
      <Problem error={error} />
    </Dialog>
  );
}
