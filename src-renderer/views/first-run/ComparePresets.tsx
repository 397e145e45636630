import type { Preset } from '../../../src-shared/policy/presets/preset.ts';
import type { PresetKey } from '../../../src-shared/policy/presets/preset-keys.ts';
import { PRESETS } from '../../../src-shared/policy/presets/presets.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './ComparePresets.module.css';

export interface ComparePresetsProps {
  readonly chosen: PresetKey;
  readonly onClose: () => void;
}

/** The presets beside each other: who there is in each. */
export function ComparePresets({ chosen, onClose }: ComparePresetsProps) {
  const { t } = useI18n();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="l"
      title={t('create.compareTitle')}
      lead={t('create.compareLead')}
      footer={
        <Button variant="primary" onPress={onClose}>
          {t('dialog.close')}
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <section className={cx(styles.scroll)} tabIndex={0} aria-label={t('create.compareTitle')}>
        <table className={cx(styles.table)}>
          <thead>
            <tr>
              <th scope="col">{t('create.preset')}</th>
              <th scope="col">{t('create.compareRoles')}</th>
              <th scope="col">{t('create.compareClasses')}</th>
              <th scope="col">{t('create.compareNewcomer')}</th>
            </tr>
          </thead>
          <tbody>
            {[...PRESETS.values()].map((preset) => (
              <PresetRow key={preset.key} preset={preset} chosen={preset.key === chosen} />
            ))}
          </tbody>
        </table>
      </section>
    </Dialog>
  );
}

function PresetRow({ preset, chosen }: { readonly preset: Preset; readonly chosen: boolean }) {
  const { lookup } = useI18n();
  const called = (kind: 'roleName' | 'className', { id, name }: { readonly id: string; readonly name: string }) =>
    lookup(`${kind}.${preset.key}.${id}`, {}, name);
  const roles = preset.roles.toSorted((a, b) => b.rank - a.rank);
  const newcomer = preset.roles.find(({ id }) => id === preset.template.role);
  return (
    <tr data-chosen={chosen}>
      <th scope="row">{lookup(`presetName.${preset.key}`, {}, preset.key)}</th>
      <td>
        <ul className={cx(styles.names)}>
          {roles.map((role) => (
            <li key={role.id}>{called('roleName', role)}</li>
          ))}
        </ul>
      </td>
      <td>
        <ul className={cx(styles.names)}>
          {preset.classes.map((one) => (
            <li key={one.id}>{called('className', one)}</li>
          ))}
        </ul>
      </td>
      <td>{newcomer !== undefined && called('roleName', newcomer)}</td>
    </tr>
  );
}
