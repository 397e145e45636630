// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells are operated
// biome-ignore-all lint/a11y/useSemanticElements: the cells of a table are its semantic elements
import { Check, Contrast, Lock, User } from 'lucide-react';
import { Fragment, type KeyboardEvent, useEffect, useRef } from 'react';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { cx } from '../../../ui/cx.ts';
import { type CellPlace, moveInGrid } from './grid-moves.ts';
import type { CellLevel, PermissionGroup, RoleRow } from './matrix.ts';
import styles from './RoleMatrix.module.css';

/** What a cell shows. */
export interface CellView {
  readonly level: CellLevel;
  /** Level that the preset gives; undefined where it is the same. */
  readonly preset: CellLevel | undefined;
  readonly changed: boolean;
}

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
                    <Cell
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

interface RoleHeadingProps {
  readonly role: RoleRow;
  readonly locked: boolean;
  readonly differs: boolean;
  readonly active: boolean;
  readonly column: number;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
}

function RoleHeading({ role, locked, differs, active, column, onFocus, onOpen }: RoleHeadingProps) {
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

interface CellProps {
  readonly role: RoleRow;
  readonly permission: Permission;
  readonly view: CellView;
  readonly locked: boolean;
  readonly active: boolean;
  readonly place: string;
  readonly onPress: () => void;
}

function Cell({ role, permission, view, locked, active, place, onPress }: CellProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const label = t('adminRoles.cell', {
    permission: t(`permission.${permission}`),
    role: roleName(role, i18n),
    level: t(`adminRoles.level.${view.level ?? 'none'}`),
  });
  const marks = [
    ...(view.changed ? [t('adminRoles.changedMark')] : []),
    ...(view.preset === undefined
      ? []
      : [t('adminRoles.presetMark', { level: t(`adminRoles.level.${view.preset ?? 'none'}`) })]),
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles every key for its cells
    <td
      role="gridcell"
      tabIndex={active ? 0 : -1}
      data-place={place}
      aria-label={[label, ...marks].join(', ')}
      aria-readonly={locked}
      className={cx(styles.cell)}
      data-level={view.level ?? 'none'}
      data-changed={view.changed || undefined}
      data-differs={view.preset !== undefined || undefined}
      data-locked={locked || undefined}
      onClick={onPress}
    >
      <LevelMark level={view.level} />
    </td>
  );
}

/** The sign of a level; words stand beside it, or in the label of what holds it. */
export function LevelMark({ level }: { readonly level: CellLevel }) {
  return (
    <span className={cx(styles.mark)} data-level={level ?? 'none'} aria-hidden="true">
      {level === 'full' ? (
        <Check size={14} strokeWidth={2.75} />
      ) : level === 'limited' ? (
        <Contrast size={14} strokeWidth={2.25} />
      ) : (
        <Fragment />
      )}
    </span>
  );
}
