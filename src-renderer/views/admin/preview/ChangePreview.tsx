import { AlertCircle, TriangleAlert, Users } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Preview } from '../../../../src-shared/ipc/admin-contract.ts';
import type { IpcError, Response } from '../../../../src-shared/ipc/contract.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { loadMe } from '../../../state/session.ts';
import { useToasts } from '../../../state/toasts.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Banner, Spinner } from '../../../ui/parts.tsx';
import styles from './ChangePreview.module.css';
import { DifferenceList } from './DifferenceList.tsx';
import { refusalText, summaryText, warningText } from './difference-text.ts';

/** What was confirmed: the entry that holds the changes, or the proposal of them. */
export type Made = Response<'admin.change'>;

export interface ChangePreviewProps {
  /** What is about to be done, in a few words: "Disable Dana Ruiz". */
  readonly title: string;
  /** Actions of the log without their pins. */
  readonly changes: readonly unknown[];
  /** Once: with what was confirmed, or with null when the person thought better of it. */
  readonly onDone: (made: Made | null) => void;
  /** What it means in one sentence, where the title does not say it. */
  readonly lead?: ReactNode;
  /** On the button; "Apply" otherwise. */
  readonly confirm?: string;
  /** It takes something away for good: the button says so, and is not the one that Enter presses. */
  readonly danger?: boolean;
}

/** Before a change is signed: who gains and who loses what, what speaks against it, and how many must agree. */
export function ChangePreview({ title, changes, onDone, lead, confirm, danger = false }: ChangePreviewProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [preview, setPreview] = useState<Preview | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let wanted = true;
    setPreview(null);
    setError(null);
    void bridge()
      .adminPreview({ changes: [...changes] })
      .then((answer) => {
        if (!wanted) return;
        if (answer.ok) setPreview(answer.value);
        else setError(answer.error);
      });
    return () => {
      wanted = false;
    };
  }, [changes]);

  const submit = async (): Promise<void> => {
    if (preview === null || busy) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().adminChange({ changes: [...changes] });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    const { seq, proposed } = answer.value;
    useToasts.getState().show({
      tone: proposed ? 'neutral' : 'good',
      text: title,
      detail: proposed ? t('preview.proposed', { seq }) : t('preview.confirmed', { seq }),
    });
    void loadMe();
    onDone(answer.value);
  };

  const several = preview !== null && preview.governors > 1;
  const label = several ? t('preview.propose') : (confirm ?? t('preview.apply'));
  return (
    <Dialog
      isOpen
      onClose={() => onDone(null)}
      busy={busy}
      kind={danger ? 'alert' : 'dialog'}
      width="l"
      title={title}
      lead={lead ?? t('preview.lead')}
      {...(danger ? {} : { onSubmit: () => void submit() })}
      footer={
        <>
          <Button onPress={() => onDone(null)} isDisabled={busy} autoFocus={danger}>
            {t('action.cancel')}
          </Button>
          {danger ? (
            <Button variant="danger" isDisabled={busy || preview === null} onPress={() => void submit()}>
              {label}
            </Button>
          ) : (
            <Button type="submit" variant="primary" isDisabled={busy || preview === null}>
              {label}
            </Button>
          )}
        </>
      }
    >
      {preview === null && error === null && <Spinner label={t('preview.loading')} />}
      {preview !== null && <Outcome preview={preview} />}
      {error !== null && (
        <Banner tone="bad" live="alert" icon={<AlertCircle size={18} aria-hidden="true" />}>
          <p>{i18n.error(error)}</p>
          <Refusal error={error} />
        </Banner>
      )}
    </Dialog>
  );
}

/** The policy's own reason for an error, when it gave one. */
export function Refusal({ error }: { readonly error: IpcError }) {
  const i18n = useI18n();
  const reason = refusalText(error, i18n);
  return reason === '' ? null : <p>{i18n.t('preview.reason', { reason })}</p>;
}

function Outcome({ preview }: { readonly preview: Preview }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <>
      <p className={cx(styles.summary)} role="status">
        <Users size={18} aria-hidden="true" />
        {summaryText(preview, i18n)}
      </p>
      {preview.governors > 1 && (
        <Banner
          tone="accent"
          icon={<Users size={18} aria-hidden="true" />}
          title={t('preview.governors', { count: preview.governors })}
        >
          {t('preview.governorsDetail')}
        </Banner>
      )}
      {preview.warnings.map((warning) => (
        <Banner key={warning.code} tone="warn" icon={<TriangleAlert size={18} aria-hidden="true" />}>
          {warningText(warning, i18n)}
        </Banner>
      ))}
      <DifferenceList differences={preview.differences} />
      {preview.touched > preview.differences.length && (
        <p className={cx(styles.more)}>{t('preview.more', { count: preview.touched - preview.differences.length })}</p>
      )}
    </>
  );
}
