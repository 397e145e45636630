// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells are operated
// biome-ignore-all lint/a11y/useSemanticElements: the cells of a table are its semantic elements
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { cx } from '../../../ui/cx.ts';
import { type CellPlace, moveInGrid } from './grid-moves.ts';
import type { PermissionGroup, RoleRow } from './matrix.ts';
import { type CellView, RoleCell } from './RoleCell.tsx';
import { RoleHeading } from './RoleHeading.tsx';
import styles from './RoleMatrix.module.css';

export interface RoleMatrixProps {
  readonly groups: readonly PermissionGroup[];
  readonly roles: readonly RoleRow[];
  readonly cellOf: (role: RoleRow, permission: Permission) => CellView;
  readonly isLocked: (role: RoleRow) => boolean;
  readonly differs: (role: RoleRow) => boolean;
  readonly active: CellPlace;
  readonly onActive: (place: CellPlace) => void;
  readonly onCycle: (role: RoleRow, permission: Permission) => void;
  readonly onRole: (role: RoleRow) => void;
}

/** Roles by permissions, driven like any grid: arrows move, Space changes; headings stay in sight. */
export function RoleMatrix(props: RoleMatrixProps) {
  const { groups, roles, active, onActive, onCycle, onRole } = props;
  const { t } = useI18n();
  const grid = useRef<HTMLTableElement>(null);
  const permissions = groups.flatMap((group) => group.permissions);
  const wantsFocus = useRef(false);
  const row = Math.min(active.row, permissions.length - 1);
  const column = Math.max(0, Math.min(active.column, roles.length - 1));

  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-place="${row}:${column}"]`)?.focus();
  }, [row, column]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.defaultPrevented) return;
    const role = roles[column];
    const permission = permissions[row];
    if ((event.key === ' ' || event.key === 'Enter') && role && permission) {
      event.preventDefault();
      onCycle(role, permission);
      return;
    }
    const next = moveInGrid(event, { row, column }, permissions.length, roles.length);
    if (next === null) return;
    event.preventDefault();
    wantsFocus.current = true;
    onActive(next);
  };

  let index = -1;
  return (
    <div className={cx(styles.scroller)}>
      <table
        ref={grid}
        role="grid"
        aria-label={t('adminRoles.matrix')}
        aria-describedby="role-cell"
        className={cx(styles.grid)}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className={cx(styles.corner)}>
              {t('adminRoles.permission')}
            </th>
            {roles.map((role, place) => (
              <RoleHeading
                key={role.id}
                role={role}
                locked={props.isLocked(role)}
                differs={props.differs(role)}
                active={row === -1 && place === column}
                column={place}
                onFocus={() => onActive({ row: -1, column: place })}
                onOpen={() => onRole(role)}
              />
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.kind}>
            <tr>
              <th colSpan={roles.length + 1} scope="colgroup" className={cx(styles.kind)}>
                <span className={cx(styles.kindText)}>
                  {t(`permissionKind.${group.kind}`)}
                  <span className={cx(styles.kindHint)}>{t(`permissionKind.${group.kind}.description`)}</span>
                </span>
              </th>
            </tr>
            {group.permissions.map((permission) => {
              index += 1;
              const place = index;
              return (
                <tr key={permission} className={cx(styles.row)} data-active={place === row || undefined}>
                  <th scope="row" className={cx(styles.permission)} title={t(`permission.${permission}.description`)}>
                    {t(`permission.${permission}`)}
                  </th>
                  {roles.map((role, at) => (
                    <RoleCell
                      key={role.id}
                      role={role}
                      permission={permission}
                      view={props.cellOf(role, permission)}
                      locked={props.isLocked(role)}
                      active={place === row && at === column}
                      place={`${place}:${at}`}
                      onPress={() => {
                        onActive({ row: place, column: at });
                        onCycle(role, permission);
                      }}
                    />
                  ))}
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </div>
  );
}
