import { Check, FileKey2, Send, UserPlus, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useI18n } from '../../i18n/i18n.tsx';
import { useBoxes } from '../../state/boxes.ts';
import { openCompose } from '../../state/compose.ts';
import { usePeople } from '../../state/people.ts';
import { useSession } from '../../state/session.ts';
import { IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Progress } from '../../ui/parts.tsx';
import { allows } from '../commands.tsx';
import { openOverlay } from '../overlays.ts';
import styles from './Checklist.module.css';

/** Where the choice to hide the list is remembered, for this member on this computer. */
const hiddenKey = (member: string): string => `checklist-hidden-${member}`;

/** The first things to do in a new organisation; gone once they are done. */
export function Checklist() {
  const { t } = useI18n();
  const me = useSession((state) => state.me);
  const counts = useBoxes((state) => state.counts);
  const people = usePeople((state) => state.list);
  const [hidden, setHidden] = useState(() => me !== null && localStorage.getItem(hiddenKey(me.member)) === 'yes');
  if (me === null || counts === null || hidden) return null;
  const mayInvite = allows(me, 'user.invite');
  const invited = people.length > 1;
  const sent = counts.sent > 0;
  const steps = [me.kitSaved, ...(mayInvite ? [invited] : []), sent];
  const done = steps.filter(Boolean).length;
  if (done === steps.length || counts.inbox > 0) return null;
  const hide = (): void => {
    localStorage.setItem(hiddenKey(me.member), 'yes');
    setHidden(true);
  };
  return (
    <section className={cx(styles.card)} aria-labelledby="checklist-title">
      <header className={cx(styles.head)}>
        <h2 id="checklist-title" className={cx(styles.title)}>
          {t('checklist.title')}
        </h2>
        <span className={cx(styles.progress)}>{t('checklist.progress', { done, total: steps.length })}</span>
        <IconButton size="s" label={t('checklist.hide')} icon={<X size={14} />} onPress={hide} />
      </header>
      <Progress label={t('checklist.title')} fraction={done / steps.length} />
      <ul className={cx(styles.steps)}>
        <Step
          done={me.kitSaved}
          icon={<FileKey2 size={16} />}
          title={t('checklist.kit')}
          hint={t('checklist.kitHint')}
          onPress={() => openOverlay('kit')}
        />
        {mayInvite && (
          <Step
            done={invited}
            icon={<UserPlus size={16} />}
            title={t('checklist.invite')}
            hint={t('checklist.inviteHint')}
            onPress={() => openOverlay('invite')}
          />
        )}
        <Step
          done={sent}
          icon={<Send size={16} />}
          title={t('checklist.send')}
          hint={t('checklist.sendHint')}
          onPress={() => openCompose()}
        />
      </ul>
    </section>
  );
}

interface StepProps {
  readonly done: boolean;
  readonly icon: ReactNode;
  readonly title: string;
  readonly hint: string;
  readonly onPress: () => void;
}

function Step({ done, icon, title, hint, onPress }: StepProps) {
  const { t } = useI18n();
  return (
    <li>
      <AriaButton
        className={cx(styles.step)}
        data-done={done}
        onPress={onPress}
        aria-label={`${title}. ${done ? t('checklist.doneItem') : t('checklist.todo')}`}
      >
        <span className={cx(styles.icon)} aria-hidden="true">
          {done ? <Check size={15} strokeWidth={3} /> : icon}
        </span>
        <span>
          <span className={cx(styles.name)}>{title}</span>
          {!done && <span className={cx(styles.hint)}>{hint}</span>}
        </span>
      </AriaButton>
    </li>
  );
}
