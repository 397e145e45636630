import { FileDown } from 'lucide-react';
import { useState } from 'react';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { useToasts } from '../../../state/toasts.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import type { ImportDialogProps } from './ImportDialog.tsx';

/** Everybody as a CSV file, readable by whoever gets it: said before it is written. */
export function ExportDialog({ isOpen, onClose }: ImportDialogProps) {
  return isOpen ? <Export onClose={onClose} /> : null;
}

function Export({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().adminExportPeople({});
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    if (!answer.value) return; // thought better of it in the system's dialog
    useToasts.getState().show({ tone: 'good', text: t('export.done') });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={busy}
      title={t('export.title')}
      lead={t('export.lead')}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            variant="primary"
            isDisabled={busy}
            icon={<FileDown size={16} aria-hidden="true" />}
            autoFocus
          >
            {t('export.submit')}
          </Button>
        </>
      }
    >
      <Problem error={error} />
    </Dialog>
  );
}
