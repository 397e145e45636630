import { useState } from 'react';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Segments } from '../../ui/Choice.tsx';
import { cx } from '../../ui/cx.ts';
import { FilterField } from '../../ui/parts.tsx';
import styles from './EffectEditor.module.css';
import { permissionGroups } from './roles/matrix.ts';

/** Permission -> what is said of it; nothing is said of the others. */
export type Effects = Readonly<Record<string, 'allow' | 'deny'>>;

export interface EffectEditorProps {
  readonly label: string;
  readonly effects: Effects;
  readonly onChange: (effects: Effects) => void;
}

/** With one permission allowed, denied, or nothing said of it. */
export function withEffect(effects: Effects, permission: Permission, effect: 'allow' | 'deny' | 'none'): Effects {
  const rest = Object.fromEntries(Object.entries(effects).filter(([key]) => key !== permission));
  return effect === 'none' ? rest : { ...rest, [permission]: effect };
}

/** What makes the first the second, as `group.edit` says it; null: taken back. */
export function effectChanges(before: Effects, after: Effects): Readonly<Record<string, 'allow' | 'deny' | null>> {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...keys].filter((key) => before[key] !== after[key]).map((key) => [key, after[key] ?? null]),
  );
}

/** Every permission with three positions: denied, nothing said, allowed. */
export function EffectEditor({ label, effects, onChange }: EffectEditorProps) {
  const { t } = useI18n();
  const [filter, setFilter] = useState('');
  const words = filter.toLocaleLowerCase().split(/\s+/);
  const groups = permissionGroups((permission) => {
    const text = t(`permission.${permission}`).toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <section className={cx(styles.editor)} aria-label={label}>
      <h3 className={cx(styles.title)}>{label}</h3>
      <FilterField label={t('adminRoles.filter')} value={filter} onChange={setFilter} />
      {groups.length === 0 && <p className={cx(styles.none)}>{t('adminRoles.noMatch', { filter })}</p>}
      {groups.map(({ kind, permissions }) => (
        <div key={kind}>
          <h4 className={cx(styles.kind)}>{t(`permissionKind.${kind}`)}</h4>
          {permissions.map((permission) => (
            <div key={permission} className={cx(styles.row)}>
              <span title={t(`permission.${permission}.description`)}>{t(`permission.${permission}`)}</span>
              <Segments<'allow' | 'deny' | 'none'>
                label={t(`permission.${permission}`)}
                hideLabel
                value={effects[permission] ?? 'none'}
                onChange={(effect) => onChange(withEffect(effects, permission, effect))}
                options={[
                  { id: 'deny', label: t('admin.deny') },
                  { id: 'none', label: t('admin.unsaid') },
                  { id: 'allow', label: t('admin.allow') },
                ]}
              />
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}
