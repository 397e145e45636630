import { useI18n } from '../i18n/i18n.tsx';
import { Field } from './Field.tsx';

export interface NameFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Whether somebody tried to go on: only then is a missing name an error. */
  readonly checked: boolean;
}

/** The first field of a form: a name, which must be there. */
export function NameField({ label, value, onChange, checked }: NameFieldProps) {
  const { t } = useI18n();
  return (
    <Field
      label={label}
      value={value}
      onChange={onChange}
      error={checked && value.trim() === '' ? t('field.required') : null}
      maxLength={100}
      autoFocus
    />
  );
}
