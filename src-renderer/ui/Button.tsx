import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components';
import styles from './Button.module.css';
import { cx } from './cx.ts';
import { Hint } from './Tooltip.tsx';

export interface ButtonProps extends Omit<AriaProps, 'className' | 'children' | 'style'> {
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 'm' | 's' | 'l';
  readonly icon?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant = 'secondary', size = 'm', icon, wide, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={cx(styles.button, styles[variant], size !== 'm' && styles[size], wide && styles.wide)}
    >
      {icon}
      <span className={cx(styles.label)}>{children}</span>
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaProps, 'className' | 'children' | 'style' | 'aria-label'> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly size?: 'm' | 's';
  /** Keys to show beside the label in the tooltip. */
  readonly keys?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon: its label is its name and its tooltip. */
export function IconButton({ label, icon, size = 'm', keys, ...rest }: IconButtonProps) {
  return (
    <Hint text={label} {...(keys === undefined ? {} : { keys })}>
      <AriaButton {...rest} aria-label={label} className={cx(styles.icon, size === 's' && styles.iconSmall)}>
        {icon}
      </AriaButton>
    </Hint>
  );
}
