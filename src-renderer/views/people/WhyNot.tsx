import { Info } from 'lucide-react';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useSession } from '../../state/session.ts';
import { Banner } from '../../ui/parts.tsx';

/** One sentence on why something is not possible, who decided it, and when. */
export function WhyNot({ permission }: { readonly permission: Permission }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const me = useSession((state) => state.me);
  const view = me?.permissions.find((one) => one.permission === permission);
  if (!view || view.allowed) return null;
  const set =
    view.setAt === null
      ? ''
      : view.setBy === null
        ? t('people.setOn', { date: format.date(view.setAt) })
        : t('people.setBy', { name: view.setBy, date: format.date(view.setAt) });
  const { name = '', text = null } = view.subject ?? {};
  const subject = text === null ? name : i18n.lookup(text, {}, name);
  return (
    <Banner tone="neutral" icon={<Info size={16} aria-hidden="true" />}>
      {t('people.whyNot', { reason: i18n.lookup(view.reason, { subject }, t('reason.unknown')) })} {set}
    </Banner>
  );
}
