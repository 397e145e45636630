import { useState } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { FormButtons } from '../../ui/FormButtons.tsx';

export interface CountDialogProps {
  readonly title: string;
  readonly lead: string;
  readonly label: string;
  readonly value: string;
  /** null: not a number that can be set. */
  readonly parse: (text: string) => number | null;
  readonly onSet: (count: number) => void;
  readonly onClose: () => void;
}

/** Asks for one whole number; what it would do is shown afterwards. */
export function CountDialog({ title, lead, label, value, parse, onSet, onClose }: CountDialogProps) {
  const { t } = useI18n();
  const [text, setText] = useState(value);
  const [checked, setChecked] = useState(false);
  const count = parse(text);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="s"
      title={title}
      lead={lead}
      onSubmit={() => {
        setChecked(true);
        if (count !== null) onSet(count);
      }}
      footer={<FormButtons onCancel={onClose} submit={t('admin.review')} />}
    >
      <Field
        label={label}
        value={text}
        onChange={setText}
        inputMode="numeric"
        maxLength={7}
        error={checked && count === null ? t('adminSettings.wholeNumber') : null}
        autoFocus
      />
    </Dialog>
  );
}
