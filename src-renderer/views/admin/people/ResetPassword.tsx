import { useI18n } from '../../../i18n/i18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import styles from './forms.module.css';

/** Nobody but its person holds a vault's password: what helps somebody who forgot theirs, step by step. */
export function ResetPassword({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('resetPassword.title', { name })}
      lead={t('resetPassword.lead')}
      footer={
        <Button variant="primary" onPress={onClose} autoFocus>
          {t('resetPassword.understood')}
        </Button>
      }
    >
      <ol className={cx(styles.steps)}>
        <li>{t('resetPassword.kit', { name })}</li>
        <li>{t('resetPassword.anew', { name })}</li>
        <li>{t('resetPassword.later')}</li>
      </ol>
    </Dialog>
  );
}
