import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import styles from './Page.module.css';

export interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A view of one column: title, a line on what it is, and the content. */
export function Page({ title, lead, action, children }: PageProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className={cx(styles.scroll)} tabIndex={0} aria-labelledby={id}>
      <div className={cx(styles.page)}>
        <header className={cx(styles.head)}>
          <div>
            <h1 id={id} className={cx(styles.title)}>
              {title}
            </h1>
            {lead !== undefined && <p className={cx(styles.lead)}>{lead}</p>}
          </div>
          {action}
        </header>
        {children}
      </div>
    </section>
  );
}
