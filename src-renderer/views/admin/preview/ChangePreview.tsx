import { AlertCircle, TriangleAlert, Users } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Preview } from '../../../../src-shared/ipc/admin-views.ts';
import type { Response } from '../../../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
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
import { refusalDetail, refusalText, summaryText, warningText, wasFirst } from './difference-text.ts';
import { useLook } from './use-look.ts';
import { openAfter, useWithdrawals } from './use-withdrawals.ts';
import { WithdrawInvitations } from './WithdrawInvitations.tsx';

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
export function ChangePreview({ title, changes: asked, onDone, lead, confirm, danger = false }: ChangePreviewProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [busy, setBusy] = useState(false);
  const { changes, withdrawn, withdraw } = useWithdrawals(asked);
  const looking = useLook(changes);
  const { preview, error } = looking;
  const gone = looking.gone ? error : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when the right to it goes; neither a new language nor the end of signing says it again
  useEffect(() => {
    if (gone === null || busy) return;
    useToasts.getState().show({ tone: 'bad', text: t('preview.gone', { title }), detail: refusalDetail(gone, i18n) });
    onDone(null);
  }, [gone]);

  const submit = async (): Promise<void> => {
    if (preview === null || preview.overtaken !== null || busy) return;
    setBusy(true);
    const answer = await looking.hold(() => bridge().adminChange({ changes: [...changes], since: preview.head }));
    setBusy(false);
    if (!answer.ok) return looking.refused(answer.error);
    const { seq, proposed } = answer.value;
    useToasts.getState().show({
      tone: proposed ? 'neutral' : 'good',
      text: title,
      detail: proposed ? t('preview.proposed', { seq }) : t('preview.confirmed', { seq }),
    });
    void loadMe();
    onDone(answer.value);
  };

  /** There is nothing to sign, or not what was looked at. */
  const stale = preview === null || preview.overtaken !== null;
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
            <Button variant="danger" isDisabled={busy || stale} onPress={() => void submit()}>
              {label}
            </Button>
          ) : (
            <Button type="submit" variant="primary" isDisabled={busy || stale}>
              {label}
            </Button>
          )}
        </>
      }
    >
      {preview === null && error === null && <Spinner label={t('preview.loading')} />}
      {preview?.overtaken && <First overtaken={preview.overtaken} onLook={looking.again} />}
      {preview !== null && <Outcome preview={preview} />}
      <WithdrawInvitations open={openAfter(preview)} withdrawn={withdrawn} onWithdraw={withdraw} isDisabled={busy} />
      {preview !== null && <Affected preview={preview} />}
      {error !== null && gone === null && (
        <Banner
          tone="bad"
          live="alert"
          icon={<AlertCircle size={18} aria-hidden="true" />}
          {...(wasFirst(error) ? { action: <LookAgain onPress={looking.again} /> } : {})}
        >
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
  const { by, seq } = error.params;
  return (
    <>
      {reason !== '' && <p>{i18n.t('preview.reason', { reason })}</p>}
      {wasFirst(error) && <p>{i18n.t('preview.first', { name: String(by), seq: Number(seq) })}</p>}
    </>
  );
}

function First({ overtaken, onLook }: { readonly overtaken: NonNullable<Preview['overtaken']>; onLook: () => void }) {
  const { t } = useI18n();
  return (
    <Banner
      tone="warn"
      live="alert"
      icon={<TriangleAlert size={18} aria-hidden="true" />}
      title={t('preview.overtaken', { name: overtaken.by })}
      action={<LookAgain onPress={onLook} />}
    >
      {t('preview.overtakenDetail', { seq: overtaken.seq })}
    </Banner>
  );
}

function LookAgain({ onPress }: { readonly onPress: () => void }) {
  const { t } = useI18n();
  return (
    <Button size="s" onPress={onPress}>
      {t('preview.lookAgain')}
    </Button>
  );
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
    </>
  );
}

function Affected({ preview }: { readonly preview: Preview }) {
  const { t } = useI18n();
  const more = preview.touched - preview.differences.length;
  return (
    <>
      <DifferenceList differences={preview.differences} />
      {more > 0 && <p className={cx(styles.more)}>{t('preview.more', { count: more })}</p>}
    </>
  );
}
