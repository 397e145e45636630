import { useEffect } from 'react';
import { MENU_COMMANDS } from '../../src-shared/ipc/commands.ts';
import { type I18n, Localised, useI18n } from '../i18n/i18n.tsx';
import { hasBridge } from '../state/bridge.ts';
import { connect } from '../state/connect.ts';
import { useSession } from '../state/session.ts';
import { useToasts } from '../state/toasts.ts';
import { cx } from '../ui/cx.ts';
import { late, useLate } from '../ui/late.ts';
import { Spinner } from '../ui/parts.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { Unlock } from '../views/unlock/Unlock.tsx';
import styles from './App.module.css';
import { announceArrival, announceInvitation, announceTransfer } from './announce.ts';
import { runCommand } from './commands.tsx';
import { Guard } from './Guard.tsx';

/** What a locked profile does not need, which is most of the program, is loaded while its password is typed. */
const loadShell = late(async () => (await import('./shell/Shell.tsx')).Shell);
const loadStart = late(async () => (await import('../views/first-run/Start.tsx')).Start);

export function App() {
  const settings = useSession((state) => state.settings);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = settings.theme;
    root.dataset.density = settings.density;
  }, [settings.theme, settings.density]);
  return (
    <Localised language={settings.language}>
      <Guard>{hasBridge() ? <Connected /> : <NoBridge />}</Guard>
      <Toasts />
    </Localised>
  );
}

function Connected() {
  const session = useSession((state) => state.session);
  const i18n = useI18n();
  useEffect(
    () =>
      connect({
        onTransferEnd: (transfer) => announceTransfer(transfer, i18n),
        onArrived: (count) => announceArrival(count, i18n),
        onCommand: (name) => command(name, i18n),
      }),
    [i18n],
  );
  const invitation = useSession((state) => state.invitation);
  const busy = session !== null && session.state !== 'none';
  useEffect(() => {
    if (invitation !== null && busy) announceInvitation(i18n);
  }, [invitation, busy, i18n]);
  const state = session?.state ?? null;
  const Shell = useLate(loadShell, state === 'unlocked' ? 'now' : state === null ? 'later' : 'soon');
  const Start = useLate(loadStart, state === 'none' ? 'now' : 'later');
  if (session === null) return <Starting />;
  switch (session.state) {
    case 'none':
      return Start === null ? <Starting /> : <Start />;
    case 'locked':
      return <Unlock profile={session.profile} />;
    case 'unlocked':
      return Shell === null ? <Starting /> : <Shell profile={session.profile} />;
  }
}

/** Most names are commands of the registry; `reloaded` is news. */
function command(name: string, { t }: I18n): void {
  if (name === MENU_COMMANDS.reloaded) useToasts.getState().show({ tone: 'neutral', text: t('app.reloaded') });
  else runCommand(name);
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
