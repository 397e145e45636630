import { CloudOff, ShieldAlert } from 'lucide-react';
import { useI18n } from '../../i18n/i18n.tsx';
import { syncHub, useHub } from '../../state/hub.ts';
import { now } from '../../state/system-clock.ts';
import { Button } from '../../ui/Button.tsx';
import { Banner } from '../../ui/parts.tsx';

/** What everybody must know whatever they look at: the hub is away, or its records do not add up. */
export function Banners() {
  const i18n = useI18n();
  const { t } = i18n;
  const { status, syncing } = useHub();
  if (status?.alarm) {
    return (
      <Banner
        tone="bad"
        strip
        live="alert"
        icon={<ShieldAlert size={18} aria-hidden="true" />}
        title={t('hub.alarmTitle')}
      >
        {t(status.alarm.code === 'log.contradicted' ? 'hub.contradicted' : 'hub.alarmDetail', {
          reason: i18n.error(status.alarm),
        })}
      </Banner>
    );
  }
  if (status?.lease.expired) {
    const text = status.lease.sending === 'stop' ? 'hub.leaseStop' : 'hub.leaseWarn';
    return (
      <Banner
        tone="warn"
        strip
        live="status"
        icon={<CloudOff size={18} aria-hidden="true" />}
        title={t('hub.leaseTitle')}
        action={
          <Button size="s" onPress={() => void syncHub()} isDisabled={syncing}>
            {t('hub.retry')}
          </Button>
        }
      >
        {t(text, { time: i18n.format.shortDate(status.lease.renewedAt, now()) })}
      </Banner>
    );
  }
  if (status?.state !== 'offline') return null;
  return (
    <Banner
      tone="warn"
      strip
      live="status"
      icon={<CloudOff size={18} aria-hidden="true" />}
      action={
        <Button size="s" onPress={() => void syncHub()} isDisabled={syncing}>
          {t('hub.retry')}
        </Button>
      }
    >
      {t('hub.offlineBanner', { reason: i18n.error(status.error ?? { code: 'hub.unreachable', params: {} }) })}
    </Banner>
  );
}
