import { Archive, FilePlus2, FolderPlus, Inbox, MailOpen, SearchX, Send } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Box } from '../../../src-shared/ipc/packages-contract.ts';
import { allows } from '../../app/commands.tsx';
import { offerViewActions } from '../../app/overlays.ts';
import { go } from '../../app/routes.ts';
import { Checklist } from '../../app/shell/Checklist.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { filterBox, loadTo, reloadBox, useBoxes } from '../../state/boxes.ts';
import { bridge } from '../../state/bridge.ts';
import { keepInBriefcase, openCompose } from '../../state/compose.ts';
import { useSession } from '../../state/session.ts';
import { useToasts } from '../../state/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Problem } from '../../ui/Problem.tsx';
import { EmptyState, FilterField, Spinner } from '../../ui/parts.tsx';
import { useRowHeight } from '../../ui/row-height.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { PackageView } from '../package/PackageView.tsx';
import styles from './BoxView.module.css';
import { briefcaseSubject } from './briefcase-subject.ts';
import { Many } from './Many.tsx';
import { Row } from './Row.tsx';
import { WelcomeCard } from './WelcomeCard.tsx';

const icons = { inbox: Inbox, sent: Send, briefcase: Archive } as const;
const FILTER_PAUSE = 150; // milliseconds after the last key

const LIST = 'package-list';
const focusList = (): void => document.getElementById(LIST)?.focus();

/** List and detail of one box. */
export function BoxView({ box, open }: { readonly box: Box; readonly open: string | null }) {
  const { t } = useI18n();
  const list = useBoxes((state) => state.lists[box]);
  const rowHeight = useRowHeight('package');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [filter, setFilter] = useState(list.filter);
  const filterInput = useRef<HTMLInputElement>(null);

  useEffect(() => void reloadBox(box), [box]);
  useEffect(() => offerViewActions({ filter: () => filterInput.current?.select() }), []);
  useEffect(() => {
    if (filter === useBoxes.getState().lists[box].filter) return;
    const timer = setTimeout(() => void filterBox(box, filter), FILTER_PAUSE);
    return () => clearTimeout(timer);
  }, [box, filter]);

  const { rows, total } = list;
  const keyAt = useCallback((index: number) => rows[index]?.id ?? null, [rows]);
  const textAt = useCallback(
    (index: number) => {
      const row = rows[index];
      return row ? (box === 'inbox' ? row.from : row.subject) : null;
    },
    [rows, box],
  );
  const openAt = (index: number): void => {
    const row = rows[index];
    if (!row) return;
    setSelected(new Set());
    go({ view: box, package: row.id });
  };
  const selectAll = async (): Promise<void> => {
    await loadTo(box, total);
    setSelected(new Set(useBoxes.getState().lists[box].rows.map((row) => row.id)));
  };
  const many = selected.size > 1 ? rows.filter((row) => selected.has(row.id)) : null;

  return (
    <>
      <section className={cx(styles.list)} aria-labelledby="box-title">
        <header className={cx(styles.head)}>
          <div className={cx(styles.titleRow)}>
            <h1 id="box-title" className={cx(styles.title)}>
              {t(`${box}.title`)}
            </h1>
            <span className={cx(styles.count)}>{total > 0 && t('list.count', { count: total })}</span>
            {box === 'briefcase' && <BriefcaseAdd />}
          </div>
          <FilterField
            label={t('box.filter')}
            value={filter}
            onChange={setFilter}
            inputRef={filterInput}
            onArrowDown={focusList}
          />
        </header>
        {box === 'inbox' && (
          <div className={cx(styles.above)}>
            <WelcomeCard />
            <Checklist />
          </div>
        )}
        <Problem error={list.error} />
        {list.state !== 'ready' && rows.length === 0 ? (
          <div className={cx(styles.loading)}>
            <Spinner label={t('list.loading')} />
          </div>
        ) : total === 0 ? (
          <Nothing box={box} filter={list.filter} onClear={() => setFilter('')} />
        ) : (
          <VirtualList
            id={LIST}
            label={t(`${box}.title`)}
            multiple
            count={total}
            rowHeight={rowHeight}
            keyAt={keyAt}
            textAt={textAt}
            openKey={open}
            selected={selected}
            onSelect={setSelected}
            onSelectAll={() => void selectAll()}
            onOpen={openAt}
            onVisible={({ end }) => void loadTo(box, end)}
            current={open === null ? -1 : rows.findIndex((row) => row.id === open)}
            renderRow={(index) => <Row row={rows[index] ?? null} />}
          />
        )}
      </section>
      <section className={cx(styles.detail)} aria-label={t('box.choose')}>
        {many ? (
          <Many rows={many} onDone={() => setSelected(new Set())} />
        ) : open === null ? (
          total > 0 && <EmptyState quiet icon={<MailOpen size={22} />} title={t('box.choose')} />
        ) : (
          <PackageView key={open} id={open} box={box} />
        )}
      </section>
    </>
  );
}

function Nothing({
  box,
  filter,
  onClear,
}: {
  readonly box: Box;
  readonly filter: string;
  readonly onClear: () => void;
}) {
  const { t } = useI18n();
  const me = useSession((state) => state.me);
  if (filter !== '') {
    return (
      <EmptyState
        icon={<SearchX size={24} />}
        title={t('list.noMatch', { filter })}
        action={<Button onPress={onClear}>{t('list.clearFilter')}</Button>}
      >
        {t('list.noMatchHint')}
      </EmptyState>
    );
  }
  const Icon = icons[box];
  return (
    <EmptyState
      icon={<Icon size={24} />}
      title={t(`${box}.empty`)}
      action={
        box === 'briefcase' ? (
          <BriefcaseAdd />
        ) : !allows(me, 'pkg.send') ? undefined : (
          <Button icon={<FilePlus2 size={16} aria-hidden="true" />} onPress={() => openCompose()}>
            {t('action.compose')}
          </Button>
        )
      }
    >
      {t(`${box}.emptyHint`)}
    </EmptyState>
  );
}

function BriefcaseAdd() {
  const i18n = useI18n();
  const add = async (): Promise<void> => {
    const chosen = await bridge().filesChoose({ what: 'files' });
    const { show } = useToasts.getState();
    if (!chosen.ok) return show({ tone: 'bad', text: i18n.error(chosen.error) });
    if (chosen.value.length === 0) return;
    const refusal = await keepInBriefcase(chosen.value, briefcaseSubject(chosen.value, i18n));
    if (refusal) show({ tone: 'bad', text: i18n.error(refusal) });
  };
  return (
    <Button size="s" icon={<FolderPlus size={15} aria-hidden="true" />} onPress={() => void add()}>
      {i18n.t('briefcase.add')}
    </Button>
  );
}
