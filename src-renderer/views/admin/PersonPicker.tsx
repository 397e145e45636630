import { useEffect, useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import type { PersonRow } from '../../../src-shared/ipc/admin-views.ts';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { cx } from '../../ui/cx.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Avatar, FilterField } from '../../ui/parts.tsx';
import styles from './PersonPicker.module.css';

export interface PersonPickerProps {
  readonly label: string;
  readonly value: PersonRow | null;
  readonly onChange: (person: PersonRow) => void;
  /** Accounts in these states; none: everybody who is here. */
  readonly states: readonly PersonRow['state'][];
  readonly leaveOut?: (person: PersonRow) => boolean;
}

/** As many as are worth reading; whoever is not among them is found by typing more. */
const SHOWN = 8;

/** Somebody of the organisation, found by name or address among any number of people. */
export function PersonPicker({ label, value, onChange, states, leaveOut }: PersonPickerProps) {
  const { t } = useI18n();
  const [search, setSearch] = useState('');
  const [rows, setRows] = useState<readonly PersonRow[]>([]);
  const [error, setError] = useState<IpcError | null>(null);
  const wantedStates = states.join();
  useEffect(() => {
    let wanted = true;
    void bridge()
      .adminPeople({
        search,
        states: wantedStates === '' ? [] : (wantedStates.split(',') as PersonRow['state'][]),
        role: null,
        group: null,
        class: null,
        sort: 'name',
        descending: false,
        offset: 0,
        limit: SHOWN + 1,
      })
      .then((answer) => {
        if (!wanted) return;
        setError(answer.ok ? null : answer.error);
        if (answer.ok) setRows(answer.value.rows);
      });
    return () => {
      wanted = false;
    };
  }, [search, wantedStates]);
  const shown = rows.filter((person) => leaveOut?.(person) !== true).slice(0, SHOWN);
  const listed = value === null || shown.some(({ id }) => id === value.id) ? shown : [value, ...shown];
  return (
    <div className={cx(styles.picker)}>
      <FilterField label={t('people.filter')} value={search} onChange={setSearch} />
      <Problem error={error} />
      {listed.length === 0 && search !== '' && <p>{t('people.noMatch', { filter: search })}</p>}
      <RadioGroup
        aria-label={label}
        value={value?.id ?? null}
        onChange={(id) => {
          const person = listed.find((each) => each.id === id);
          if (person) onChange(person);
        }}
        className={cx(styles.list)}
      >
        {listed.map((person) => (
          <Radio key={person.id} value={person.id} className={cx(styles.person)}>
            <span className={cx(styles.dot)} aria-hidden="true" />
            <Avatar name={person.name} size="s" />
            <span className={cx(styles.text)}>
              <span className={cx(styles.name)}>{person.name}</span>
              <span className={cx(styles.email)}>{person.email}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
    </div>
  );
}
