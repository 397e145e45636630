import { ArrowDownToLine, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Box, FileEntry } from '../../../src-shared/ipc/packages-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Banner, FilterField } from '../../ui/parts.tsx';
import { FileGrid } from './FileGrid.tsx';
import styles from './Files.module.css';
import { type Sort, sortFiles } from './sort-files.ts';

/** Below so many files a filter would only be in the way. */
const FILTER_FROM = 12;

export interface FilesProps {
  readonly files: readonly FileEntry[];
  readonly sender: string;
  readonly box: Box;
  /** Indexes, or null for all. */
  readonly onSave: (files: readonly number[] | null) => Promise<void>;
}

/** Files whose path contains every word. */
export function filterFiles(files: readonly FileEntry[], filter: string): readonly FileEntry[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return files;
  return files.filter((file) => {
    const path = file.path.toLocaleLowerCase();
    return words.every((word) => path.includes(word));
  });
}

/** Indexes of what was picked, with all that is inside of picked folders, in the order of the package. */
export function withContents(files: readonly FileEntry[], selected: ReadonlySet<string>): readonly number[] {
  const folders = files
    .filter((file) => file.folder && selected.has(String(file.index)))
    .map((file) => `${file.path}/`);
  return files
    .filter((file) => selected.has(String(file.index)) || folders.some((folder) => file.path.startsWith(folder)))
    .map((file) => file.index)
    .sort((a, b) => a - b);
}

export function Files({ files, sender, box, onSave }: FilesProps) {
  const { t, format } = useI18n();
  const [filter, setFilter] = useState('');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [sort, setSort] = useState<Sort>({ key: 'name', descending: false });
  const shown = useMemo(
    () => sortFiles(filterFiles(files, filter), sort, format.compare),
    [files, filter, sort, format],
  );
  const real = useMemo(() => files.filter((file) => !file.folder), [files]);
  const size = useMemo(() => real.reduce((sum, file) => sum + file.size, 0), [real]);
  const executables = box === 'inbox' ? real.filter((file) => file.executable).length : 0;
  const some = selected.size > 0;
  const picked = useMemo(() => withContents(files, selected), [files, selected]);
  return (
    <section className={cx(styles.files)} aria-labelledby="files-title">
      <header className={cx(styles.head)}>
        <h3 id="files-title" className={cx(styles.title)}>
          {t('detail.files')}
        </h3>
        <span className={cx(styles.summary)} aria-live="polite">
          {some
            ? t('files.selected', { count: picked.length, total: files.length })
            : t('files.summary', { count: real.length, size: format.bytes(size) })}
        </span>
        {some && (
          <Button
            variant="primary"
            size="s"
            icon={<ArrowDownToLine size={15} aria-hidden="true" />}
            onPress={() => void onSave(picked)}
          >
            {t('files.saveSelected', { count: picked.length })}
          </Button>
        )}
        <Button
          variant={some ? 'secondary' : 'primary'}
          size="s"
          icon={some ? undefined : <ArrowDownToLine size={15} aria-hidden="true" />}
          onPress={() => void onSave(null)}
        >
          {t('files.saveAll')}
        </Button>
      </header>
      {executables > 0 && (
        <Banner
          tone="warn"
          icon={<TriangleAlert size={18} aria-hidden="true" />}
          title={t('detail.executable', { count: executables })}
        >
          {t('detail.executableDetail', { name: sender })}
        </Banner>
      )}
      {files.length >= FILTER_FROM && (
        <div className={cx(styles.filter)}>
          <FilterField label={t('files.filter')} value={filter} onChange={setFilter} />
        </div>
      )}
      {shown.length === 0 ? (
        <p className={cx(styles.none)}>{t('files.noMatch', { filter })}</p>
      ) : (
        <FileGrid files={shown} selected={selected} onSelect={setSelected} sort={sort} onSort={setSort} />
      )}
    </section>
  );
}
