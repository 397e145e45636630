import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './FactList.module.css';

/** What is known of one thing, a line each: `Fact`s. */
export function FactList({ children }: { readonly children: ReactNode }) {
  return <dl className={cx(styles.facts)}>{children}</dl>;
}

export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={cx(styles.fact)}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
