import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { now } from '../state/system-clock.ts';
import { moveBy, scrollFor, toggled, typeAhead, visibleWindow, type Window, withRange } from './list-core.ts';

const TYPE_PAUSE = 700; // milliseconds between letters of one word

export interface VirtualRows {
  /** Rows in all, loaded or not. */
  readonly count: number;
  /** Height of a row in pixels. */
  readonly rowHeight: number;
  /** null for a row that is not loaded. */
  readonly keyAt: (index: number) => string | null;
  readonly textAt: (index: number) => string | null;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onSelectAll: () => void;
  /** Enter, or a plain click. */
  readonly onOpen: (index: number) => void;
  /** Tells which rows are in view, for loading them. */
  readonly onVisible?: (window: Window) => void;
  /** A plain click selects the row alone (lists with a detail pane) or toggles it (lists of things to pick). */
  readonly click: 'open' | 'toggle';
  /** Height in pixels of a header that sticks to the top of the scroller. */
  readonly header?: number;
  /** The row to start from, and to go to when it changes. */
  readonly current?: number;
}

export interface VirtualRowsView {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly window: Window;
  readonly active: number;
  readonly onScroll: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onRowClick: (index: number, event: MouseEvent) => void;
  readonly onFocus: () => void;
}

/** Scrolling, keyboard, type-ahead and selection of a list that renders only what is in view. */
export function useVirtualRows(props: VirtualRows): VirtualRowsView {
  const {
    count,
    rowHeight,
    keyAt,
    textAt,
    selected,
    onSelect,
    onSelectAll,
    onOpen,
    onVisible,
    click,
    current,
    header = 0,
  } = props;
  const scroller = useRef<HTMLDivElement | null>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 600 });
  const [active, setActive] = useState(current ?? -1);
  const anchor = useRef(-1);
  const typed = useRef({ text: '', at: 0 });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = (): void => setScroll({ top: element.scrollTop, height: element.clientHeight - header });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [header]);

  useEffect(() => {
    if (current !== undefined && current >= 0) setActive(current);
  }, [current]);

  const window = visibleWindow(scroll.top, scroll.height, rowHeight, count);
  const visible = useRef(onVisible);
  visible.current = onVisible;
  useEffect(() => {
    visible.current?.({ first: window.first, end: window.end });
  }, [window.first, window.end]);

  const go = (index: number): void => {
    setActive(index);
    const element = scroller.current;
    if (element) element.scrollTop = scrollFor(index, element.scrollTop, element.clientHeight - header, rowHeight);
  };

  const extend = (to: number): void => {
    if (anchor.current < 0) anchor.current = Math.max(0, active);
    onSelect(withRange(new Set(), anchor.current, to, keyAt));
  };

  const toggle = (index: number): void => {
    const key = keyAt(index);
    anchor.current = index;
    if (key !== null) onSelect(toggled(selected, key));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys on a control within the list, such as a column's name, are that control's own.
    if (event.defaultPrevented || event.altKey || event.target !== event.currentTarget) return;
    const modified = event.ctrlKey || event.metaKey;
    const target = moveBy(event.key, active, count, Math.max(1, Math.floor(scroll.height / rowHeight) - 1));
    if (target !== null) {
      event.preventDefault();
      if (event.shiftKey) extend(target);
      else anchor.current = target;
      go(target);
    } else if (modified && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      onSelectAll();
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      onOpen(active);
    } else if (event.key === ' ' && active >= 0) {
      event.preventDefault();
      toggle(active);
    } else if (event.key === 'Escape' && selected.size > 0) {
      event.preventDefault();
      event.stopPropagation();
      onSelect(new Set());
    } else if (!modified && event.key.length === 1 && event.key !== ' ') {
      const at = now();
      typed.current = { text: at - typed.current.at > TYPE_PAUSE ? event.key : typed.current.text + event.key, at };
      const found = typeAhead(typed.current.text, active, count, textAt);
      if (found !== null) go(found);
    }
  };

  const onRowClick = (index: number, event: MouseEvent): void => {
    setActive(index);
    if (event.shiftKey) {
      extend(index);
    } else if (event.ctrlKey || event.metaKey || click === 'toggle') {
      toggle(index);
    } else {
      anchor.current = index;
      onOpen(index);
    }
  };

  const onScroll = (): void => {
    const element = scroller.current;
    if (element) setScroll({ top: element.scrollTop, height: element.clientHeight - header });
  };

  const onFocus = (): void => {
    if (active < 0 && count > 0) setActive(0);
  };

  return { scroller, window, active: Math.min(active, count - 1), onScroll, onKeyDown, onRowClick, onFocus };
}
