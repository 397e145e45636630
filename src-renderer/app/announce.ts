import { MENU_COMMANDS } from '../../src-shared/ipc/commands.ts';
import type { Transfer } from '../../src-shared/ipc/packages-contract.ts';
import type { I18n } from '../i18n/i18n.tsx';
import { useSession } from '../state/session.ts';
import { useToasts } from '../state/toasts.ts';
import { controlTransfer } from '../state/transfers.ts';
import { runCommand } from './commands.tsx';
import { goTo, useRouter } from './routes.ts';

/** Says how a transfer ended: only what main has confirmed. */
export function announceTransfer(transfer: Transfer, { t, error }: I18n): void {
  const { show } = useToasts.getState();
  const subject = transfer.subject || t('row.noSubject');
  if (transfer.phase === 'failed') {
    show({
      tone: 'bad',
      text: t('toast.failed', { subject }),
      ...(transfer.error ? { detail: error(transfer.error) } : {}),
      action: { label: t('action.retry'), run: () => void controlTransfer(transfer.id, 'resume') },
    });
  } else if (transfer.kind === 'send') {
    show({ tone: 'good', text: t('toast.sent', { subject }) });
  } else {
    show({
      tone: 'good',
      text: t('toast.saved', { subject }),
      action: { label: t('toast.reveal'), run: () => void controlTransfer(transfer.id, 'reveal') },
    });
  }
}

/** Packages that came in meanwhile; said nowhere while the inbox itself is on screen. */
export function announceArrival(count: number, { t }: I18n): void {
  if (useRouter.getState().route.view === 'inbox') return;
  useToasts.getState().show({
    tone: 'neutral',
    text: t('toast.arrived', { count }),
    action: { label: t('toast.open'), run: () => goTo('inbox') },
  });
}

/** An invitation was opened while a profile is in use: joining is for the page before any profile. */
export function announceInvitation({ t }: I18n): void {
  useToasts.getState().show({
    tone: 'neutral',
    text: t('toast.invitation'),
    action: { label: t('toast.look'), run: () => runCommand(MENU_COMMANDS.switchProfile) },
  });
}

/** A reset link was opened where it is of no use: in a profile that is open already, or on a computer that has none for it. */
export function announceReset(unlocked: boolean, { t }: I18n): void {
  useSession.setState({ reset: null });
  useToasts.getState().show({ tone: 'neutral', text: t(unlocked ? 'toast.resetUnlocked' : 'toast.resetUnknown') });
}

/** What menus ask for. Most names are commands of the registry; `reloaded` is news. */
export function followCommand(name: string, { t }: I18n): void {
  if (name === MENU_COMMANDS.reloaded) useToasts.getState().show({ tone: 'neutral', text: t('app.reloaded') });
  else runCommand(name);
}
