import { type ReactNode, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { PasswordField } from './PasswordField.tsx';

/** Shorter passwords are refused where one is chosen; longer is better, and the meter says so. */
export const PASSWORD_MINIMUM = 10;

export interface NewPassword {
  readonly value: string;
  /** Shows what is wrong; true when the password can be used. */
  readonly check: () => boolean;
  readonly fields: ReactNode;
}

/** Two fields in which a password is chosen, with their checks. */
export function useNewPassword(label: string, autoFocus = false): NewPassword {
  const { t } = useI18n();
  const [value, setValue] = useState('');
  const [again, setAgain] = useState('');
  const [checked, setChecked] = useState(false);
  const short = Array.from(value).length < PASSWORD_MINIMUM;
  const differs = value !== again;
  return {
    value,
    check: () => {
      setChecked(true);
      return !short && !differs;
    },
    fields: (
      <>
        <PasswordField
          label={label}
          value={value}
          onChange={setValue}
          choosing
          autoFocus={autoFocus}
          hint={t('password.hint')}
          error={checked && short ? t('password.tooShort', { count: PASSWORD_MINIMUM }) : null}
        />
        <PasswordField
          label={t('password.again')}
          value={again}
          onChange={setAgain}
          error={checked && differs && !short ? t('password.mismatch') : null}
        />
      </>
    ),
  };
}
