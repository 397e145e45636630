import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './Popup.module.css';

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
      <Popover className={cx(styles.popover)} offset={6} placement="bottom start">
        <Dialog aria-label={label} className={cx(styles.dialog)}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
