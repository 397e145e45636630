import { useEffect } from 'react';
import { Localised, useI18n } from '../i18n/i18n.tsx';
import { hasBridge } from '../state/bridge.ts';
import { connect } from '../state/connect.ts';
import { useSession } from '../state/session.ts';
import { cx } from '../ui/cx.ts';
import { Spinner } from '../ui/parts.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { Start } from '../views/first-run/Start.tsx';
import { Unlock } from '../views/unlock/Unlock.tsx';
import styles from './App.module.css';
import { announceTransfer } from './announce.ts';
import { runCommand } from './commands.tsx';
import { Shell } from './shell/Shell.tsx';

export function App() {
  const settings = useSession((state) => state.settings);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = settings.theme;
    root.dataset['density'] = settings.density;
  }, [settings.theme, settings.density]);
  return (
    <Localised language={settings.language}>
      {hasBridge() ? <Connected /> : <NoBridge />}
      <Toasts />
    </Localised>
  );
}

function Connected() {
  const session = useSession((state) => state.session);
  const i18n = useI18n();
  useEffect(
    () => connect({ onTransferEnd: (transfer) => announceTransfer(transfer, i18n), onCommand: runCommand }),
    [i18n],
  );
  if (session === null) return <Starting />;
  switch (session.state) {
    case 'none':
      return <Start />;
    case 'locked':
      return <Unlock profile={session.profile} />;
    case 'unlocked':
      return <Shell profile={session.profile} />;
  }
}

function Starting() {
  const { t } = useI18n();
  return (
    <main className={cx(styles.centre)}>
      <Spinner label={t('app.starting')} />
    </main>
  );
}

function NoBridge() {
  const { t } = useI18n();
  return (
    <main className={cx(styles.centre)}>
      <p role="alert">{t('app.noBridge')}</p>
    </main>
  );
}
