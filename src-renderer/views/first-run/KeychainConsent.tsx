import { KeyRound } from 'lucide-react';
import { useI18n } from '../../i18n/i18n.tsx';
import { Checkbox } from '../../ui/Choice.tsx';
import { Banner } from '../../ui/parts.tsx';

/** SECURITY: S13. Without a keychain nothing goes on silently: the person reads what that means and agrees. */
export function KeychainConsent({
  value,
  onChange,
}: {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}) {
  const { t } = useI18n();
  return (
    <Banner tone="warn" icon={<KeyRound size={18} aria-hidden="true" />} title={t('keychain.absent')} live="alert">
      <p>{t('keychain.absentDetail')}</p>
      <Checkbox isSelected={value} onChange={onChange}>
        {t('keychain.consent')}
      </Checkbox>
    </Banner>
  );
}
