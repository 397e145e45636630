import { type ReactNode, useId, useState } from 'react';
import { useI18n } from '../../../i18n/i18n.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { FilterField } from '../../../ui/parts.tsx';
import styles from './forms.module.css';

export interface CheckItem<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface CheckListProps<T extends string> {
  readonly label: string;
  readonly items: readonly CheckItem<T>[];
  readonly value: readonly T[];
  readonly onChange: (value: readonly T[]) => void;
  readonly hint?: ReactNode;
  readonly error?: string | null;
}

/** From here on a list is searched rather than read. */
const MANY = 14;

/** Any number of a few, or of a few hundred: a box each. */
export function CheckList<T extends string>({ label, items, value, onChange, hint, error }: CheckListProps<T>) {
  const { t } = useI18n();
  const id = useId();
  const [filter, setFilter] = useState('');
  const wanted = filter.toLocaleLowerCase();
  const shown = items.filter((item) => item.label.toLocaleLowerCase().includes(wanted));
  return (
    <fieldset className={cx(styles.checks)} aria-labelledby={id}>
      <p className={cx(styles.legend)}>
        <span id={id}>{label}</span>
        <span className={cx(styles.note)}>{t('adminPeople.chosen', { count: value.length })}</span>
      </p>
      {items.length >= MANY && (
        <FilterField label={t('adminPeople.filterList', { name: label })} value={filter} onChange={setFilter} />
      )}
      <div className={cx(styles.boxes)}>
        {shown.map((item) => (
          <Checkbox
            key={item.id}
            isSelected={value.includes(item.id)}
            isDisabled={item.disabled === true}
            onChange={(on) => onChange(on ? [...value, item.id] : value.filter((one) => one !== item.id))}
          >
            {item.label}
          </Checkbox>
        ))}
        {shown.length === 0 && <span className={cx(styles.hint)}>{t('adminPeople.nothing')}</span>}
      </div>
      {error ? (
        <p className={cx(styles.error)} role="alert">
          {error}
        </p>
      ) : (
        hint !== undefined && <p className={cx(styles.hint)}>{hint}</p>
      )}
    </fieldset>
  );
}
