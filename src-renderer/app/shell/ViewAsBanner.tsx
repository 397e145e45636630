import { Eye } from 'lucide-react';
import { useI18n } from '../../i18n/i18n.tsx';
import { stopViewAs, useViewAs } from '../../state/view-as.ts';
import { Button } from '../../ui/Button.tsx';
import { Banner } from '../../ui/parts.tsx';

/** Says whose window is shown, as long as it is not one's own. */
export function ViewAsBanner() {
  const { t } = useI18n();
  const name = useViewAs((state) => state.name);
  if (name === null) return null;
  return (
    <Banner
      strip
      tone="accent"
      live="status"
      icon={<Eye size={17} aria-hidden="true" />}
      title={t('viewAs.title', { name })}
      action={
        <Button size="s" onPress={() => void stopViewAs()}>
          {t('viewAs.stop')}
        </Button>
      }
    >
      {t('viewAs.detail')}
    </Banner>
  );
}
