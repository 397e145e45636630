import { type FormEvent, useState } from 'react';
import type { IpcError } from '../../../src-shared/ipc/contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Spinner } from '../../ui/parts.tsx';
import { useNewPassword } from '../../ui/useNewPassword.tsx';
import { Frame } from '../first-run/Frame.tsx';
import { KeychainConsent } from '../first-run/KeychainConsent.tsx';
import styles from './Unlock.module.css';

/** A forgotten password, a lost keychain: the printed code opens the vault and sets a new password. */
export function Kit({ onBack }: { readonly onBack: () => void }) {
  const { t } = useI18n();
  const [code, setCode] = useState('');
  const [checked, setChecked] = useState(false);
  const [consent, setConsent] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const password = useNewPassword(t('kit.newPassword'));

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (!password.check() || code.trim() === '' || consent === false || busy) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().vaultUnlockWithKit({
      code: code.trim(),
      newPassword: password.value,
      allowPasswordOnly: consent === true,
    });
    setBusy(false);
    if (answer.ok) return;
    if (answer.error.code === 'vault.noKeychain') setConsent(false);
    else setError(answer.error);
  };

  return (
    <Frame title={t('kit.title')} lead={t('kit.lead')} onBack={busy ? null : onBack}>
      <form className={cx(styles.form)} onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={t('kit.code')}
          hint={t('kit.codeHint')}
          value={code}
          onChange={setCode}
          error={checked && code.trim() === '' ? t('field.required') : null}
          maxLength={200}
          autoComplete="off"
          spellCheck="false"
          mono
          autoFocus
        />
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
