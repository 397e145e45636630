import { useEffect, useState } from 'react';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import type { Response } from '../../../../src-shared/ipc/contract.ts';
import { indexOf, type Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { settingOf } from '../../../../src-shared/policy/model/settings.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { bridge } from '../../../state/bridge.ts';
import { cx } from '../../../ui/cx.ts';
import { PermissionSelect } from '../PermissionSelect.tsx';
import { orderedRoles, standingLevel } from '../roles/matrix.ts';
import styles from './GroupsView.module.css';

type MatrixRows = Response<'admin.matrix'>['rows'];

/** As many people as the bridge gives at once. */
const MOST = 20_000;

/** How many have a permission in full, with limits, or not at all. */
export function countRights(
  rows: MatrixRows,
  permission: Permission,
): { readonly full: number; readonly limited: number; readonly none: number } {
  const place = indexOf(permission);
  const counts = { full: 0, limited: 0, none: 0 };
  for (const { rights } of rows) {
    const sign = rights[place];
    if (sign === 'x') counts.full += 1;
    else if (sign === 'l') counts.limited += 1;
    else counts.none += 1;
  }
  return counts;
}

/** One permission: what all roles say of it, what the groups say, and what comes of it for people. */
export function Levels({ organisation }: { readonly organisation: OrganisationView }) {
  const i18n = useI18n();
  const { t, lookup } = i18n;
  const [permission, setPermission] = useState<Permission>('pkg.send');
  const [rows, setRows] = useState<MatrixRows>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: head.seq is what says that the rows may be others
  useEffect(() => {
    let wanted = true;
    void bridge()
      .adminMatrix({ offset: 0, limit: MOST })
      .then((answer) => wanted && answer.ok && setRows(answer.value.rows));
    return () => {
      wanted = false;
    };
  }, [organisation.head.seq]);
  const counts = countRights(rows, permission);
  const key = settingOf(permission);
  const setting = organisation.settings.find((each) => each.key === key);
  const groups = organisation.groups.filter((group) => group.permissions[permission] !== undefined);
  return (
    <section className={cx(styles.section)} aria-labelledby="groups-levels">
      <div>
        <h2 id="groups-levels" className={cx(styles.heading)}>
          {t('adminGroups.levels')}
        </h2>
        <p className={cx(styles.hint)}>{t('adminGroups.levelsHint')}</p>
      </div>
      <div className={cx(styles.picker)}>
        <PermissionSelect value={permission} onChange={setPermission} />
      </div>
      <div className={cx(styles.card, styles.columns)}>
        <div className={cx(styles.column)}>
          <h3 className={cx(styles.columnTitle)}>{t('adminGroups.everywhere')}</h3>
          <ul>
            {setting !== undefined && (
              <li className={cx(styles.line)}>
                <span>{lookup(`setting.${setting.key}`, {}, setting.key)}</span>
                <span>{lookup(`mode.${setting.value}`, {}, String(setting.value))}</span>
              </li>
            )}
            {orderedRoles(organisation.roles).map((role) => (
              <li key={role.id} className={cx(styles.line)}>
                <span>{roleName(role, i18n)}</span>
                <span>{t(`adminRoles.level.${standingLevel(role, permission) ?? 'none'}`)}</span>
              </li>
            ))}
          </ul>
        </div>
        <div className={cx(styles.column)}>
          <h3 className={cx(styles.columnTitle)}>{t('adminGroups.groups')}</h3>
          {groups.length === 0 && <p className={cx(styles.meta)}>{t('adminGroups.noGroupSays')}</p>}
          <ul>
            {groups.map((group) => (
              <li key={group.id} className={cx(styles.line)}>
                <span>{roleName(group, i18n)}</span>
                <span>{t(`effect.${group.permissions[permission] ?? 'none'}`)}</span>
              </li>
            ))}
          </ul>
        </div>
        <div className={cx(styles.column)}>
          <h3 className={cx(styles.columnTitle)}>{t('adminGroups.people')}</h3>
          <ul>
            {(['full', 'limited', 'none'] as const).map((level) => (
              <li key={level} className={cx(styles.line)}>
                <span>{t(`adminGroups.has.${level}`)}</span>
                <span>{t('adminGroups.members', { count: counts[level] })}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
