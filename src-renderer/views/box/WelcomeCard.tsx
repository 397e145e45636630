import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Response } from '../../../src-shared/ipc/contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { useSession } from '../../state/session.ts';
import { useToasts } from '../../state/toasts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './WelcomeCard.module.css';

/** The organisation's words to a newcomer, until they have been dismissed. Plain text, whatever it looks like. */
export function WelcomeCard() {
  const i18n = useI18n();
  const { t } = i18n;
  const organisation = useSession((state) => state.me?.organisation);
  const [greeting, setGreeting] = useState<Response<'welcome.greeting'>>(null);
  useEffect(() => {
    let shown = true;
    void bridge()
      .welcomeGreeting({})
      .then((answer) => {
        if (shown && answer.ok) setGreeting(answer.value);
      });
    return () => {
      shown = false;
    };
  }, []);
  if (greeting === null || organisation === undefined) return null;
  const dismiss = async (): Promise<void> => {
    const answer = await bridge().welcomeDismiss({});
    if (answer.ok) setGreeting(null);
    else useToasts.getState().show({ tone: 'bad', text: i18n.error(answer.error) });
  };
  return (
    <section className={cx(styles.card)} aria-labelledby="welcome-title">
      <header className={cx(styles.head)}>
        <h2 id="welcome-title" className={cx(styles.title)}>
          {t('welcome.title', { organisation })}
        </h2>
        <IconButton size="s" label={t('welcome.dismiss')} icon={<X size={14} />} onPress={() => void dismiss()} />
      </header>
      <p className={cx(styles.from)}>{t('welcome.from', { name: greeting.from })}</p>
      <p className={cx(styles.text, 'selectable')}>{greeting.text}</p>
    </section>
  );
}
