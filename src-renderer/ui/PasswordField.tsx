import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, type Ref, useState } from 'react';
import { TextField as AriaTextField, Input } from 'react-aria-components';
import { useI18n } from '../i18n/i18n.tsx';
import { IconButton } from './Button.tsx';
import { cx } from './cx.ts';
import styles from './Field.module.css';
import { FieldFoot, FieldLabel } from './Field.tsx';
import { passwordStrength } from './password-strength.ts';

export interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  /** A password being chosen: shows how strong it is. */
  readonly choosing?: boolean;
  readonly autoFocus?: boolean;
  readonly isDisabled?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function PasswordField(props: PasswordFieldProps) {
  const { label, value, onChange, hint, error, choosing = false, autoFocus = false, isDisabled = false } = props;
  const { t } = useI18n();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const look = (event: { getModifierState: (key: 'CapsLock') => boolean }): void =>
    setCapsLock(event.getModifierState('CapsLock'));
  return (
    <AriaTextField
      className={cx(styles.field)}
      type={shown ? 'text' : 'password'}
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      autoFocus={autoFocus}
      isDisabled={isDisabled}
      autoComplete={choosing ? 'new-password' : 'current-password'}
      spellCheck="false"
      onKeyUp={look}
    >
      <FieldLabel>{label}</FieldLabel>
      <span className={cx(styles.password)}>
        <Input className={cx(styles.input)} maxLength={1024} {...(props.inputRef ? { ref: props.inputRef } : {})} />
        <span className={cx(styles.reveal)}>
          <IconButton
            size="s"
            label={shown ? t('password.hide') : t('password.show')}
            icon={shown ? <EyeOff size={16} /> : <Eye size={16} />}
            onPress={() => setShown(!shown)}
          />
        </span>
      </span>
      {choosing && value !== '' && <Strength password={value} />}
      <FieldFoot hint={capsLock ? t('unlock.capsLock') : hint} error={error} />
    </AriaTextField>
  );
}

function Strength({ password }: { readonly password: string }) {
  const { t } = useI18n();
  const strength = passwordStrength(password);
  return (
    <span className={cx(styles.meter)} role="status">
      <span className={cx(styles.bars)} aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} className={cx(styles.bar)} data-on={bar <= Math.max(1, strength) ? strength : undefined} />
        ))}
      </span>
      {t('password.strength', { level: t(`password.strength${strength}`) })}
    </span>
  );
}
