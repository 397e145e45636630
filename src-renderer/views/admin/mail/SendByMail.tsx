import { CheckCircle2, Mail } from 'lucide-react';
import { useState } from 'react';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { useMail } from '../../../state/mail.ts';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Banner, Spinner } from '../../../ui/parts.tsx';
import { MailProblem } from './MailProblem.tsx';
import { MailServerDialog } from './MailServerDialog.tsx';
import styles from './mail.module.css';

interface SendByMailProps {
  readonly to: { readonly member: string; readonly name: string; readonly email: string };
}

/** The link of an invitation by e-mail. It says "handed over" once the server has said so, and never more than that. */
export function SendByMail({ to }: SendByMailProps) {
  const { t } = useI18n();
  const me = useSession((state) => state.me);
  const { settings } = useMail();
  const [settingUp, setSettingUp] = useState(false);
  const [busy, setBusy] = useState(false);
  const [takenBy, setTakenBy] = useState<string | null>(null);
  const [error, setError] = useState<IpcError | null>(null);

  /** The button stays enabled, or it would lose the focus and Escape its way to the dialog. */
  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setTakenBy(null);
    setError(null);
    const answer = await bridge().mailSendInvitation({ member: to.member });
    setBusy(false);
    if (answer.ok) setTakenBy(answer.value.server);
    else setError(answer.error);
  };

  if (settings === null || me === null) return null;
  const isSetUp = settings.server !== null;
  return (
    <>
      {isSetUp && <p className={cx(styles.hint)}>{t('mail.danger', { name: to.name })}</p>}
      <div className={cx(styles.buttons)}>
        {isSetUp ? (
          <Button icon={<Mail size={16} aria-hidden="true" />} onPress={() => void send()}>
            {takenBy !== null || error !== null ? t('mail.sendAgain') : t('mail.send')}
          </Button>
        ) : (
          <Button variant="quiet" icon={<Mail size={16} aria-hidden="true" />} onPress={() => setSettingUp(true)}>
            {t('mail.setUp')}
          </Button>
        )}
        {busy && <Spinner label={t('mail.sending')} />}
      </div>
      {takenBy !== null && (
        <Banner tone="good" live="status" icon={<CheckCircle2 size={17} aria-hidden="true" />}>
          {t('mail.handedOver', { server: takenBy, email: to.email })}
        </Banner>
      )}
      <MailProblem error={error} />
      {settingUp && <MailServerDialog server={settings.server} me={me} onClose={() => setSettingUp(false)} />}
    </>
  );
}
