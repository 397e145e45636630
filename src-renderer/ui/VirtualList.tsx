import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import { useVirtualRows, type VirtualRows } from './useVirtualRows.ts';
import styles from './VirtualList.module.css';

export interface VirtualListProps extends Omit<VirtualRows, 'click'> {
  readonly label: string;
  readonly multiple?: boolean;
  /** The row that the detail pane shows. */
  readonly openKey: string | null;
  readonly renderRow: (index: number) => ReactNode;
  readonly id?: string;
}

/** A list box of any length: the rows in view are in the document, and the keyboard reaches all of them. */
export function VirtualList({ label, multiple = false, openKey, renderRow, id, ...rows }: VirtualListProps) {
  const base = useId();
  const view = useVirtualRows({ ...rows, click: 'open' });
  const indexes = Array.from({ length: view.window.end - view.window.first }, (_, step) => view.window.first + step);
  const outside = view.active >= 0 && (view.active < view.window.first || view.active >= view.window.end);
  return (
    <div
      ref={view.scroller}
      id={id}
      className={cx(styles.scroller)}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable={multiple}
      aria-activedescendant={view.active >= 0 ? `${base}-${view.active}` : undefined}
      onScroll={view.onScroll}
      onKeyDown={view.onKeyDown}
      onFocus={view.onFocus}
    >
      <div className={cx(styles.canvas)} style={{ height: rows.count * rows.rowHeight }} role="presentation">
        {(outside ? [...indexes, view.active] : indexes).map((index) => {
          const key = rows.keyAt(index);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles every key for its rows
            // biome-ignore lint/a11y/useFocusableInteractive: rows are reached by aria-activedescendant
            <div
              key={key ?? `row-${index}`}
              id={`${base}-${index}`}
              role="option"
              aria-selected={key !== null && (rows.selected.has(key) || (rows.selected.size === 0 && key === openKey))}
              aria-setsize={rows.count}
              aria-posinset={index + 1}
              className={cx(styles.row)}
              data-active={index === view.active || undefined}
              data-open={(key !== null && key === openKey) || undefined}
              data-selected={(key !== null && rows.selected.has(key)) || undefined}
              style={{ height: rows.rowHeight, transform: `translateY(${index * rows.rowHeight}px)` }}
              onClick={(event) => view.onRowClick(index, event)}
            >
              {renderRow(index)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
