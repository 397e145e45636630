import type { ReactElement, ReactNode } from 'react';
import { DialogTrigger, Popover } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './Popup.module.css';
import surface from './surface.module.css';

/** A small explanation that opens from a button and can be read and selected at leisure. */
export function Popup({
  trigger,
  label,
  children,
}: {
  readonly trigger: ReactElement;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <DialogTrigger>
      {trigger}
      <Popover className={cx(surface.surface, styles.popover)} offset={6} placement="bottom start" aria-label={label}>
        <div className={cx(styles.dialog)}>{children}</div>
      </Popover>
    </DialogTrigger>
  );
}
