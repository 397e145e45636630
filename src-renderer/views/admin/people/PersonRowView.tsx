import type { MemberState, PersonRow } from '../../../../src-shared/ipc/admin-views.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { cx } from '../../../ui/cx.ts';
import { Avatar, Tag, type Tone } from '../../../ui/parts.tsx';
import styles from './AdminPeopleView.module.css';
import { type Named, nameIn } from './named.ts';

export const STATE_TONES: Readonly<Record<MemberState, Tone>> = {
  invited: 'accent',
  expired: 'warn',
  active: 'good',
  disabled: 'neutral',
  locked: 'bad',
  removed: 'neutral',
};

/** One person in the list; null while the page of the row is on its way. */
export function PersonRowView({ row, roles }: { readonly row: PersonRow | null; readonly roles: readonly Named[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  if (row === null) {
    return (
      <div className={cx(styles.row)}>
        <span className={cx(styles.ghost)} />
      </div>
    );
  }
  const [highest, ...others] = row.roles;
  const role = highest === undefined ? '' : nameIn(roles, highest, i18n);
  return (
    <div className={cx(styles.row)}>
      <Avatar name={row.name} />
      <span className={cx(styles.text)}>
        <span className={cx(styles.name)}>
          {row.name}
          {row.self && <span className={cx(styles.you)}> · {t('people.you')}</span>}
        </span>
        <span className={cx(styles.email)}>{row.email}</span>
      </span>
      <span className={cx(styles.side)}>
        <span className={cx(styles.role)}>
          {others.length === 0 ? role : t('adminPeople.rolesMore', { role, count: others.length })}
        </span>
        <Tag tone={STATE_TONES[row.state]}>{t(`personState.${row.state}`)}</Tag>
      </span>
    </div>
  );
}
