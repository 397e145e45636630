import { FileDown } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import type { LicenceRow } from '../../../../src-shared/ipc/billing-contract.ts';
import type { Request, Response } from '../../../../src-shared/ipc/contract.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { useToasts } from '../../../state/toasts.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Avatar, FilterField, Spinner } from '../../../ui/parts.tsx';
import { useRowHeight } from '../../../ui/row-height.ts';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import styles from './Billing.module.css';
import { usePages } from './use-pages.ts';

type Sort = Request<'billing.licences'>['sort'];
type Classes = OrganisationView['classes'];
const SORTS: readonly Sort[] = ['name', 'class', 'since'];
const NONE: ReadonlySet<string> = new Set();

/** Who uses a licence, of which class, since when. */
export function LicenceList({ classes }: { readonly classes: Classes }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<Sort>('name');
  const rowHeight = useRowHeight('person');
  const ask = useCallback(
    (offset: number, limit: number) =>
      bridge().billingLicences({ search, sort, descending: sort === 'since', offset, limit }),
    [search, sort],
  );
  const { answer, error, rowAt, onVisible } = usePages<LicenceRow, Response<'billing.licences'>>(ask);
  const total = answer?.total ?? 0;
  const save = async (): Promise<void> => {
    const saved = await bridge().billingExportLicences({});
    const { show } = useToasts.getState();
    if (!saved.ok) show({ tone: 'bad', text: i18n.error(saved.error) });
    else if (saved.value) show({ tone: 'good', text: t('billing.licencesExported') });
  };
  return (
    <div className={cx(styles.part)}>
      {answer !== null && (
        <p className={cx(styles.hint)} role="status">
          {answer.bought === null
            ? t('adminSecurity.licencesUnlimited', { inUse: format.number(answer.inUse) })
            : t('adminSecurity.licencesInUse', {
                inUse: format.number(answer.inUse),
                bought: format.number(answer.bought),
              })}
        </p>
      )}
      <div className={cx(styles.tools)}>
        <div className={cx(styles.search)}>
          <FilterField label={t('billing.searchLicences')} value={search} onChange={setSearch} />
        </div>
        <div className={cx(styles.sort)}>
          <Select
            label={t('billing.sort')}
            hideLabel
            value={sort}
            onChange={setSort}
            options={SORTS.map((id) => ({ id, label: t(`billing.licenceSort.${id}`) }))}
          />
        </div>
        <span className={cx(styles.spring)} />
        <Button icon={<FileDown size={16} aria-hidden="true" />} onPress={() => void save()}>
          {t('billing.export')}
        </Button>
      </div>
      <Problem error={error} />
      {answer === null ? (
        error === null && <Spinner label={t('list.loading')} />
      ) : total === 0 ? (
        <p className={cx(styles.hint)}>{t('billing.noLicences')}</p>
      ) : (
        <div className={cx(styles.list)} style={{ height: Math.min(total, 9) * rowHeight + 1 }}>
          <VirtualList
            label={t('billing.licences')}
            count={total}
            rowHeight={rowHeight}
            keyAt={(index) => rowAt(index)?.member ?? null}
            textAt={(index) => rowAt(index)?.name ?? null}
            openKey={null}
            selected={NONE}
            onSelect={() => undefined}
            onSelectAll={() => undefined}
            onOpen={() => undefined}
            onVisible={onVisible}
            renderRow={(index) => <Row row={rowAt(index)} classes={classes} />}
          />
        </div>
      )}
    </div>
  );
}

function Row({ row, classes }: { readonly row: LicenceRow | null; readonly classes: Classes }) {
  const { t, lookup, format } = useI18n();
  if (row === null) return <span className={cx(styles.row)} />;
  const found = classes.find(({ id }) => id === row.class);
  const name = found?.text == null ? (found?.name ?? row.class) : lookup(found.text, {}, found.name);
  return (
    <span className={cx(styles.row)}>
      <Avatar name={row.name} />
      <span className={cx(styles.text)}>
        <span className={cx(styles.name)}>{row.name}</span>
        <span className={cx(styles.meta)}>{row.email}</span>
      </span>
      <span className={cx(styles.side)}>
        <span>{name}</span>
        <span className={cx(styles.meta)}>
          {row.since === null ? t('billing.sinceUnknown') : t('billing.since', { date: format.date(row.since) })}
        </span>
      </span>
    </span>
  );
}
