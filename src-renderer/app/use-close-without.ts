import { useEffect } from 'react';
import type { Permission } from '../../src-shared/policy/model/permissions.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { useSession } from '../state/session.ts';
import { useToasts } from '../state/toasts.ts';
import { allows } from './commands.tsx';

/**
 * Closes a dialog when the last of the rights that it is for goes while it is open, and says so.
 *
 * @param title of what was not done
 * @param close null while the dialog is not open
 */
export function useCloseWithout(needs: readonly Permission[], title: string, close: (() => void) | null): void {
  const { t } = useI18n();
  const held = useSession(({ me }) => me === null || needs.some((permission) => allows(me, permission)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when the right goes
  useEffect(() => {
    if (held || close === null) return;
    useToasts.getState().show({ tone: 'bad', text: t('preview.gone', { title }), detail: t('rights.left') });
    close();
  }, [held]);
}
