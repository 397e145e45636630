import type { ReactNode, Ref } from 'react';
import {
  type TextFieldProps as AriaProps,
  TextField as AriaTextField,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './Field.module.css';

export interface FieldProps extends Omit<AriaProps, 'className' | 'children' | 'style'> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Right of the label, quietly: "optional". */
  readonly note?: string;
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly lines?: number;
  readonly mono?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** A text field, or with `lines` a text area, with label, hint and error. */
export function Field({ label, hint, note, error, placeholder, lines, mono, inputRef, ...rest }: FieldProps) {
  const control = cx(styles.input, mono && styles.mono);
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error) || rest.isInvalid === true} className={cx(styles.field)}>
      <FieldLabel note={note}>{label}</FieldLabel>
      {lines === undefined ? (
        <Input className={control} placeholder={placeholder ?? ''} {...(inputRef ? { ref: inputRef } : {})} />
      ) : (
        <TextArea className={cx(control, styles.area)} rows={lines} placeholder={placeholder ?? ''} />
      )}
      <FieldFoot hint={hint} error={error} />
    </AriaTextField>
  );
}

export function FieldLabel({ children, note }: { readonly children: ReactNode; readonly note?: string | undefined }) {
  return (
    <span className={cx(styles.labelRow)}>
      <Label className={cx(styles.label)}>{children}</Label>
      {note !== undefined && <span className={cx(styles.note)}>{note}</span>}
    </span>
  );
}

/** The hint under a field, replaced by the error when there is one. */
export function FieldFoot({ hint, error }: { readonly hint?: ReactNode; readonly error?: string | null | undefined }) {
  return (
    <>
      {hint !== undefined && !error && (
        <Text slot="description" className={cx(styles.hint)}>
          {hint}
        </Text>
      )}
      <FieldError className={cx(styles.error)}>
        {(validation) => error ?? validation.validationErrors.join(' ')}
      </FieldError>
    </>
  );
}
