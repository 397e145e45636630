import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { loadMe } from '../../state/session.ts';
import { useToasts } from '../../state/toasts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormButtons } from '../../ui/FormButtons.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Banner } from '../../ui/parts.tsx';

/** Puts a secret of the system's keychain before the vault, beside the password. */
export function BindKeychainDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);

  const submit = async (): Promise<void> => {
    if (password === '' || busy) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().vaultBindKeychain({ password });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    await loadMe();
    useToasts.getState().show({ tone: 'good', text: t('bindKeychain.done') });
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={busy}
      title={t('bindKeychain.title')}
      lead={t('bindKeychain.lead')}
      onSubmit={() => void submit()}
      footer={<FormButtons onCancel={onClose} busy={busy} ready={password !== ''} submit={t('bindKeychain.submit')} />}
    >
      <PasswordField label={t('password.label')} value={password} onChange={setPassword} autoFocus />
      {error?.code === 'vault.noKeychain' ? (
        <Banner tone="warn" live="alert" icon={<KeyRound size={18} aria-hidden="true" />}>
          {t('bindKeychain.none')}
        </Banner>
      ) : (
        <Problem error={error} />
      )}
    </Dialog>
  );
}
