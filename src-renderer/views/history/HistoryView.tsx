import { BadgeCheck, ShieldAlert } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Response } from '../../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { inWords } from '../../../src-shared/text/history-names.ts';
import { go } from '../../app/routes.ts';
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
/** Entries shown above the one that was asked for. */
const NEWER = 5;
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
  const params = inWords(action.params, (key) => lookup(key, {}, key));
  for (const [field, prefix] of WORDS) {
    const value = params[field];
    if (typeof value === 'string') params[field] = lookup(`${prefix}.${value}`, {}, value);
  }
  if (typeof params.expiresAt === 'number') params.expiresAt = format.date(params.expiresAt);
  return lookup(action.text, params, action.text);
}

/** Every decision about who may do what, newest first; from a little above `entry` on, when one was asked for. */
export function HistoryView({ entry }: { readonly entry: number | null }) {
  const i18n = useI18n();
  const { t } = i18n;
  const alarm = useHub((state) => state.status?.alarm ?? null);
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const [more, setMore] = useState(false);
  const [head, setHead] = useState<number | null>(null);
  const [error, setError] = useState<IpcError | null>(null);

  const load = useCallback(async (before: number | null): Promise<void> => {
    const answer = await bridge().policyHistory({ before, limit: PAGE });
    if (!answer.ok) return setError(answer.error);
    const page = answer.value;
    setEntries((known) => [...known.filter(({ seq }) => page[0] !== undefined && seq > page[0].seq), ...page]);
    setMore(page.length === PAGE && (page.at(-1)?.seq ?? 0) > 0);
  }, []);
  useEffect(() => {
    const start = async (): Promise<void> => {
      const newest = await bridge().policyHistory({ before: null, limit: 1 });
      if (!newest.ok) return setError(newest.error);
      setHead(newest.value[0]?.seq ?? null);
      await load(entry === null ? null : entry + NEWER + 1);
    };
    void start();
    return bridge().on('people.changed', () => void start());
  }, [load, entry]);
  return (
    <Page title={t('history.title')} lead={t('history.lead')}>
      {alarm !== null ? (
        <Banner tone="bad" icon={<ShieldAlert size={18} aria-hidden="true" />} title={t('history.alarm')}>
          {i18n.error(alarm)}
        </Banner>
      ) : (
        head !== null && (
          <Banner tone="good" icon={<BadgeCheck size={18} aria-hidden="true" />} title={t('history.verified')}>
            {t('history.verifiedDetail', { seq: head })}
          </Banner>
        )
      )}
      <Problem error={error} />
      {head !== null && entries[0] !== undefined && entries[0].seq < head && (
        <div>
          <Button onPress={() => go({ view: 'history', entry: null })}>{t('history.newest')}</Button>
        </div>
      )}
      <ol className={cx(styles.timeline)} aria-label={t('history.label')}>
        {entries.map((each) => (
          <Item key={each.seq} entry={each} wanted={each.seq === entry} />
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

function Item({ entry, wanted }: { readonly entry: Entry; readonly wanted: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (wanted) item.current?.focus();
  }, [wanted]);
  return (
    <li ref={item} className={cx(styles.entry)} data-wanted={wanted || undefined} {...(wanted ? { tabIndex: -1 } : {})}>
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
