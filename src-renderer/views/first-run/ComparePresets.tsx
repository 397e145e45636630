import { PRESET_KEYS, PRESET_OUTLINES, type PresetKey } from '../../../src-shared/policy/presets/preset-outlines.ts';
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
            {PRESET_KEYS.map((preset) => (
              <PresetRow key={preset} preset={preset} chosen={preset === chosen} />
            ))}
          </tbody>
        </table>
      </section>
    </Dialog>
  );
}

function PresetRow({ preset, chosen }: { readonly preset: PresetKey; readonly chosen: boolean }) {
  const { t, lookup } = useI18n();
  const { roles, classes, newcomer } = PRESET_OUTLINES[preset];
  const called = (kind: 'roleName' | 'className', id: string): string => lookup(`${kind}.${preset}.${id}`, {}, id);
  return (
    <tr data-chosen={chosen}>
      <th scope="row">{t(`presetName.${preset}`)}</th>
      <td>
        <ul className={cx(styles.names)}>
          {roles.map((id) => (
            <li key={id}>{called('roleName', id)}</li>
          ))}
        </ul>
      </td>
      <td>
        <ul className={cx(styles.names)}>
          {classes.map((id) => (
            <li key={id}>{called('className', id)}</li>
          ))}
        </ul>
      </td>
      <td>{called('roleName', newcomer)}</td>
    </tr>
  );
}
