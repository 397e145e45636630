import type { Transfer } from '../../../src-shared/ipc/packages-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { controlTransfer } from '../../state/transfers.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

/** Asks before work that is under way is undone; going on is the default. */
export function CancelDialog({
  transfer,
  onClose,
}: {
  /** null: not asking. */
  readonly transfer: Transfer | null;
  readonly onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Dialog
      kind="alert"
      width="s"
      isOpen={transfer !== null}
      onClose={onClose}
      title={t('transfer.cancelTitle', { subject: transfer?.subject || t('row.noSubject') })}
      lead={t(transfer?.kind === 'save' ? 'transfer.cancelDetailSave' : 'transfer.cancelDetail')}
      footer={
        <>
          <Button
            variant="danger"
            onPress={() => {
              if (transfer) void controlTransfer(transfer.id, 'cancel');
              onClose();
            }}
          >
            {t('transfer.cancelConfirm')}
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            {t('transfer.cancelKeep')}
          </Button>
        </>
      }
    />
  );
}
