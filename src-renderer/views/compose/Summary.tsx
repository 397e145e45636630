import { Info, ShieldCheck } from 'lucide-react';
import { useI18n } from '../../i18n/i18n.tsx';
import { type Draft, type DraftProblem, expiryTime } from '../../state/compose.ts';
import { usePeople } from '../../state/people.ts';
import { now } from '../../state/system-clock.ts';
import { cx } from '../../ui/cx.ts';
import styles from './Summary.module.css';

const NAMED = 3;

/** What will happen, in words, before it does; or what is still missing. */
export function Summary({
  draft,
  problems,
  checked,
}: {
  readonly draft: Draft;
  readonly problems: readonly DraftProblem[];
  readonly checked: boolean;
}) {
  const { t, format } = useI18n();
  const people = usePeople((state) => state.list);
  const missing = problems.includes('nobody')
    ? t('compose.summaryNobody')
    : problems.includes('nothing')
      ? t('compose.summaryNothing')
      : null;
  const names = draft.recipients.map((id) => people.find((person) => person.id === id)?.name ?? '');
  const expires = expiryTime(draft, now());
  const sentences =
    missing === null
      ? [
          names.length > NAMED
            ? t('compose.summaryMany', { count: names.length })
            : t('compose.summaryTo', { count: names.length, names: names.join(', ') }),
          t(draft.password === null ? 'compose.summaryAudit' : 'compose.summaryPassword'),
          ...(expires === null ? [] : [t('compose.summaryExpiry', { date: format.dateTime(expires) })]),
          t('compose.summaryUndo'),
        ]
      : [missing];
  return (
    <p
      className={cx(styles.summary)}
      data-missing={missing !== null && checked}
      {...(checked && missing !== null ? { role: 'alert' } : { 'aria-live': 'polite' as const })}
    >
      {missing === null ? <ShieldCheck size={17} aria-hidden="true" /> : <Info size={17} aria-hidden="true" />}
      <span>{sentences.join(' ')}</span>
    </p>
  );
}
