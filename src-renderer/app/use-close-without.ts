import { useEffect } from 'react';
import type { Permission } from '../../src-shared/policy/model/permissions.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { useSession } from '../state/session.ts';
import { useToasts } from '../state/toasts.ts';
import { allows } from './commands.tsx';

/** Closes a dialog whose right goes while it is open, and says so; `title` names what was not done. */
export function useCloseWithout(permission: Permission, title: string, close: () => void): void {
  const { t } = useI18n();
  const held = useSession(({ me }) => me === null || allows(me, permission));
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when the right goes
  useEffect(() => {
    if (held) return;
    useToasts.getState().show({ tone: 'bad', text: t('preview.gone', { title }), detail: t('rights.left') });
    close();
  }, [held]);
}
