import { useEffect, useEffectEvent } from 'react';
import type { Session } from '../../src-shared/ipc/app-contract.ts';
import type { Transfer } from '../../src-shared/ipc/packages-contract.ts';
import { Localised, useAllTexts, useI18n } from '../i18n/i18n.tsx';
import { hasBridge } from '../state/bridge.ts';
import { connect } from '../state/connect.ts';
import { useSession } from '../state/session.ts';
import { cx } from '../ui/cx.ts';
import { late, useLate, type Wanted } from '../ui/late.ts';
import { Spinner } from '../ui/parts.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { Unlock } from '../views/unlock/Unlock.tsx';
import styles from './App.module.css';
import { Guard } from './Guard.tsx';

/** What a locked profile does not need, which is most of the program, is loaded while its password is typed. */
const loadShell = late(async () => (await import('./shell/Shell.tsx')).Shell);
const loadStart = late(async () => (await import('../views/first-run/Start.tsx')).Start);
/** Nothing is announced, and no command runs, before there is something on the screen. */
const news = () => import('./announce.ts');

const textsWanted = (state: Session['state'] | null): Wanted =>
  state === null ? 'later' : state === 'locked' ? 'soon' : 'now';

export function App() {
  const settings = useSession((state) => state.settings);
  const state = useSession(({ session }) => session?.state ?? null);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = settings.theme;
    root.dataset.density = settings.density;
  }, [settings.theme, settings.density]);
  return (
    <Localised language={settings.language} wanted={textsWanted(state)}>
      <Guard>{hasBridge() ? <Connected /> : <NoBridge />}</Guard>
      <Toasts />
    </Localised>
  );
}

function Connected() {
  const session = useSession((state) => state.session);
  const i18n = useI18n();
  const allTexts = useAllTexts();
  const onTransferEnd = useEffectEvent((transfer: Transfer) => {
    void news().then(({ announceTransfer }) => announceTransfer(transfer, i18n));
  });
  const onArrived = useEffectEvent((count: number) => {
    void news().then(({ announceArrival }) => announceArrival(count, i18n));
  });
  const onCommand = useEffectEvent((name: string) => {
    void news().then(({ followCommand }) => followCommand(name, i18n));
  });
  useEffect(() => connect({ onTransferEnd, onArrived, onCommand }), []);
  const invitation = useSession((state) => state.invitation);
  const onInvitation = useEffectEvent(() => {
    void news().then(({ announceInvitation }) => announceInvitation(i18n));
  });
  const state = session?.state ?? null;
  const busy = state === 'locked' || state === 'unlocked';
  useEffect(() => {
    if (invitation !== null && busy && allTexts) onInvitation();
  }, [invitation, busy, allTexts]);
  const reset = useSession((store) => store.reset);
  const onReset = useEffectEvent(() => {
    void news().then(({ announceReset }) => announceReset(state === 'unlocked', i18n));
  });
  useEffect(() => {
    // A locked profile shows it.
    if (reset !== null && (state === 'unlocked' || state === 'none') && allTexts) onReset();
  }, [reset, state, allTexts]);
  const Shell = useLate(loadShell, state === 'unlocked' ? 'now' : state === null ? 'later' : 'soon');
  const Start = useLate(loadStart, state === 'none' ? 'now' : 'later');
  if (session === null) return <Starting />;
  switch (session.state) {
    case 'none':
      return Start === null ? <Starting /> : <Start />;
    case 'locked':
      return <Unlock profile={session.profile} />;
    case 'unlocked':
      return Shell === null || !allTexts ? <Starting /> : <Shell profile={session.profile} />;
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
