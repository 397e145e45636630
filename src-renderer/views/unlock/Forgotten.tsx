import { Link2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { isResetLink } from '../../../src-shared/protocol/is-reset-link.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Segments } from '../../ui/Choice.tsx';
import { cx } from '../../ui/cx.ts';
import { Field } from '../../ui/Field.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Banner, Spinner } from '../../ui/parts.tsx';
import { useNewPassword } from '../../ui/useNewPassword.tsx';
import { Frame } from '../first-run/Frame.tsx';
import { KeychainConsent } from '../first-run/KeychainConsent.tsx';
import styles from './Unlock.module.css';

type Way = 'kit' | 'helpDesk';

export interface ForgottenProps {
  /** Handle of a reset link that was opened. */
  readonly opened: string | null;
  readonly onBack: () => void;
}

/** A forgotten password, a lost keychain: the printed code, or what the help desk gave, sets a new password. */
export function Forgotten({ opened, onBack }: ForgottenProps) {
  const { t } = useI18n();
  const [way, setWay] = useState<Way>(opened === null ? 'kit' : 'helpDesk');
  const [code, setCode] = useState('');
  const [given, setGiven] = useState('');
  const [oneTime, setOneTime] = useState('');
  const [checked, setChecked] = useState(false);
  const [consent, setConsent] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const password = useNewPassword(t('kit.newPassword'));
  const byLink = way === 'helpDesk' && (opened !== null || isResetLink(given));
  const missing = way === 'kit' ? code.trim() === '' : opened === null && given.trim() === '';

  const open = (newPassword: string, allowPasswordOnly: boolean) =>
    way === 'kit'
      ? bridge().vaultUnlockWithKit({ code: code.trim(), newPassword, allowPasswordOnly })
      : bridge().vaultUnlockWithReset({
          source: opened === null ? { text: given.trim() } : { handle: opened },
          oneTimePassword: byLink ? oneTime : null,
          newPassword,
          allowPasswordOnly,
        });

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (!password.check() || missing || (byLink && oneTime === '') || consent === false || busy) return;
    setBusy(true);
    setError(null);
    const answer = await open(password.value, consent === true);
    setBusy(false);
    if (answer.ok) useSession.setState({ reset: null });
    else if (answer.error.code === 'vault.noKeychain') setConsent(false);
    else setError(answer.error);
  };

  const required = (value: string): string | null => (checked && value.trim() === '' ? t('field.required') : null);
  return (
    <Frame
      title={t('forgotten.title')}
      lead={t(way === 'kit' ? 'kit.lead' : 'helpDesk.lead')}
      onBack={busy ? null : onBack}
    >
      <form className={cx(styles.form)} onSubmit={(event) => void submit(event)} noValidate>
        <Segments
          label={t('forgotten.with')}
          value={way}
          onChange={(next) => {
            setWay(next);
            setError(null);
          }}
          options={[
            { id: 'kit', label: t('forgotten.kit') },
            { id: 'helpDesk', label: t('forgotten.helpDesk') },
          ]}
        />
        {way === 'kit' && (
          <Field
            label={t('kit.code')}
            hint={t('kit.codeHint')}
            value={code}
            onChange={setCode}
            error={required(code)}
            maxLength={200}
            autoComplete="off"
            spellCheck="false"
            mono
            autoFocus
          />
        )}
        {way === 'helpDesk' && opened !== null && (
          <Banner
            tone="accent"
            icon={<Link2 size={18} aria-hidden="true" />}
            action={
              <Button size="s" onPress={() => useSession.setState({ reset: null })}>
                {t('helpDesk.other')}
              </Button>
            }
          >
            {t('helpDesk.opened')}
          </Banner>
        )}
        {way === 'helpDesk' && opened === null && (
          <Field
            label={t('helpDesk.given')}
            hint={t('helpDesk.givenHint')}
            value={given}
            onChange={setGiven}
            error={required(given)}
            maxLength={4000}
            autoComplete="off"
            spellCheck="false"
            mono
            autoFocus
          />
        )}
        {byLink && (
          <PasswordField
            label={t('helpDesk.oneTime')}
            hint={t('helpDesk.oneTimeHint')}
            value={oneTime}
            onChange={setOneTime}
            error={required(oneTime)}
          />
        )}
        {password.fields}
        {consent !== null && <KeychainConsent value={consent} onChange={setConsent} />}
        <Problem error={error} />
        {busy && <Spinner label={t('unlock.working')} />}
        <Button type="submit" variant="primary" size="l" wide isDisabled={busy || consent === false}>
          {t('kit.submit')}
        </Button>
      </form>
    </Frame>
  );
}
