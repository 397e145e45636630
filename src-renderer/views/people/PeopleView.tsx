import { Users } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Person } from '../../../src-shared/ipc/people-contract.ts';
import { offerViewActions } from '../../app/overlays.ts';
import { go } from '../../app/routes.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { roleName } from '../../i18n/role-name.ts';
import { loadPeople, personMatches, usePeople } from '../../state/people.ts';
import { cx } from '../../ui/cx.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Avatar, EmptyState, FilterField, Tag } from '../../ui/parts.tsx';
import { useRowHeight } from '../../ui/row-height.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import boxStyles from '../box/BoxView.module.css';
import styles from './PeopleView.module.css';
import { PersonView } from './PersonView.tsx';

/** Everybody of the organisation, for those who do not govern people. */
export function PeopleView({ open }: { readonly open: string | null }) {
  const { t, format } = useI18n();
  const { list, error } = usePeople();
  const [filter, setFilter] = useState('');
  const filterInput = useRef<HTMLInputElement>(null);
  const rowHeight = useRowHeight('person');
  useEffect(() => void loadPeople(), []);
  useEffect(() => offerViewActions({ filter: () => filterInput.current?.select() }), []);

  const shown = useMemo(
    () =>
      list
        .filter((person) => personMatches(person, filter))
        .toSorted((a, b) => Number(b.self) - Number(a.self) || format.compare(a.name, b.name)),
    [list, filter, format],
  );
  const keyAt = useCallback((index: number) => shown[index]?.id ?? null, [shown]);
  const textAt = useCallback((index: number) => shown[index]?.name ?? null, [shown]);
  const person = list.find((one) => one.id === open) ?? null;

  return (
    <>
      <section className={cx(boxStyles.list)} aria-labelledby="people-title">
        <header className={cx(boxStyles.head)}>
          <div className={cx(boxStyles.titleRow)}>
            <h1 id="people-title" className={cx(boxStyles.title)}>
              {t('people.title')}
            </h1>
            <span className={cx(boxStyles.count)}>{list.length > 0 && format.number(list.length)}</span>
          </div>
          <FilterField label={t('people.filter')} value={filter} onChange={setFilter} inputRef={filterInput} />
        </header>
        <Problem error={error} />
        {shown.length === 0 ? (
          filter !== '' && <p className={cx(styles.none)}>{t('people.noMatch', { filter })}</p>
        ) : (
          <VirtualList
            label={t('people.label')}
            count={shown.length}
            rowHeight={rowHeight}
            keyAt={keyAt}
            textAt={textAt}
            openKey={open}
            selected={NONE}
            onSelect={() => undefined}
            onSelectAll={() => undefined}
            onOpen={(index) => go({ view: 'people', person: keyAt(index) })}
            current={shown.findIndex((one) => one.id === open)}
            renderRow={(index) => <Row person={shown[index] ?? null} />}
          />
        )}
      </section>
      <section className={cx(boxStyles.detail)} aria-label={t('people.choose')}>
        {person ? (
          <PersonView key={person.id} person={person} />
        ) : (
          <EmptyState quiet icon={<Users size={22} />} title={t('people.choose')} />
        )}
      </section>
    </>
  );
}

const NONE: ReadonlySet<string> = new Set();

function Row({ person }: { readonly person: Person | null }) {
  const i18n = useI18n();
  const { t } = i18n;
  if (person === null) return null;
  return (
    <div className={cx(styles.row)}>
      <Avatar name={person.name} />
      <span className={cx(styles.text)}>
        <span className={cx(styles.name)}>
          {person.name}
          {person.self && <span className={cx(styles.you)}> · {t('people.you')}</span>}
        </span>
        <span className={cx(styles.email)}>{person.email}</span>
      </span>
      {person.status === 'active' ? (
        <span className={cx(styles.role)}>{roleName(person.role, i18n)}</span>
      ) : (
        <Tag tone={person.status === 'invited' ? 'warn' : 'neutral'}>{t(`status.${person.status}`)}</Tag>
      )}
    </div>
  );
}
