import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Mark } from '../../ui/Mark.tsx';
import styles from './Frame.module.css';

export interface FrameProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly onBack?: (() => void) | null;
  readonly wide?: boolean;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}

/** The calm page on which everything before an open vault happens. */
export function Frame({ title, lead, onBack, wide, children, foot }: FrameProps) {
  const { t } = useI18n();
  return (
    <div className={cx(styles.page)}>
      <header className={cx(styles.top)}>
        <span className={cx(styles.brand)}>
          <Mark size={26} />
          {t('app.name')}
        </span>
        {onBack && (
          <Button variant="quiet" size="s" icon={<ArrowLeft size={16} aria-hidden="true" />} onPress={onBack}>
            {t('firstRun.back')}
          </Button>
        )}
      </header>
      <main className={cx(styles.main, wide && styles.wide)}>
        <div className={cx(styles.intro)}>
          <h1 className={cx(styles.title)}>{title}</h1>
          {lead !== undefined && <p className={cx(styles.lead)}>{lead}</p>}
        </div>
        {children}
      </main>
      {foot !== undefined && <footer className={cx(styles.foot)}>{foot}</footer>}
    </div>
  );
}
