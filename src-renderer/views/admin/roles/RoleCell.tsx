// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells are operated
// biome-ignore-all lint/a11y/useSemanticElements: the cells of a table are its semantic elements
import { Check, Contrast } from 'lucide-react';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { cx } from '../../../ui/cx.ts';
import type { CellLevel, RoleRow } from './matrix.ts';
import styles from './RoleMatrix.module.css';

/** What a cell shows. */
export interface CellView {
  readonly level: CellLevel;
  /** Level that the preset gives; undefined where it is the same. */
  readonly preset: CellLevel | undefined;
  readonly changed: boolean;
}

interface RoleCellProps {
  readonly role: RoleRow;
  readonly permission: Permission;
  readonly view: CellView;
  readonly locked: boolean;
  readonly active: boolean;
  readonly place: string;
  readonly onPress: () => void;
}

/** What one role says of one permission; the label says it whole, with what sets it apart. */
export function RoleCell({ role, permission, view, locked, active, place, onPress }: RoleCellProps) {
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
      ) : null}
    </span>
  );
}
