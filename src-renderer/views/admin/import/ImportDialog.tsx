import { AlertCircle, FileUp, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Response } from '../../../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { useMail } from '../../../state/mail.ts';
import { useToasts } from '../../../state/toasts.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Banner, Tag } from '../../../ui/parts.tsx';
import { isTooLong, WelcomeField } from '../invite/WelcomeField.tsx';
import { MailingDialog } from '../mail/MailingDialog.tsx';
import { Refusal } from '../preview/ChangePreview.tsx';
import styles from './ImportDialog.module.css';

type Read = Response<'admin.readImport'>;
type Ran = NonNullable<Response<'admin.runImport'>>;

export interface ImportDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Many invitations out of one CSV file: read, shown row by row, then signed as one entry. */
export function ImportDialog({ isOpen, onClose }: ImportDialogProps) {
  return isOpen ? <Import onClose={onClose} /> : null;
}

function Import({ onClose }: { readonly onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [read, setRead] = useState<{ readonly name: string; readonly answer: Read } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const { settings } = useMail();
  const [typed, setTyped] = useState<string | null>(null);
  const welcome = typed ?? settings?.welcome ?? '';
  const [byMail, setByMail] = useState(false);
  const [mailing, setMailing] = useState<Ran['invited'] | null>(null);

  const choose = async (): Promise<void> => {
    const chosen = await bridge().filesChoose({ what: 'files' });
    if (!chosen.ok) return setError(chosen.error);
    const file = chosen.value[0];
    if (file === undefined) return; // thought better of it in the system's dialog
    setBusy(true);
    setError(null);
    const answer = await bridge().adminReadImport({ file: file.handle });
    setBusy(false);
    if (answer.ok) setRead({ name: file.name, answer: answer.value });
    else setError(answer.error);
  };
  const run = async (): Promise<void> => {
    if (read === null || busy || isTooLong(welcome)) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().adminRunImport({
      import: read.answer.import,
      ...(typed !== null && { welcome: typed }),
    });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    if (answer.value === null) return; // no place for the links was chosen: nobody was invited
    const { seq, invited } = answer.value;
    useToasts.getState().show({
      tone: 'good',
      text: t('import.done', { count: invited.length }),
      detail: t('import.doneDetail', { seq }),
    });
    if (byMail) setMailing(invited);
    else onClose();
  };

  if (mailing !== null) return <MailingDialog people={mailing} onClose={onClose} />;
  const good = read?.answer.good ?? 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={busy}
      width="l"
      title={t('import.title')}
      lead={t('import.lead')}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('action.cancel')}
          </Button>
          <Button
            variant={good > 0 ? 'secondary' : 'primary'}
            icon={<FileUp size={16} aria-hidden="true" />}
            onPress={() => void choose()}
            isDisabled={busy}
            autoFocus={read === null}
          >
            {read === null ? t('import.choose') : t('import.chooseOther')}
          </Button>
          {good > 0 && (
            <Button variant="primary" onPress={() => void run()} isDisabled={busy}>
              {t('import.submit', { count: good })}
            </Button>
          )}
        </>
      }
    >
      {read === null ? <Format /> : <Rows name={read.name} read={read.answer} />}
      {good > 0 && <WelcomeField value={welcome} onChange={setTyped} />}
      {good > 0 && <ByMail isSetUp={settings?.server != null} value={byMail} onChange={setByMail} />}
      {error !== null && (
        <Banner tone="bad" live="alert" icon={<AlertCircle size={18} aria-hidden="true" />}>
          <p>{i18n.error(error)}</p>
          <Refusal error={error} />
        </Banner>
      )}
    </Dialog>
  );
}

interface ByMailProps {
  readonly isSetUp: boolean;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** Whether each of them gets their link by e-mail once the file of links is written. */
function ByMail({ isSetUp, value, onChange }: ByMailProps) {
  const { t } = useI18n();
  if (!isSetUp) return <p className={cx(styles.hint)}>{t('mail.manyNotSet')}</p>;
  return (
    <div>
      <Checkbox isSelected={value} onChange={onChange}>
        {t('mail.many')}
      </Checkbox>
      <p className={cx(styles.hint)}>
        {t('mail.manyHint')} {value && t('mail.manyDanger')}
      </p>
    </div>
  );
}

const EXAMPLE = 'name,email,roles,class,groups\nAda Marsh,ada.marsh@example.org,member,internal,sales;berlin\n';

function Format() {
  const { t } = useI18n();
  return (
    <>
      <p>{t('import.format')}</p>
      <pre className={cx(styles.example, 'selectable')}>{EXAMPLE}</pre>
      <p className={cx(styles.hint)}>{t('import.formatHint')}</p>
    </>
  );
}

function Rows({ name, read }: { readonly name: string; readonly read: Read }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <>
      <p role="status">
        {t('import.read', { name })} {t('import.good', { count: read.good })}{' '}
        {read.bad > 0 && t('import.bad', { count: read.bad })}
      </p>
      {read.bad > 0 && (
        <Banner tone="warn" icon={<TriangleAlert size={18} aria-hidden="true" />}>
          {t('import.badHint')}
        </Banner>
      )}
      {read.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <section className={cx(styles.scroll)} tabIndex={0} aria-label={t('import.rows')}>
          <table className={cx(styles.table)}>
            <thead>
              <tr>
                <th scope="col">{t('import.line')}</th>
                <th scope="col">{t('invite.name')}</th>
                <th scope="col">{t('invite.email')}</th>
                <th scope="col">{t('import.outcome')}</th>
              </tr>
            </thead>
            <tbody>
              {read.rows.map((row) => (
                <tr key={row.line} data-bad={row.problem !== null || undefined}>
                  <td>{i18n.format.number(row.line)}</td>
                  <td>{row.name}</td>
                  <td>{row.email}</td>
                  <td>
                    {row.problem === null ? (
                      <Tag tone="good">{t('import.invites')}</Tag>
                    ) : (
                      i18n.lookup(row.problem, { subject: row.subject }, t('import.problemUnknown'))
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {read.good + read.bad > read.rows.length && (
        <p className={cx(styles.hint)}>{t('import.moreRows', { count: read.good + read.bad - read.rows.length })}</p>
      )}
    </>
  );
}
