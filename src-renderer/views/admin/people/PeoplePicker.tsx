import { Plus, X } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { FilterField } from '../../../ui/parts.tsx';
import styles from './forms.module.css';

interface Picked {
  readonly id: string;
  readonly name: string;
}

export interface PeoplePickerProps {
  readonly label: string;
  readonly hint: string;
  readonly value: readonly Picked[];
  readonly onChange: (value: readonly Picked[]) => void;
  /** Nobody chooses themselves. */
  readonly except: string;
}

const SHOWN = 6;
const PAUSE = 150; // milliseconds after the last key

/** A few people out of many: found by name, added one by one. */
export function PeoplePicker({ label, hint, value, onChange, except }: PeoplePickerProps) {
  const { t } = useI18n();
  const id = useId();
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<readonly Picked[]>([]);
  useEffect(() => {
    if (search.trim() === '') return setFound([]);
    let wanted = true;
    const timer = setTimeout(async () => {
      const answer = await bridge().adminPeople({
        search,
        states: ['active'],
        role: null,
        group: null,
        class: null,
        sort: 'name',
        descending: false,
        offset: 0,
        limit: SHOWN + 64,
      });
      if (wanted && answer.ok) setFound(answer.value.rows);
    }, PAUSE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [search]);
  const offered = found.filter((one) => one.id !== except && !value.some(({ id }) => id === one.id)).slice(0, SHOWN);
  return (
    <fieldset className={cx(styles.checks)} aria-labelledby={id}>
      <p className={cx(styles.legend)}>
        <span id={id}>{label}</span>
      </p>
      {value.length > 0 && (
        <ul className={cx(styles.chips)}>
          {value.map((person) => (
            <li key={person.id} className={cx(styles.chip)}>
              {person.name}
              <IconButton
                size="s"
                label={t('adminPeople.takeOut', { name: person.name })}
                icon={<X size={13} />}
                onPress={() => onChange(value.filter((one) => one.id !== person.id))}
              />
            </li>
          ))}
        </ul>
      )}
      <FilterField label={t('adminPeople.findPerson')} value={search} onChange={setSearch} />
      {offered.length > 0 && (
        <ul className={cx(styles.found)}>
          {offered.map((person) => (
            <li key={person.id}>
              <Button
                variant="quiet"
                icon={<Plus size={14} aria-hidden="true" />}
                onPress={() => {
                  onChange([...value, { id: person.id, name: person.name }]);
                  setSearch('');
                }}
              >
                {person.name}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p className={cx(styles.hint)}>{hint}</p>
    </fieldset>
  );
}
