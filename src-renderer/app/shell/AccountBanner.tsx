import { UserX } from 'lucide-react';
import type { PermissionView } from '../../../src-shared/ipc/people-contract.ts';
import { type I18n, useI18n } from '../../i18n/i18n.tsx';
import { useSession } from '../../state/session.ts';
import { now } from '../../state/system-clock.ts';
import { Banner } from '../../ui/parts.tsx';
import { accountStop } from '../rights.ts';

/** An account that can do nothing any more: why, by whom and since when, and what still works. */
export function AccountBanner() {
  const i18n = useI18n();
  const { t } = i18n;
  const stop = accountStop(useSession((state) => state.me));
  if (stop === null) return null;
  return (
    <Banner
      tone="bad"
      strip
      live="alert"
      icon={<UserX size={18} aria-hidden="true" />}
      title={i18n.lookup(`account.${state(stop)}`, {}, t('account.stopped'))}
    >
      {[who(stop, i18n), t('account.reading')].join(' ')}
    </Banner>
  );
}

const state = ({ reason }: PermissionView): string => reason.replace('decision.', '');

function who({ setBy, setAt }: PermissionView, { t, format }: I18n): string {
  if (setBy === null || setAt === null) return t('account.byUnknown');
  return t('account.by', { name: setBy, time: format.shortDate(setAt, now()) });
}
