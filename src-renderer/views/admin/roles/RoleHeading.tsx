import { Lock, User } from 'lucide-react';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { cx } from '../../../ui/cx.ts';
import type { RoleRow } from './matrix.ts';
import styles from './RoleMatrix.module.css';

interface RoleHeadingProps {
  readonly role: RoleRow;
  readonly locked: boolean;
  readonly differs: boolean;
  readonly active: boolean;
  readonly column: number;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
}

/** A role at the head of its column; opens its details. */
export function RoleHeading({ role, locked, differs, active, column, onFocus, onOpen }: RoleHeadingProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const name = roleName(role, i18n);
  return (
    <th scope="col" className={cx(styles.role)}>
      <button
        type="button"
        className={cx(styles.roleButton)}
        tabIndex={active ? 0 : -1}
        data-place={`-1:${column}`}
        data-differs={differs || undefined}
        title={name}
        onFocus={onFocus}
        onClick={onOpen}
      >
        <span className={cx(styles.roleName)}>{name}</span>
        <span className={cx(styles.roleFacts)}>
          {locked && <Lock size={11} aria-label={t('adminRoles.locked')} />}
          <span>{t('adminRoles.rankOf', { rank: role.rank })}</span>
          <span className={cx(styles.holders)} title={t('adminRoles.holders', { count: role.holders })}>
            <User size={11} aria-label={t('adminRoles.holders', { count: role.holders })} />
            <span aria-hidden="true">{format.number(role.holders)}</span>
          </span>
        </span>
      </button>
    </th>
  );
}
