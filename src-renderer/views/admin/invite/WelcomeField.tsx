import { WELCOME_MAX } from '../../../../src-shared/text/welcome.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { Field } from '../../../ui/Field.tsx';

export const isTooLong = (text: string): boolean => text.length > WELCOME_MAX;

interface WelcomeFieldProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** What newcomers are greeted with: filled in with the words of last time. */
export function WelcomeField({ value, onChange }: WelcomeFieldProps) {
  const { t } = useI18n();
  return (
    <Field
      label={t('welcome.field')}
      note={t('welcome.optional')}
      hint={t('welcome.hint')}
      lines={3}
      value={value}
      onChange={onChange}
      error={isTooLong(value) ? t('welcome.tooLong', { count: value.length - WELCOME_MAX }) : null}
    />
  );
}
