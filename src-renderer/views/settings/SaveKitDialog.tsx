import { useState } from 'react';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { loadMe } from '../../state/session.ts';
import { useToasts } from '../../state/toasts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormButtons } from '../../ui/FormButtons.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import type { AccountDialogProps } from './ChangePasswordDialog.tsx';

interface SaveKitDialogProps extends AccountDialogProps {
  /** With a new code: pages saved before stop working. */
  readonly renew?: boolean;
}

/** The password proves who asks; main asks where to, and writes the PDF. */
export function SaveKitDialog({ isOpen, onClose, renew = false }: SaveKitDialogProps) {
  return isOpen ? <Form onClose={onClose} renew={renew} /> : null;
}

function Form({ onClose, renew }: { readonly onClose: () => void; readonly renew: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);

  const submit = async (): Promise<void> => {
    if (password === '' || busy) return;
    setBusy(true);
    setError(null);
    const answer = await (renew ? bridge().vaultRenewKit({ password }) : bridge().vaultSaveKit({ password }));
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    if (!answer.value) return; // thought better of it in the system's dialog
    await loadMe();
    useToasts.getState().show({ tone: 'good', text: t(renew ? 'renewKit.done' : 'settings.kitDone') });
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={busy}
      title={t(renew ? 'renewKit.title' : 'saveKit.title')}
      lead={t(renew ? 'renewKit.lead' : 'saveKit.lead')}
      onSubmit={() => void submit()}
      footer={<FormButtons onCancel={onClose} busy={busy} ready={password !== ''} submit={t('saveKit.submit')} />}
    >
      <PasswordField
        label={t('password.label')}
        value={password}
        onChange={setPassword}
        error={error === null ? null : i18n.error(error)}
        autoFocus
      />
    </Dialog>
  );
}
