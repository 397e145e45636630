import type { ReactNode } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { cx } from './cx.ts';
import { Keys } from './Keys.tsx';
import styles from './Tooltip.module.css';

export interface HintProps {
  readonly text: string;
  readonly keys?: string;
  readonly placement?: 'top' | 'bottom' | 'right' | 'left';
  readonly children: ReactNode;
}

/** A tooltip on hover and focus for a control that has its name already. */
export function Hint({ text, keys, placement = 'bottom', children }: HintProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={50}>
      {children}
      <AriaTooltip className={cx(styles.tooltip)} offset={6} placement={placement}>
        {text}
        {keys !== undefined && <Keys keys={keys} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
