import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Banner } from '../../ui/parts.tsx';
import { BindKeychainDialog } from '../../views/settings/BindKeychainDialog.tsx';

/** The organisation wants no vault under a password alone, and this one is: asked until it is bound, and nothing is shut. */
export function KeychainBanner() {
  const { t } = useI18n();
  const wanted = useSession((state) => state.me?.keychain === 'keychain-wanted');
  const [open, setOpen] = useState(false);
  if (!wanted) return null;
  return (
    <>
      <Banner
        tone="warn"
        strip
        live="status"
        icon={<KeyRound size={18} aria-hidden="true" />}
        title={t('bindKeychain.wanted')}
        action={
          <Button size="s" onPress={() => setOpen(true)}>
            {t('bindKeychain.open')}
          </Button>
        }
      >
        {t('bindKeychain.wantedDetail')}
      </Banner>
      {open && <BindKeychainDialog onClose={() => setOpen(false)} />}
    </>
  );
}
