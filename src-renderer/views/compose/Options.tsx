import { useI18n } from '../../i18n/i18n.tsx';
import { type Draft, type DraftProblem, EXPIRIES, type Expiry, editDraft } from '../../state/compose.ts';
import { now } from '../../state/system-clock.ts';
import { Select, Switch } from '../../ui/Choice.tsx';
import { cx } from '../../ui/cx.ts';
import { Field } from '../../ui/Field.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import styles from './Options.module.css';

const LABELS = {
  never: 'compose.expiryNever',
  day: 'compose.expiryDay',
  week: 'compose.expiryWeek',
  month: 'compose.expiryMonth',
  date: 'compose.expiryDate',
} as const;

/** The day after `time`, local, as a date field writes it. */
export function dayAfter(time: number): string {
  const day = new Date(time);
  day.setDate(day.getDate() + 1);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** Expiry and package password. */
export function Options({ draft, problems }: { readonly draft: Draft; readonly problems: readonly DraftProblem[] }) {
  const { t } = useI18n();
  const setExpiry = (expiry: Expiry): void =>
    editDraft({ expiry, ...(expiry === 'date' && draft.expiryDate === '' ? { expiryDate: dayAfter(now()) } : {}) });
  return (
    <section className={cx(styles.options)} aria-label={t('compose.options')}>
      <div className={cx(styles.option)}>
        <Select
          label={t('compose.expiry')}
          options={EXPIRIES.map((id) => ({ id, label: t(LABELS[id]) }))}
          value={draft.expiry}
          onChange={setExpiry}
          {...(draft.expiry === 'never' ? {} : { hint: t('compose.expiryHint') })}
        />
        {draft.expiry === 'date' && (
          <Field
            label={t('compose.expiryDateLabel')}
            type="date"
            value={draft.expiryDate}
            onChange={(expiryDate) => editDraft({ expiryDate })}
            error={problems.includes('date') ? t('compose.dateWrong') : null}
          />
        )}
      </div>
      <div className={cx(styles.option)}>
        <Switch
          label={t('compose.passwordSwitch')}
          value={draft.password !== null}
          onChange={(on) => editDraft({ password: on ? '' : null })}
        />
        {draft.password !== null && (
          <PasswordField
            label={t('compose.password')}
            hint={t('compose.passwordHint')}
            value={draft.password}
            onChange={(password) => editDraft({ password })}
            choosing
            error={problems.includes('password') ? t('field.required') : null}
          />
        )}
      </div>
    </section>
  );
}
