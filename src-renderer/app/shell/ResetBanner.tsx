import { KeyRound } from 'lucide-react';
import type { Me } from '../../../src-shared/ipc/people-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { useSession } from '../../state/session.ts';
import { now } from '../../state/system-clock.ts';
import { Button } from '../../ui/Button.tsx';
import { Banner } from '../../ui/parts.tsx';
import { openOverlay } from '../overlays.ts';

type Reset = NonNullable<Me['passwordReset']>;

/** Somebody reset the member's password: who, when, and what is to be done. Stays until the member has read of it. */
export function ResetBanner() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const reset = useSession((state) => state.me?.passwordReset ?? null);
  if (reset === null) return null;
  const title =
    reset.by === null || reset.at === null
      ? t('wasReset.byUnknown')
      : t('wasReset.by', { name: reset.by, time: format.shortDate(reset.at, now()) });
  return (
    <Banner
      tone={reset.step === 'done' ? 'accent' : 'warn'}
      strip
      live="status"
      icon={<KeyRound size={18} aria-hidden="true" />}
      title={title}
      action={<Action step={reset.step} />}
    >
      {t(`wasReset.${reset.step}`)}
    </Banner>
  );
}

function Action({ step }: { readonly step: Reset['step'] }) {
  const { t } = useI18n();
  switch (step) {
    case 'choose':
      return (
        <Button size="s" onPress={() => openOverlay('password')}>
          {t('wasReset.chooseNow')}
        </Button>
      );
    case 'telling':
      return null;
    case 'done':
      return (
        <Button size="s" onPress={() => void bridge().vaultAcknowledgeReset({})}>
          {t('wasReset.understood')}
        </Button>
      );
  }
}
