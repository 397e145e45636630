import { Copy, Trash2 } from 'lucide-react';
import { useI18n } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { FormButtons } from '../../ui/FormButtons.tsx';

export interface EditFooterProps {
  /** What can be done with what is edited; null: it is a new one. */
  readonly edited: {
    readonly deleteLabel: string;
    readonly onDelete: () => void;
    /** Left out where there is no copying. */
    readonly onCopy?: () => void;
  } | null;
  readonly onCancel: () => void;
}

/** Below the form of something that is reviewed before it is changed. */
export function EditFooter({ edited, onCancel }: EditFooterProps) {
  const { t } = useI18n();
  return (
    <>
      {edited !== null && (
        <Button variant="quiet" icon={<Trash2 size={15} aria-hidden="true" />} onPress={edited.onDelete}>
          {edited.deleteLabel}
        </Button>
      )}
      {edited?.onCopy !== undefined && (
        <Button variant="quiet" icon={<Copy size={15} aria-hidden="true" />} onPress={edited.onCopy}>
          {t('adminRoles.copy')}
        </Button>
      )}
      <FormButtons submit={t('admin.review')} onCancel={onCancel} />
    </>
  );
}
