// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid is no table; only some of its rows exist
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names the active row
import {
  ArrowDown,
  ArrowUp,
  File,
  FileArchive,
  FileCog,
  FileImage,
  FileSpreadsheet,
  FileText,
  Film,
  Folder,
  Music,
  PencilLine,
  TriangleAlert,
} from 'lucide-react';
import { type ReactNode, useCallback, useId } from 'react';
import { Button } from 'react-aria-components';
import type { FileEntry } from '../../../src-shared/ipc/packages-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Checkbox } from '../../ui/Choice.tsx';
import { cx } from '../../ui/cx.ts';
import { Moment, Tag } from '../../ui/parts.tsx';
import { useRowHeight } from '../../ui/row-height.ts';
import { useVirtualRows } from '../../ui/useVirtualRows.ts';
import styles from './FileGrid.module.css';
import { nextSort, type Sort, type SortKey } from './sort-files.ts';

/** Rows that the grid shows before it scrolls by itself. */
const VISIBLE = 12;
/** Height in pixels of the row of headings. */
const HEADER = 34;

const KINDS = [
  [/\.(?:png|jpe?g|gif|webp|avif|svg|heic|tiff?|bmp)$/i, FileImage],
  [/\.(?:zip|7z|rar|tar|gz|xz|zst|bz2)$/i, FileArchive],
  [/\.(?:xlsx?|ods|csv|tsv|numbers)$/i, FileSpreadsheet],
  [/\.(?:mp4|mov|mkv|webm|avi)$/i, Film],
  [/\.(?:mp3|wav|flac|ogg|m4a)$/i, Music],
  [/\.(?:pdf|docx?|odt|rtf|txt|md|pages|tex|html?)$/i, FileText],
] as const;

function iconOf(file: FileEntry) {
  if (file.folder) return Folder;
  if (file.executable) return FileCog;
  return KINDS.find(([pattern]) => pattern.test(file.path))?.[1] ?? File;
}

export interface FileGridProps {
  readonly files: readonly FileEntry[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** A table of files of any length; a row is picked by click, Space or its box. */
export function FileGrid({ files, selected, onSelect, sort, onSort }: FileGridProps) {
  const { t } = useI18n();
  const base = useId();
  const rowHeight = useRowHeight('file');
  const keyAt = useCallback((index: number) => (files[index] ? String(files[index].index) : null), [files]);
  const textAt = useCallback((index: number) => files[index]?.path.split('/').at(-1) ?? null, [files]);
  const everything = (): ReadonlySet<string> => new Set(files.map((file) => String(file.index)));
  const view = useVirtualRows({
    count: files.length,
    rowHeight,
    keyAt,
    textAt,
    selected,
    onSelect,
    onSelectAll: () => onSelect(everything()),
    onOpen: (index) => onSelect(new Set([keyAt(index) ?? ''])),
    click: 'toggle',
    header: HEADER,
  });
  const all = files.every((file) => selected.has(String(file.index)));
  const indexes = Array.from({ length: view.window.end - view.window.first }, (_, step) => view.window.first + step);
  return (
    <div className={cx(styles.frame)}>
      <div
        role="grid"
        aria-label={t('files.label')}
        aria-multiselectable="true"
        aria-rowcount={files.length + 1}
        aria-activedescendant={view.active >= 0 ? `${base}-${view.active}` : undefined}
        tabIndex={0}
        ref={view.scroller}
        className={cx(styles.grid)}
        style={{ height: HEADER + rowHeight * Math.min(VISIBLE, files.length) + 2 }}
        onScroll={view.onScroll}
        onKeyDown={view.onKeyDown}
        onFocus={(event) => {
          if (event.target === event.currentTarget) view.onFocus();
        }}
      >
        <div role="rowgroup" className={cx(styles.heading)}>
          <div role="row" aria-rowindex={1} className={cx(styles.row, styles.header)}>
            <span role="columnheader">
              <Checkbox
                aria-label={t('files.selectAll')}
                isSelected={all}
                isIndeterminate={!all && selected.size > 0}
                excludeFromTabOrder
                onChange={() => onSelect(all ? new Set() : everything())}
              />
            </span>
            <Heading of="name" sort={sort} onSort={onSort} />
            <Heading of="size" sort={sort} onSort={onSort} />
            <Heading of="modified" sort={sort} onSort={onSort} />
          </div>
        </div>
        <div role="rowgroup" className={cx(styles.canvas)} style={{ height: files.length * rowHeight }}>
          {indexes.map((index) => {
            const file = files[index];
            if (!file) return null;
            const key = String(file.index);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles every key for its rows
              <div
                key={key}
                id={`${base}-${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={selected.has(key)}
                data-active={index === view.active || undefined}
                data-selected={selected.has(key) || undefined}
                className={cx(styles.row, styles.item)}
                style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
                onClick={(event) => view.onRowClick(index, event)}
              >
                <Cells file={file} selected={selected.has(key)} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface HeadingProps {
  readonly of: SortKey;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** A column's name, which sorts by it. */
function Heading({ of, sort, onSort }: HeadingProps) {
  const { t } = useI18n();
  const sorted = sort.key === of;
  return (
    <span
      role="columnheader"
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      className={cx(of !== 'name' && styles.end, of === 'modified' && styles.modified)}
    >
      <Button className={cx(styles.sort)} onPress={() => onSort(nextSort(sort, of))}>
        {t(`files.${of}`)}
        {sorted && (sort.descending ? <ArrowDown size={12} /> : <ArrowUp size={12} />)}
      </Button>
    </span>
  );
}

interface MarkProps {
  readonly icon: ReactNode;
  readonly text: string;
  /** What there is to say beyond the text; else the text itself, which narrow windows leave to the icon. */
  readonly hint?: string;
  readonly tone?: 'neutral' | 'warn';
}

/** Its words are read out always, and seen where there is room beside the file's own name. */
function Mark({ icon, text, hint = text, tone = 'neutral' }: MarkProps) {
  return (
    <span className={cx(styles.mark)} title={hint}>
      <Tag tone={tone} icon={icon}>
        <span className={cx(styles.markText)}>{text}</span>
      </Tag>
    </span>
  );
}

function Cells({ file, selected }: { readonly file: FileEntry; readonly selected: boolean }) {
  const { t, format } = useI18n();
  const Icon = iconOf(file);
  const cut = file.path.lastIndexOf('/') + 1;
  return (
    <>
      <span role="gridcell" className={cx(styles.pick)} data-on={selected}>
        <span className={cx(styles.tick)} aria-hidden="true" />
      </span>
      <span role="gridcell" className={cx(styles.name)}>
        <Icon size={16} aria-hidden="true" className={cx(styles.icon)} />
        <span className={cx(styles.path)} title={file.path}>
          {cut > 0 && <span className={cx(styles.folder)}>{file.path.slice(0, cut)}</span>}
          <span className={cx(styles.base)}>{file.path.slice(cut)}</span>
        </span>
        {file.executable && !file.folder && (
          <Mark tone="warn" icon={<TriangleAlert size={13} aria-hidden="true" />} text={t('files.executable')} />
        )}
        {file.originalPath !== null && (
          <Mark
            icon={<PencilLine size={13} aria-hidden="true" />}
            text={t('files.renamedShort')}
            hint={t('files.renamed', { name: file.originalPath })}
          />
        )}
      </span>
      <span role="gridcell" className={cx(styles.end)}>
        {file.folder ? t('files.folder') : format.bytes(file.size)}
      </span>
      <span role="gridcell" className={cx(styles.end, styles.modified)}>
        {file.modifiedAt > 0 && <Moment at={file.modifiedAt} form="date" />}
      </span>
    </>
  );
}
