import type { ReactNode } from 'react';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import { cx } from '../../../ui/cx.ts';
import type { ChangeRequest } from '../use-change.tsx';
import styles from './SecurityView.module.css';

export interface SecurityPartProps {
  readonly organisation: OrganisationView;
  readonly ask: ChangeRequest['ask'];
}

export function SecuritySection({
  id,
  title,
  hint,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={cx(styles.section)} aria-labelledby={`security-${id}`}>
      <div>
        <h2 id={`security-${id}`} className={cx(styles.heading)}>
          {title}
        </h2>
        <p className={cx(styles.hint)}>{hint}</p>
      </div>
      {children}
    </section>
  );
}
