import { Component, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import styles from './App.module.css';

interface State {
  readonly broken: boolean;
}

/** A mistake in one view must not leave an empty window: say so, and offer the way back. */
export class Guard extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { broken: false };

  static getDerivedStateFromError(): State {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useI18n();
  return (
    <main className={cx(styles.centre)}>
      <div className={cx(styles.broken)} role="alert">
        <h1>{t('app.broken')}</h1>
        <p>{t('app.brokenDetail')}</p>
        <Button variant="primary" onPress={() => location.reload()}>
          {t('app.reload')}
        </Button>
      </div>
    </main>
  );
}
