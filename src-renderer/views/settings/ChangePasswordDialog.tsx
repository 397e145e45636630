import { useState } from 'react';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { useToasts } from '../../state/toasts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormButtons } from '../../ui/FormButtons.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { useNewPassword } from '../../ui/useNewPassword.tsx';

export interface AccountDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The form lives as long as the dialog is open: closed, no password stays in memory. */
export function ChangePasswordDialog({ isOpen, onClose }: AccountDialogProps) {
  return isOpen ? <Form onClose={onClose} /> : null;
}

function Form({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const [current, setCurrent] = useState('');
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const next = useNewPassword(t('changePassword.next'));

  const submit = async (): Promise<void> => {
    setChecked(true);
    if (!next.check() || current === '' || busy) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().vaultChangePassword({ current, next: next.value });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    useToasts.getState().show({ tone: 'good', text: t('changePassword.done') });
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={busy}
      title={t('changePassword.title')}
      onSubmit={() => void submit()}
      footer={<FormButtons onCancel={onClose} busy={busy} submit={t('changePassword.submit')} />}
    >
      <PasswordField
        label={t('changePassword.current')}
        value={current}
        onChange={setCurrent}
        error={checked && current === '' ? t('field.required') : null}
        autoFocus
      />
      {next.fields}
      <Problem error={error} />
    </Dialog>
  );
}
