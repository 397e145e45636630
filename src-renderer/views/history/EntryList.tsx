import type { Response } from '../../../src-shared/ipc/contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { cx } from '../../ui/cx.ts';
import { Avatar, Moment } from '../../ui/parts.tsx';
import styles from './EntryList.module.css';
import { actionText } from './HistoryView.tsx';

/** Entries of the policy log in short: who did what and when, in the order given. */
export function EntryList({
  label,
  entries,
}: {
  readonly label: string;
  readonly entries: readonly Response<'admin.history'>[number][];
}) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <ol className={cx(styles.entries)} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.seq} className={cx(styles.entry)}>
          <Avatar name={entry.author} size="s" />
          <div>
            {entry.actions.map((action, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an entry never changes, and may say the same twice
              <p key={index}>{actionText(action, i18n)}</p>
            ))}
            <p className={cx(styles.about)}>
              {t('history.by', { name: entry.author })} · <Moment at={entry.at} form="full" /> ·{' '}
              {t('history.entry', { seq: entry.seq })}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
