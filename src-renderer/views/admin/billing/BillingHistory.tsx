import { useCallback, useEffect, useState } from 'react';
import type { Response } from '../../../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Spinner } from '../../../ui/parts.tsx';
import { EntryList } from '../../history/EntryList.tsx';
import styles from './Billing.module.css';

type Entry = Response<'billing.history'>['entries'][number];
const PAGE = 50;

/** Licences, requests with their answers, and records: who did what and when, newest first. */
export function BillingHistory() {
  const { t } = useI18n();
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
      {entries !== null && <EntryList label={t('billing.history')} entries={entries} />}
      {next !== null && (
        <div>
          <Button onPress={() => void load(next)}>{t('history.more')}</Button>
        </div>
      )}
    </div>
  );
}
