import { useEffect, useRef, useState } from 'react';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Progress, Tag, type Tone } from '../../../ui/parts.tsx';
import table from '../import/ImportDialog.module.css';
import { MailProblem } from './MailProblem.tsx';
import styles from './mail.module.css';
import { counted, endsMailing, type MailingRow, shown, unsent, waiting, withState } from './mailing.ts';

interface MailingDialogProps {
  readonly people: readonly { readonly member: string; readonly name: string; readonly email: string }[];
  readonly onClose: () => void;
}

/** One letter after the other, each told of by what the mail server said; what failed stays, to be sent again. */
export function MailingDialog({ people, onClose }: MailingDialogProps) {
  const { t, format } = useI18n();
  const [rows, setRows] = useState(() => waiting(people));
  const [running, setRunning] = useState(false);
  const [server, setServer] = useState('');
  const [error, setError] = useState<IpcError | null>(null);
  const stopped = useRef(false);

  const run = async (batch: readonly MailingRow[]): Promise<void> => {
    stopped.current = false;
    setRunning(true);
    setError(null);
    for (const { member } of batch) {
      if (stopped.current) break;
      setRows((before) => withState(before, member, 'sending'));
      const answer = await bridge().mailSendInvitation({ member });
      if (answer.ok) setServer(answer.value.server);
      const failure = answer.ok ? null : answer.error;
      setRows((before) => withState(before, member, failure === null ? 'done' : 'failed', failure));
      if (failure === null || !endsMailing(failure)) continue;
      setError(failure);
      break;
    }
    setRunning(false);
  };
  const stop = (): void => {
    stopped.current = true;
  };
  // Once, when it appears; what is sent later, a button asks for.
  const begun = useRef(false);
  useEffect(() => {
    if (!begun.current) {
      begun.current = true;
      void run(rows);
    }
  });
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );

  const done = counted(rows, 'done');
  const failed = counted(rows, 'failed');
  const left = unsent(rows);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={running}
      width="l"
      title={t('mail.manyTitle')}
      lead={t('mail.manyLead')}
      footer={
        <>
          {(running || left.length > 0) && (
            <Button onPress={running ? stop : () => void run(left)}>
              {running ? t('mail.manyStop') : t('mail.manyRetry', { count: left.length })}
            </Button>
          )}
          {/* Made anew when the work has ended, so that the focus has a place to go. */}
          <Button key={String(running)} variant="primary" onPress={onClose} isDisabled={running} autoFocus={!running}>
            {t('dialog.close')}
          </Button>
        </>
      }
    >
      <Progress label={t('mail.manyTitle')} fraction={rows.length === 0 ? 1 : done / rows.length} />
      <p role="status" className={cx(styles.counts)}>
        <span>{t('mail.manyProgress', { done: format.number(done), count: format.number(rows.length) })}</span>
        {done > 0 && <span>{t('mail.manyDone', { count: done, server })}</span>}
        {failed > 0 && <span>{t('mail.manyFailed', { count: failed })}</span>}
      </p>
      <MailProblem error={error} />
      <Rows rows={shown(rows)} />
      {rows.length > shown(rows).length && (
        <p className={cx(styles.hint)}>{t('import.moreRows', { count: rows.length - shown(rows).length })}</p>
      )}
    </Dialog>
  );
}

const TONES: Readonly<Record<MailingRow['state'], Tone>> = {
  waiting: 'neutral',
  sending: 'accent',
  done: 'good',
  failed: 'bad',
};

function Rows({ rows }: { readonly rows: readonly MailingRow[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className={cx(table.scroll)} tabIndex={0} aria-label={t('mail.rows')}>
      <table className={cx(table.table, styles.mailing)}>
        <thead>
          <tr>
            <th scope="col">{t('invite.name')}</th>
            <th scope="col">{t('invite.email')}</th>
            <th scope="col">{t('mail.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ member, name, email, state, error }) => (
            <tr key={member}>
              <td>{name}</td>
              <td>{email}</td>
              <td>
                <Tag tone={TONES[state]}>{t(`mail.row.${state}`)}</Tag>
                {error !== null && <p>{i18n.error(error)}</p>}
                {error !== null && String(error.params.answer ?? '') !== '' && (
                  <p className="selectable">{t('mail.said', { answer: String(error.params.answer) })}</p>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
