import { useState } from 'react';
import { useI18n } from '../../../i18n/i18n.tsx';
import { now } from '../../../state/system-clock.ts';
import { Switch } from '../../../ui/Choice.tsx';
import { Field } from '../../../ui/Field.tsx';
import { dayOf, endOfDay } from './days.ts';

const DAY = 86_400_000;
const USUAL = 90 * DAY;

interface ExpiryFieldProps {
  /** Milliseconds since 1970-01-01 UTC, at a midnight; null: the account never ends. */
  readonly value: number | null;
  /** `undefined`: what is typed is no day to come. */
  readonly onChange: (value: number | null | undefined) => void;
}

/** The last day on which an account works. */
export function ExpiryField({ value, onChange }: ExpiryFieldProps) {
  const { t } = useI18n();
  const [text, setText] = useState(value === null ? null : dayOf(value - 1));
  const change = (next: string | null): void => {
    setText(next);
    const end = next === null ? null : endOfDay(next);
    onChange(next !== null && (end === null || end <= now()) ? undefined : end);
  };
  const end = text === null ? null : endOfDay(text);
  return (
    <>
      <Switch
        label={t('adminPeople.endsSwitch')}
        value={text !== null}
        onChange={(on) => change(on ? dayOf(now() + USUAL) : null)}
      />
      {text !== null && (
        <Field
          label={t('adminPeople.lastDay')}
          type="date"
          value={text}
          onChange={change}
          error={end === null || end <= now() ? t('compose.dateWrong') : null}
        />
      )}
    </>
  );
}
