import { X } from 'lucide-react';
import { type FormEvent, type ReactNode, useId } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useI18n } from '../i18n/i18n.tsx';
import { IconButton } from './Button.tsx';
import { cx } from './cx.ts';
import styles from './Dialog.module.css';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  /** `sheet` slides in from the side over the whole height. */
  readonly kind?: 'dialog' | 'sheet' | 'alert';
  readonly width?: 's' | 'm' | 'l';
  /** With it the dialog is a form: Enter in a field submits. */
  readonly onSubmit?: () => void;
  /** While work goes on the dialog cannot be dismissed by accident. */
  readonly busy?: boolean;
}

export function Dialog(props: DialogProps) {
  const {
    isOpen,
    onClose,
    title,
    lead,
    children,
    footer,
    kind = 'dialog',
    width = 'm',
    onSubmit,
    busy = false,
  } = props;
  const { t } = useI18n();
  const leadId = useId();
  const body = (
    <>
      <header className={cx(styles.head)}>
        <div>
          <Heading slot="title" level={2} className={cx(styles.title)}>
            {title}
          </Heading>
          {lead !== undefined && (
            <p id={leadId} className={cx(styles.lead)}>
              {lead}
            </p>
          )}
        </div>
        <IconButton label={t('dialog.close')} icon={<X size={18} />} onPress={onClose} isDisabled={busy} />
      </header>
      {children !== undefined && <div className={cx(styles.body)}>{children}</div>}
      {footer !== undefined && <footer className={cx(styles.foot)}>{footer}</footer>}
    </>
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit?.();
  };
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open && !busy) onClose();
      }}
      isDismissable={kind !== 'alert' && kind !== 'sheet' && !busy}
      isKeyboardDismissDisabled={busy}
      className={cx(styles.overlay, kind === 'sheet' && styles.overlaySheet)}
    >
      <Modal className={cx(styles.modal, kind === 'sheet' && styles.sheet, styles[width])}>
        <AriaDialog
          className={cx(styles.dialog)}
          role={kind === 'alert' ? 'alertdialog' : 'dialog'}
          {...(lead === undefined ? {} : { 'aria-describedby': leadId })}
        >
          {onSubmit === undefined ? (
            body
          ) : (
            <form className={cx(styles.form)} onSubmit={submit} noValidate>
              {body}
            </form>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
