import { Building2, ChevronRight, FlaskConical, MailOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Spinner } from '../../ui/parts.tsx';
import styles from './Doors.module.css';
import { Frame } from './Frame.tsx';

export interface DoorsProps {
  readonly onCreate: () => void;
  readonly onJoin: () => void;
  /** null when there is no profile to go back to. */
  readonly onProfiles: (() => void) | null;
}

export function Doors({ onCreate, onJoin, onProfiles }: DoorsProps) {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);

  const openDemo = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const answer = await bridge().demoOpen({});
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    useSession.setState({ demoPassword: answer.value.password });
    const first = answer.value.profiles[0];
    if (first) await bridge().profileSelect({ profile: first.id, newWindow: false });
  };

  return (
    <Frame wide title={t('firstRun.title')} lead={t('firstRun.lead')} foot={t('firstRun.foot')}>
      <div className={cx(styles.doors)}>
        <Door
          icon={<Building2 size={22} />}
          title={t('firstRun.create')}
          hint={t('firstRun.createHint')}
          onPress={onCreate}
          disabled={busy}
        />
        <Door
          icon={<MailOpen size={22} />}
          title={t('firstRun.join')}
          hint={t('firstRun.joinHint')}
          onPress={onJoin}
          disabled={busy}
        />
        <Door
          icon={<FlaskConical size={22} />}
          title={t('firstRun.demo')}
          hint={t('firstRun.demoHint')}
          onPress={() => void openDemo()}
          disabled={busy}
        />
      </div>
      <div className={cx(styles.below)}>
        {busy && <Spinner label={t('firstRun.demoPreparing')} />}
        <Problem error={error} />
        {onProfiles && !busy && (
          <Button variant="quiet" onPress={onProfiles}>
            {t('firstRun.existing')}
          </Button>
        )}
      </div>
    </Frame>
  );
}

interface DoorProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly hint: string;
  readonly onPress: () => void;
  readonly disabled: boolean;
}

function Door({ icon, title, hint, onPress, disabled }: DoorProps) {
  return (
    <AriaButton className={cx(styles.door)} onPress={onPress} isDisabled={disabled}>
      <span className={cx(styles.icon)} aria-hidden="true">
        {icon}
      </span>
      <span className={cx(styles.text)}>
        <span className={cx(styles.title)}>
          {title}
          <ChevronRight size={16} aria-hidden="true" className={cx(styles.arrow)} />
        </span>
        <span className={cx(styles.hint)}>{hint}</span>
      </span>
    </AriaButton>
  );
}
