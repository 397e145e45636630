import { Check } from 'lucide-react';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import {
  Menu as AriaMenu,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { cx } from './cx.ts';
import { Keys } from './Keys.tsx';
import styles from './Menu.module.css';
import surface from './surface.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly run: () => void;
}

export interface MenuGroup {
  readonly id: string;
  readonly title?: string;
  readonly entries: readonly MenuEntry[];
}

export interface MenuProps {
  readonly label: string;
  readonly trigger: ReactElement;
  readonly groups: readonly MenuGroup[];
  readonly placement?: 'bottom start' | 'bottom end' | 'top start';
}

export function Menu({ label, trigger, groups, placement = 'bottom end' }: MenuProps) {
  const shown = groups.filter((group) => group.entries.length > 0);
  const entries = shown.flatMap((group) => group.entries);
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={cx(surface.surface, styles.popover)} placement={placement} offset={4}>
        <AriaMenu
          aria-label={label}
          className={cx(styles.menu)}
          disabledKeys={entries.filter((entry) => entry.disabled).map((entry) => entry.id)}
          onAction={(key) => entries.find((entry) => entry.id === key)?.run()}
        >
          {shown.map((group, index) => (
            <Fragment key={group.id}>
              {index > 0 && <Separator className={cx(styles.separator)} />}
              {group.title === undefined ? (
                group.entries.map(item)
              ) : (
                <MenuSection>
                  <Header className={cx(styles.header)}>{group.title}</Header>
                  {group.entries.map(item)}
                </MenuSection>
              )}
            </Fragment>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

const item = (entry: MenuEntry): ReactElement => (
  <MenuItem
    key={entry.id}
    id={entry.id}
    textValue={entry.label}
    className={cx(styles.item, entry.danger && styles.danger)}
  >
    <span className={cx(styles.icon)}>{entry.checked ? <Check size={15} /> : entry.icon}</span>
    <span className={cx(styles.text)}>
      {entry.label}
      {entry.detail !== undefined && <span className={cx(styles.detail)}>{entry.detail}</span>}
    </span>
    {entry.keys !== undefined && <Keys keys={entry.keys} />}
  </MenuItem>
);
