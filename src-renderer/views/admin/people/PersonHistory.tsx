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
import styles from './PersonPane.module.css';

type Entry = Response<'admin.history'>[number];
const PAGE = 30;

/** What was decided about somebody, and by them; newest first. */
export function PersonHistory({ member }: { readonly member: string }) {
  const { t } = useI18n();
  const [entries, setEntries] = useState<readonly Entry[] | null>(null);
  const [more, setMore] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);

  const load = useCallback(
    async (before: number | null): Promise<void> => {
      const answer = await bridge().adminHistory({ member, before, limit: PAGE });
      if (!answer.ok) return setError(answer.error);
      setError(null);
      setEntries((known) => (before === null ? answer.value : [...(known ?? []), ...answer.value]));
      setMore(answer.value.length === PAGE);
    },
    [member],
  );
  useEffect(() => {
    void load(null);
    return bridge().on('people.changed', () => void load(null));
  }, [load]);

  return (
    <div className={cx(styles.sections)}>
      <Problem error={error} />
      {entries === null && error === null && <Spinner label={t('list.loading')} />}
      {entries !== null && <EntryList label={t('history.label')} entries={entries} />}
      {more && (
        <div>
          <Button onPress={() => void load(entries?.at(-1)?.seq ?? null)}>{t('history.more')}</Button>
        </div>
      )}
    </div>
  );
}
