import { useCallback, useEffect, useState } from 'react';
import type { Response } from '../../../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Avatar, Moment, Spinner } from '../../../ui/parts.tsx';
import { actionText } from '../../history/HistoryView.tsx';
import styles from './Billing.module.css';

type Entry = Response<'billing.history'>['entries'][number];
const PAGE = 50;

/** Licences, requests with their answers, and records: who did what and when, newest first. */
export function BillingHistory() {
  const i18n = useI18n();
  const { t } = i18n;
  const [entries, setEntries] = useState<readonly Entry[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  const load = useCallback(async (before: number | null): Promise<void> => {
    const answer = await bridge().billingHistory({ before, limit: PAGE });
    if (!answer.ok) return setError(answer.error);
    setError(null);
    setEntries((known) => (before === null ? answer.value.entries : [...(known ?? []), ...answer.value.entries]));
    setNext(answer.value.next);
  }, []);
  useEffect(() => {
    void load(null);
    return bridge().on('people.changed', () => void load(null));
  }, [load]);
  return (
    <div className={cx(styles.part)}>
      <Problem error={error} />
      {entries === null && error === null && <Spinner label={t('list.loading')} />}
      {entries?.length === 0 && <p className={cx(styles.hint)}>{t('billing.noHistory')}</p>}
      <ol className={cx(styles.entries)} aria-label={t('billing.history')}>
        {entries?.map((entry) => (
          <li key={entry.seq} className={cx(styles.entry)}>
            <Avatar name={entry.author} size="s" />
            <div>
              {entry.actions.map((action, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: an entry never changes, and may say the same twice
                <p key={index}>{actionText(action, i18n)}</p>
              ))}
              <p className={cx(styles.hint)}>
                {t('history.by', { name: entry.author })} · <Moment at={entry.at} form="full" /> ·{' '}
                {t('history.entry', { seq: entry.seq })}
              </p>
            </div>
          </li>
        ))}
      </ol>
      {next !== null && (
        <div>
          <Button onPress={() => void load(next)}>{t('history.more')}</Button>
        </div>
      )}
    </div>
  );
}
