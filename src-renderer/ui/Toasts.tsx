import { AlertCircle, CheckCircle2, Info, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { type Toast, useToasts } from '../state/toasts.ts';
import { Button, IconButton } from './Button.tsx';
import { cx } from './cx.ts';
import styles from './Toasts.module.css';

const STAY = 7000; // milliseconds; longer than it takes to read, and held while pointed at

const icons = { neutral: Info, good: CheckCircle2, bad: AlertCircle } as const;

function Item({ toast }: { readonly toast: Toast }) {
  const { t } = useI18n();
  const dismiss = useToasts((state) => state.dismiss);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || toast.tone === 'bad') return;
    const timer = setTimeout(() => dismiss(toast.id), STAY);
    return () => clearTimeout(timer);
  }, [held, toast, dismiss]);
  const Icon = icons[toast.tone];
  const { action } = toast;
  const button = action && (
    <Button
      size="s"
      variant="quiet"
      onPress={() => {
        action.run();
        dismiss(toast.id);
      }}
    >
      {action.label}
    </Button>
  );
  return (
    <li
      className={cx(styles.toast)}
      data-tone={toast.tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon size={18} aria-hidden="true" className={cx(styles.icon)} />
      <span className={cx(styles.text)}>
        {toast.text}
        {toast.detail !== undefined && (
          <>
            <span className={cx(styles.detail)}>{toast.detail}</span>
            {/* Below, where it leaves the text its width. */}
            {button && <span className={cx(styles.below)}>{button}</span>}
          </>
        )}
      </span>
      {toast.detail === undefined && button}
      <IconButton size="s" label={t('action.dismiss')} icon={<X size={14} />} onPress={() => dismiss(toast.id)} />
    </li>
  );
}

/** Short notices in a live region; they never hold the only copy of anything. */
export function Toasts() {
  const { t } = useI18n();
  const list = useToasts((state) => state.list);
  return (
    <section aria-label={t('toast.region')} aria-live="polite" aria-atomic="false" className={cx(styles.region)}>
      <ol className={cx(styles.list)}>
        {list.map((toast) => (
          <Item key={toast.id} toast={toast} />
        ))}
      </ol>
    </section>
  );
}
