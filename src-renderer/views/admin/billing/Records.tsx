import { FileDown, Plus, ReceiptText, SearchX, TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { BillingRow } from '../../../../src-shared/ipc/billing-contract.ts';
import type { Request, Response } from '../../../../src-shared/ipc/contract.ts';
import { allows } from '../../../app/commands.tsx';
import { offerViewActions } from '../../../app/overlays.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { useSession } from '../../../state/session.ts';
import { useToasts } from '../../../state/toasts.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select, Switch } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Banner, EmptyState, FilterField, Spinner } from '../../../ui/parts.tsx';
import { useRowHeight } from '../../../ui/row-height.ts';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import styles from './Billing.module.css';
import { KeepDialog } from './KeepDialog.tsx';
import { RecordDialog } from './RecordDialog.tsx';
import { RecordRow } from './RecordRow.tsx';
import { usePages } from './use-pages.ts';

type Sort = Request<'billing.records'>['sort'];
type Open =
  | { readonly kind: 'record'; readonly row: BillingRow }
  | { readonly kind: 'keep'; readonly row: BillingRow | null };

const SORTS: readonly Sort[] = ['date', 'supplier', 'amount', 'kept'];
const NONE: ReadonlySet<string> = new Set();
const LIST = 'billing-list';

/** The billing history: found, sorted, looked at; kept and declared void by whoever may. */
export function Records() {
  const i18n = useI18n();
  const { t } = i18n;
  const mayKeep = useSession((state) => allows(state.me, 'billing.manage'));
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<Sort>('date');
  const [voided, setVoided] = useState(false);
  const [open, setOpen] = useState<Open | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const rowHeight = useRowHeight('person');
  useEffect(() => offerViewActions({ filter: () => input.current?.select() }), []);

  const ask = useCallback(
    (offset: number, limit: number) =>
      bridge().billingRecords({ search, sort, voided, descending: sort !== 'supplier', offset, limit }),
    [search, sort, voided],
  );
  const { answer, error, rowAt, onVisible, reload } = usePages<BillingRow, Response<'billing.records'>>(ask);
  const total = answer?.total ?? 0;

  const save = async (): Promise<void> => {
    const saved = await bridge().billingExport({});
    const { show } = useToasts.getState();
    if (!saved.ok) show({ tone: 'bad', text: i18n.error(saved.error) });
    else if (saved.value) show({ tone: 'good', text: t('billing.exported') });
  };
  const close = (): void => setOpen(null);
  const add = mayKeep && (
    <Button
      variant="primary"
      icon={<Plus size={16} aria-hidden="true" />}
      onPress={() => setOpen({ kind: 'keep', row: null })}
    >
      {t('billing.add')}
    </Button>
  );

  return (
    <div className={cx(styles.part)}>
      <div className={cx(styles.tools)}>
        <div className={cx(styles.search)}>
          <FilterField
            label={t('billing.search')}
            value={search}
            onChange={setSearch}
            inputRef={input}
            onArrowDown={() => document.getElementById(LIST)?.focus()}
          />
        </div>
        <div className={cx(styles.sort)}>
          <Select
            label={t('billing.sort')}
            hideLabel
            value={sort}
            onChange={setSort}
            options={SORTS.map((id) => ({ id, label: t(`billing.sort.${id}`) }))}
          />
        </div>
        <span className={cx(styles.spring)} />
        {add}
      </div>
      <div className={cx(styles.tools)}>
        <Switch label={t('billing.showVoid')} value={voided} onChange={setVoided} />
        <span className={cx(styles.spring)} />
        <Button variant="quiet" size="s" icon={<FileDown size={15} aria-hidden="true" />} onPress={() => void save()}>
          {t('billing.export')}
        </Button>
      </div>
      <Problem error={error} />
      {(answer?.flawed ?? 0) > 0 && (
        <Banner tone="warn" icon={<TriangleAlert size={18} aria-hidden="true" />}>
          {t('billing.flawed', { count: answer?.flawed ?? 0 })}
        </Banner>
      )}
      {answer === null ? (
        error === null && <Spinner label={t('list.loading')} />
      ) : total === 0 ? (
        search === '' ? (
          <EmptyState icon={<ReceiptText size={24} />} title={t('billing.none')}>
            {t('billing.noneHint')}
          </EmptyState>
        ) : (
          <EmptyState
            icon={<SearchX size={24} />}
            title={t('billing.noneFound')}
            action={<Button onPress={() => setSearch('')}>{t('billing.showAll')}</Button>}
          />
        )
      ) : (
        <div className={cx(styles.list)} style={{ height: Math.min(total, 9) * rowHeight + 1 }}>
          <VirtualList
            id={LIST}
            label={t('billing.records')}
            count={total}
            rowHeight={rowHeight}
            keyAt={(index) => rowAt(index)?.id ?? null}
            textAt={(index) => rowAt(index)?.content?.description ?? null}
            openKey={null}
            selected={NONE}
            onSelect={() => undefined}
            onSelectAll={() => undefined}
            onOpen={(index) => {
              const row = rowAt(index);
              if (row !== null) setOpen({ kind: 'record', row });
            }}
            onVisible={onVisible}
            renderRow={(index) => <RecordRow row={rowAt(index)} />}
          />
        </div>
      )}
      {open?.kind === 'record' && (
        <RecordDialog
          row={open.row}
          mayKeep={mayKeep}
          onCorrect={() => setOpen({ kind: 'keep', row: open.row })}
          onClose={() => {
            close();
            reload();
          }}
        />
      )}
      {open?.kind === 'keep' && <KeepDialog replaces={open.row} onClose={close} onKept={reload} />}
    </div>
  );
}
