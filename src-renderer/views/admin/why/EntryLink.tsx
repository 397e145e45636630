import { useState } from 'react';
import type { Response } from '../../../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { allows } from '../../../app/commands.tsx';
import { go } from '../../../app/routes.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Popup } from '../../../ui/Popup.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Moment, Spinner } from '../../../ui/parts.tsx';
import { actionText } from '../../history/HistoryView.tsx';
import styles from './WhyView.module.css';

type Entry = Response<'policy.history'>[number];

/** The number of an entry of the log, which opens what the entry did. */
export function EntryLink({ seq }: { readonly seq: number }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [entry, setEntry] = useState<Entry | null>(null);
  const mayRead = useSession(({ me }) => allows(me, 'policy.view'));
  const [error, setError] = useState<IpcError | null>(null);
  const load = (): void =>
    void bridge()
      .policyHistory({ before: seq + 1, limit: 1 })
      .then((answer) => {
        setError(answer.ok ? null : answer.error);
        if (answer.ok) setEntry(answer.value[0] ?? null);
      });
  return (
    <Popup
      label={t('history.entry', { seq })}
      trigger={
        <Button size="s" variant="quiet" onPress={load}>
          {t('history.entry', { seq })}
        </Button>
      }
    >
      <Problem error={error} />
      {entry === null ? (
        error === null && <Spinner label={t('list.loading')} />
      ) : (
        <div className={cx(styles.entry)}>
          {entry.actions.length === 0 && <p>{t('history.genesis')}</p>}
          {entry.actions.map((action, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry never changes
            <p key={index}>{actionText(action, i18n)}</p>
          ))}
          <p className={cx(styles.meta)}>
            {t('history.by', { name: entry.author })} <Moment at={entry.at} form="full" />
          </p>
          {mayRead && (
            <Button size="s" onPress={() => go({ view: 'history', entry: seq })}>
              {t('history.show')}
            </Button>
          )}
        </div>
      )}
    </Popup>
  );
}
