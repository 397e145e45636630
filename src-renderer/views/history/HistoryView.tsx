import { BadgeCheck, ShieldAlert } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { IpcError, Response } from '../../../src-shared/ipc/contract.ts';
import { type I18n, useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { useHub } from '../../state/hub.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Page } from '../../ui/Page.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Avatar, Banner, Moment } from '../../ui/parts.tsx';
import styles from './HistoryView.module.css';

type Entry = Response<'policy.history'>[number];
type Action = Entry['actions'][number];

const PAGE = 50;
/** Parameters that are keys, and where the catalogue has their words. */
const WORDS = [
  ['permission', 'permission'],
  ['setting', 'setting'],
  ['danger', 'danger'],
  ['effect', 'effect'],
  ['value', 'mode'],
] as const;

/** One line of what an entry did, with roles in words; an action of a later version shows its own name. */
export function actionText(action: Action, { lookup, format }: Pick<I18n, 'lookup' | 'format'>): string {
  const params = { ...action.params };
  for (const [field, prefix] of WORDS) {
    const value = params[field];
    if (typeof value === 'string') params[field] = lookup(`${prefix}.${value}`, {}, value);
  }
  if (typeof params.expiresAt === 'number') params.expiresAt = format.date(params.expiresAt);
  return lookup(action.text, params, action.text);
}

/** Every decision about who may do what, newest first. */
export function HistoryView() {
  const i18n = useI18n();
  const { t } = i18n;
  const alarm = useHub((state) => state.status?.alarm ?? null);
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const [more, setMore] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);

  const load = useCallback(async (before: number | null): Promise<void> => {
    const answer = await bridge().policyHistory({ before, limit: PAGE });
    if (!answer.ok) return setError(answer.error);
    setEntries((known) => (before === null ? answer.value : [...known, ...answer.value]));
    setMore(answer.value.length === PAGE && (answer.value.at(-1)?.seq ?? 0) > 0);
  }, []);
  useEffect(() => {
    void load(null);
    return bridge().on('people.changed', () => void load(null));
  }, [load]);

  const head = entries[0];
  return (
    <Page title={t('history.title')} lead={t('history.lead')}>
      {alarm !== null ? (
        <Banner tone="bad" icon={<ShieldAlert size={18} aria-hidden="true" />} title={t('history.alarm')}>
          {i18n.error(alarm)}
        </Banner>
      ) : (
        head && (
          <Banner tone="good" icon={<BadgeCheck size={18} aria-hidden="true" />} title={t('history.verified')}>
            {t('history.verifiedDetail', { seq: head.seq })}
          </Banner>
        )
      )}
      <Problem error={error} />
      <ol className={cx(styles.timeline)} aria-label={t('history.label')}>
        {entries.map((entry) => (
          <Item key={entry.seq} entry={entry} />
        ))}
      </ol>
      {more && (
        <div>
          <Button onPress={() => void load(entries.at(-1)?.seq ?? null)}>{t('history.more')}</Button>
        </div>
      )}
    </Page>
  );
}

function Item({ entry }: { readonly entry: Entry }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <li className={cx(styles.entry)}>
      <span className={cx(styles.node)} aria-hidden="true" />
      <div className={cx(styles.card)}>
        {entry.actions.length === 0 ? (
          <p className={cx(styles.action)}>{t('history.genesis')}</p>
        ) : (
          entry.actions.map((action) => (
            <p key={`${action.text}-${Object.values(action.params).join('-')}`} className={cx(styles.action)}>
              {actionText(action, i18n)}
            </p>
          ))
        )}
        <p className={cx(styles.meta)}>
          <Avatar name={entry.author} size="s" />
          <span>{t('history.by', { name: entry.author })}</span>
          <Moment at={entry.at} form="full" />
        </p>
      </div>
      <p className={cx(styles.proof)}>
        <span>{t('history.entry', { seq: entry.seq })}</span>
        <code className={cx(styles.hash, 'selectable')} title={entry.hash}>
          {entry.hash.slice(0, 8)} {entry.hash.slice(8, 16)}
        </code>
      </p>
    </li>
  );
}
