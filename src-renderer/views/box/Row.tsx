import { Clock, LockKeyhole, Paperclip, ShieldX } from 'lucide-react';
import type { PackageRow } from '../../../src-shared/ipc/packages-contract.ts';
import type { I18n } from '../../i18n/i18n.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { now } from '../../state/system-clock.ts';
import { cx } from '../../ui/cx.ts';
import { Avatar, Moment, Tag } from '../../ui/parts.tsx';
import styles from './Row.module.css';

/** Who a package is for, as far as a line holds. */
export function recipientsText(row: PackageRow, { t, format }: Pick<I18n, 't' | 'format'>): string {
  const named = row.to.slice(0, row.toCount > 2 ? 1 : 2);
  const others = row.toCount - named.length;
  return others > 0 ? t('row.toMore', { names: named.join(', '), count: others }) : format.list(named);
}

/** One package in a list; a quiet placeholder while it is not known yet. */
export function Row({ row }: { readonly row: PackageRow | null }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  if (row === null) {
    return (
      <div className={cx(styles.row)} aria-hidden="true">
        <span className={cx(styles.ghost)} />
      </div>
    );
  }
  const who = row.box === 'sent' ? recipientsText(row, i18n) : row.from;
  const expired = row.expiresAt !== null && row.expiresAt <= now();
  const content =
    row.fileCount === 0
      ? t(row.folderCount > 0 ? 'row.foldersOnly' : 'row.messageOnly')
      : `${t('row.files', { count: row.fileCount })}, ${format.bytes(row.size)}`;
  return (
    <div className={cx(styles.row)} data-unread={row.unread || undefined} data-box={row.box}>
      {row.unread && <span className={cx(styles.dot)} role="img" aria-label={t('row.unread')} />}
      {row.box !== 'briefcase' && <Avatar name={row.box === 'sent' ? (row.to[0] ?? '') : row.from} />}
      <div className={cx(styles.text)}>
        <div className={cx(styles.top)}>
          <span className={cx(styles.who)}>{row.box === 'briefcase' ? row.subject || t('row.noSubject') : who}</span>
          <span className={cx(styles.when)}>
            <Moment at={row.sentAt} />
          </span>
        </div>
        {row.box !== 'briefcase' && <div className={cx(styles.subject)}>{row.subject || t('row.noSubject')}</div>}
        <div className={cx(styles.meta)}>
          {row.refused ? (
            <Tag tone="bad" icon={<ShieldX size={12} aria-hidden="true" />}>
              {t('row.refused')}
            </Tag>
          ) : (
            <>
              {row.fileCount + row.folderCount > 0 && <Paperclip size={12} aria-hidden="true" />}
              <span className={cx(styles.content)}>{content}</span>
              {row.needsPassword && <LockKeyhole size={12} role="img" aria-label={t('row.password')} />}
              {expired ? (
                <Tag>{t('row.expired')}</Tag>
              ) : (
                row.expiresAt !== null && (
                  <Clock size={12} role="img" aria-label={t('time.expires', { date: format.date(row.expiresAt) })} />
                )
              )}
            </>
          )}
        </div>
      </div>
    </div>
  );
}
