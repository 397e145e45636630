import { CheckCircle2 } from 'lucide-react';
import { useState } from 'react';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { allows } from '../../../app/commands.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { loadMail, useMail } from '../../../state/mail.ts';
import { useSession } from '../../../state/session.ts';
import { useToasts } from '../../../state/toasts.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Banner, Spinner } from '../../../ui/parts.tsx';
import page from '../settings/AdminSettingsView.module.css';
import { MailProblem } from './MailProblem.tsx';
import { MailServerDialog } from './MailServerDialog.tsx';
import styles from './mail.module.css';

/** The mail server of whoever may invite: what it is, whether it works. */
export function MailCard() {
  const me = useSession((state) => state.me);
  return me !== null && allows(me, 'user.invite') ? <Card me={me} /> : null;
}

function Card({ me }: { readonly me: { readonly name: string; readonly email: string } }) {
  const { t } = useI18n();
  const { settings, error: loading } = useMail();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [tested, setTested] = useState<string | null>(null);
  const [error, setError] = useState<IpcError | null>(null);

  const reset = (): void => {
    setTested(null);
    setError(null);
  };
  const test = async (): Promise<void> => {
    if (busy) return;
    reset();
    setBusy(true);
    const answer = await bridge().mailTest({});
    setBusy(false);
    if (answer.ok) setTested(answer.value.server);
    else setError(answer.error);
  };
  const forget = async (): Promise<void> => {
    reset();
    const answer = await bridge().mailConfigure({ server: null });
    if (!answer.ok) return setError(answer.error);
    await loadMail();
    useToasts.getState().show({ tone: 'neutral', text: t('mail.forgotten') });
  };

  const server = settings?.server ?? null;
  return (
    <section className={cx(page.section)} aria-labelledby="settings-mail">
      <h2 id="settings-mail" className={cx(page.heading)}>
        {t('mail.title')}
      </h2>
      <div className={cx(page.card, page.padded)}>
        <p className={cx(page.hint)}>{t('mail.lead')}</p>
        {server === null ? (
          <p>{t('mail.notSet')}</p>
        ) : (
          <dl className={cx(styles.facts, 'selectable')}>
            <dt>{t('mail.server')}</dt>
            <dd>{`${server.host}:${server.port}`}</dd>
            <dt>{t('mail.security')}</dt>
            <dd>{t(`mail.security.${server.security}`)}</dd>
            <dt>{t('mail.user')}</dt>
            <dd>{server.user === '' ? t('mail.noUser') : server.user}</dd>
            <dt>{t('mail.from')}</dt>
            <dd>{`${server.from.name} <${server.from.address}>`}</dd>
          </dl>
        )}
        <div className={cx(styles.buttons)}>
          <Button
            onPress={() => {
              reset();
              setOpen(true);
            }}
            isDisabled={settings === null || busy}
          >
            {server === null ? t('mail.setUp') : t('mail.change')}
          </Button>
          {server !== null && (
            <>
              <Button onPress={() => void test()}>{t('mail.test')}</Button>
              <Button variant="quiet" onPress={() => void forget()} isDisabled={busy}>
                {t('mail.forget')}
              </Button>
            </>
          )}
        </div>
        {busy && <Spinner label={t('mail.testing')} />}
        {tested !== null && (
          <Banner tone="good" live="status" icon={<CheckCircle2 size={17} aria-hidden="true" />}>
            {t('mail.tested', { server: tested, email: me.email })}
          </Banner>
        )}
        <MailProblem error={error} />
        <Problem error={loading} />
      </div>
      {open && <MailServerDialog server={server} me={me} onClose={() => setOpen(false)} />}
    </section>
  );
}
