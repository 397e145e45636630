import { FlaskConical } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Profile } from '../../../src-shared/ipc/app-contract.ts';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { loadDemoPassword, useSession } from '../../state/session.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { late, useLate } from '../../ui/late.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { Avatar, Banner, Spinner } from '../../ui/parts.tsx';
import { Frame } from '../first-run/Frame.tsx';
import styles from './Unlock.module.css';

const loadForgotten = late(async () => (await import('./Forgotten.tsx')).Forgotten);

export function Unlock({ profile }: { readonly profile: Profile }) {
  const [forgotten, setForgotten] = useState(false);
  const opened = useSession((state) => state.reset);
  const shown = forgotten || opened !== null;
  const Forgotten = useLate(loadForgotten, shown ? 'now' : 'later');
  const back = (): void => {
    useSession.setState({ reset: null });
    setForgotten(false);
  };
  // With a link, the form begins anew.
  if (shown && Forgotten !== null) return <Forgotten key={opened} opened={opened} onBack={back} />;
  return <WithPassword profile={profile} onForgot={() => setForgotten(true)} />;
}

function WithPassword({ profile, onForgot }: { readonly profile: Profile; readonly onForgot: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const demoPassword = useSession((state) => state.demoPassword);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (profile.demo) void loadDemoPassword();
  }, [profile.demo]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (password === '' || busy) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().vaultUnlock({ password });
    setBusy(false);
    if (answer.ok) return; // the unlocked session arrives by event
    setError(answer.error);
    input.current?.select();
  };

  return (
    <Frame title={t('unlock.title', { name: profile.member })} lead={t('unlock.lead')}>
      {profile.demo && demoPassword !== null && (
        <Banner
          tone="accent"
          icon={<FlaskConical size={18} aria-hidden="true" />}
          title={t('unlock.demo')}
          action={
            <Button size="s" onPress={() => setPassword(demoPassword)}>
              {t('unlock.demoFill')}
            </Button>
          }
        >
          <span className="selectable">{t('unlock.demoDetail', { password: demoPassword })}</span>
        </Banner>
      )}
      <section className={cx(styles.card)}>
        <div className={cx(styles.who)}>
          <Avatar name={profile.member} size="l" />
          <span className={cx(styles.text)}>
            <span className={cx(styles.name)}>{profile.member}</span>
            <span className={cx(styles.detail)}>{profile.organisation}</span>
          </span>
        </div>
        <form className={cx(styles.form)} onSubmit={(event) => void submit(event)} noValidate>
          <PasswordField
            label={t('password.label')}
            value={password}
            onChange={setPassword}
            error={error === null ? null : i18n.error(error)}
            autoFocus
            inputRef={input}
          />
          <Button type="submit" variant="primary" size="l" wide isDisabled={busy || password === ''}>
            {busy ? t('unlock.working') : t('unlock.submit')}
          </Button>
          <span className={cx(styles.live)} aria-live="polite">
            {busy && <Spinner label={t('unlock.working')} />}
          </span>
        </form>
      </section>
      <div className={cx(styles.links)}>
        <Button variant="quiet" size="s" onPress={onForgot}>
          {t('unlock.forgot')}
        </Button>
        <Button
          variant="quiet"
          size="s"
          onPress={() => void bridge().profileSelect({ profile: null, newWindow: false })}
        >
          {t('unlock.switch')}
        </Button>
      </div>
    </Frame>
  );
}
