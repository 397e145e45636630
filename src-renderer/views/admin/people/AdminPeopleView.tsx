import { SearchX, UserPlus, Users } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PersonRow } from '../../../../src-shared/ipc/admin-views.ts';
import { allows } from '../../../app/commands.tsx';
import { offerViewActions, openOverlay } from '../../../app/overlays.ts';
import { go, type PersonPart } from '../../../app/routes.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import {
  allRows,
  askPeople,
  EVERYBODY,
  reloadAdminPeople,
  rowAt,
  showPeople,
  useAdminPeople,
} from '../../../state/admin-people.ts';
import { bridge } from '../../../state/bridge.ts';
import { useOrganisation } from '../../../state/organisation.ts';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { EmptyState, FilterField, Spinner } from '../../../ui/parts.tsx';
import { useRowHeight } from '../../../ui/row-height.ts';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import boxStyles from '../../box/BoxView.module.css';
import styles from './AdminPeopleView.module.css';
import { FilterChips, Filters } from './Filters.tsx';
import { ManyPeople } from './ManyPeople.tsx';
import { PersonPane } from './PersonPane.tsx';
import { PersonRowView } from './PersonRowView.tsx';

const LIST = 'admin-people-list';

/** Everybody of the organisation, for whoever governs people: found, sorted, looked at and changed, one or many. */
export function AdminPeopleView({ open, part }: { readonly open: string | null; readonly part: PersonPart }) {
  const { t, format } = useI18n();
  const { pages, total, query, state, error } = useAdminPeople();
  const organisation = useOrganisation();
  const me = useSession((session) => session.me);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  /** Rows of those chosen: a choice outlives the pages that it was made on. */
  const [chosen, setChosen] = useState<ReadonlyMap<string, PersonRow>>(new Map());
  const searchInput = useRef<HTMLInputElement>(null);
  const inView = useRef({ first: 0, end: 0 });
  const rowHeight = useRowHeight('person');

  useEffect(() => {
    const reload = () => void reloadAdminPeople(inView.current.first, inView.current.end);
    reload();
    return bridge().on('people.changed', reload);
  }, []);
  useEffect(() => offerViewActions({ filter: () => searchInput.current?.select() }), []);
  // An answer brings its first rows; those in view may be others.
  // biome-ignore lint/correctness/useExhaustiveDependencies: pages is what says that an answer came
  useEffect(() => showPeople(inView.current.first, inView.current.end), [pages]);

  const keyAt = useCallback((index: number) => rowAt(pages, index)?.id ?? null, [pages]);
  const textAt = useCallback((index: number) => rowAt(pages, index)?.name ?? null, [pages]);
  const openAt = (index: number): void => {
    const id = keyAt(index);
    if (id === null) return;
    choose([]);
    go({ view: 'admin-people', person: id });
  };
  const choose = (rows: readonly PersonRow[]): void => {
    setChosen(new Map(rows.map((row) => [row.id, row])));
    setSelected(new Set(rows.map(({ id }) => id)));
  };
  const onSelect = (next: ReadonlySet<string>): void => {
    const here = new Map([...pages.values()].flat().map((row) => [row.id, row]));
    choose([...next].flatMap((id) => here.get(id) ?? chosen.get(id) ?? []));
  };
  const selectAll = async (): Promise<void> => {
    const rows = await allRows();
    if (rows !== null) choose(rows);
  };
  const clear = () => void askPeople({ ...EVERYBODY, sort: query.sort, descending: query.descending });
  const narrowed =
    query.search !== '' || query.states.length > 0 || [query.role, query.group, query.class].some((id) => id !== null);
  const mayInvite = allows(me, 'user.invite');
  const invite = (
    <Button variant="primary" onPress={() => openOverlay('invite')}>
      {t('people.invite')}
    </Button>
  );

  return (
    <>
      <section className={cx(boxStyles.list)} aria-labelledby="people-title">
        <header className={cx(boxStyles.head)}>
          <div className={cx(boxStyles.titleRow)}>
            <h1 id="people-title" className={cx(boxStyles.title)}>
              {t('people.title')}
            </h1>
            <span className={cx(boxStyles.count)} role="status">
              {state === 'ready' && format.number(total)}
            </span>
            {mayInvite && (
              <Button size="s" icon={<UserPlus size={15} aria-hidden="true" />} onPress={() => openOverlay('invite')}>
                {t('people.invite')}
              </Button>
            )}
          </div>
          <div className={cx(styles.tools)}>
            <FilterField
              label={t('adminPeople.search')}
              value={query.search}
              onChange={(search) => void askPeople({ search })}
              inputRef={searchInput}
              onArrowDown={() => document.getElementById(LIST)?.focus()}
            />
            <Filters query={query} organisation={organisation.view} mayInvite={mayInvite} />
          </div>
          <FilterChips query={query} organisation={organisation.view} />
        </header>
        <Problem error={error ?? organisation.error} />
        {state !== 'ready' ? (
          <div className={cx(boxStyles.loading)}>
            <Spinner label={t('list.loading')} />
          </div>
        ) : total === 0 ? (
          <EmptyState
            icon={<SearchX size={24} />}
            title={t('adminPeople.none')}
            action={narrowed && <Button onPress={clear}>{t('adminPeople.showAll')}</Button>}
          >
            {t('adminPeople.noneHint')}
          </EmptyState>
        ) : (
          <VirtualList
            id={LIST}
            label={t('people.label')}
            multiple
            count={total}
            rowHeight={rowHeight}
            keyAt={keyAt}
            textAt={textAt}
            openKey={open}
            selected={selected}
            onSelect={onSelect}
            onSelectAll={() => void selectAll()}
            onOpen={openAt}
            onVisible={({ first, end }) => {
              inView.current = { first, end };
              showPeople(first, end);
            }}
            renderRow={(index) => <PersonRowView row={rowAt(pages, index)} roles={organisation.view?.roles ?? []} />}
          />
        )}
      </section>
      <section className={cx(boxStyles.detail)} aria-label={t('people.choose')}>
        {selected.size > 1 ? (
          <ManyPeople people={[...chosen.values()]} organisation={organisation.view} onDone={() => choose([])} />
        ) : open !== null ? (
          <PersonPane key={open} id={open} part={part} organisation={organisation.view} />
        ) : total === 1 && !narrowed && mayInvite ? (
          <EmptyState icon={<Users size={24} />} title={t('people.alone')} action={invite}>
            {t('people.aloneHint')}
          </EmptyState>
        ) : (
          <EmptyState quiet icon={<Users size={22} />} title={t('adminPeople.choose')} />
        )}
      </section>
    </>
  );
}
