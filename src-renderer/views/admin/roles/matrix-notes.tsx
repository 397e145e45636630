import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { cx } from '../../../ui/cx.ts';
import type { lockOf, RoleRow } from './matrix.ts';
import { LevelMark } from './RoleCell.tsx';
import matrixStyles from './RoleMatrix.module.css';
import styles from './RolesView.module.css';

interface AboutCellProps {
  readonly role: RoleRow;
  readonly permission: Permission | undefined;
  readonly lock: ReturnType<typeof lockOf>;
}

/** What the cell in focus is about, and why it cannot be changed when it cannot. */
export function AboutCell({ role, permission, lock }: AboutCellProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const name = roleName(role, i18n);
  return (
    <>
      <strong>{permission === undefined ? name : t(`permission.${permission}`)}</strong>{' '}
      {lock !== null
        ? t(`adminRoles.${lock}`, { role: name })
        : permission === undefined
          ? t('adminRoles.headingHint')
          : t(`permission.${permission}.description`)}
    </>
  );
}

/** What the signs of the matrix mean. */
export function MatrixLegend() {
  const { t } = useI18n();
  return (
    <ul className={cx(styles.legend)} aria-label={t('adminRoles.legend')}>
      {([null, 'limited', 'full'] as const).map((level) => (
        <li key={level ?? 'none'} title={t(`adminRoles.levelHint.${level ?? 'none'}`)}>
          <LevelMark level={level} /> {t(`adminRoles.level.${level ?? 'none'}`)}
        </li>
      ))}
      <li>
        <span className={cx(matrixStyles.legendMark)} aria-hidden="true" /> {t('adminRoles.notPreset')}
      </li>
    </ul>
  );
}
