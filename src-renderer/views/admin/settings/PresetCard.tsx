import { CheckCircle2 } from 'lucide-react';
import { useState } from 'react';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { PRESET_KEYS, type PresetKey } from '../../../../src-shared/policy/presets/preset-outlines.ts';
import { closeOverlay, openOverlay, useOverlays } from '../../../app/overlays.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { Button } from '../../../ui/Button.tsx';
import { RadioCards } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormButtons } from '../../../ui/FormButtons.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Banner } from '../../../ui/parts.tsx';
import type { ChangeRequest } from '../use-change.tsx';
import styles from './AdminSettingsView.module.css';

interface PresetCardProps {
  readonly organisation: OrganisationView;
  readonly ask: ChangeRequest['ask'];
}

export function PresetCard({ organisation, ask }: PresetCardProps) {
  const { t, lookup } = useI18n();
  const open = useOverlays((state) => state.open === 'preset');
  const name = lookup(`presetName.${organisation.preset}`, {}, organisation.preset);
  return (
    <section className={cx(styles.section)} aria-labelledby="settings-preset">
      <h2 id="settings-preset" className={cx(styles.heading)}>
        {t('adminSettings.preset')}
      </h2>
      <div className={cx(styles.card, styles.padded)}>
        <div>
          <p className={cx(styles.label)}>{name}</p>
          <p className={cx(styles.effect)}>{lookup(`presetName.${organisation.preset}.description`, {}, '')}</p>
          <p className={cx(styles.meta)}>{t('adminSettings.presetHint')}</p>
        </div>
        <Button onPress={() => openOverlay('preset')}>{t('adminSettings.switchPreset')}</Button>
      </div>
      {open && (
        <PresetDialog
          current={organisation.preset}
          onClose={closeOverlay}
          ask={(change) => {
            closeOverlay();
            ask(change);
          }}
        />
      )}
    </section>
  );
}

interface PresetDialogProps {
  readonly current: string;
  readonly onClose: () => void;
  readonly ask: ChangeRequest['ask'];
}

/** Which preset; main works out what it would change, and the preview says to whom. */
function PresetDialog({ current, onClose, ask }: PresetDialogProps) {
  const { t } = useI18n();
  const [chosen, setChosen] = useState<PresetKey>(PRESET_KEYS.find((key) => key === current) ?? 'sealpost');
  const [busy, setBusy] = useState(false);
  const [same, setSame] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);

  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    setSame(false);
    const answer = await bridge().adminPresetChanges({ preset: chosen });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    const { changes } = answer.value;
    if (changes.length === 0) return setSame(true);
    ask({
      title: t('adminSettings.presetTitle', { preset: t(`presetName.${chosen}`) }),
      lead: t('adminSettings.presetLead', { count: changes.length }),
      changes,
    });
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={busy}
      title={t('adminSettings.presetDialog')}
      lead={t('adminSettings.presetDialogLead')}
      onSubmit={() => void submit()}
      footer={<FormButtons onCancel={onClose} busy={busy} submit={t('admin.review')} />}
    >
      <RadioCards<PresetKey>
        label={t('adminSettings.preset')}
        value={chosen}
        onChange={setChosen}
        options={PRESET_KEYS.map((key) => ({
          id: key,
          label: t(`presetName.${key}`),
          hint: t(`presetName.${key}.description`),
        }))}
      />
      {same && (
        <Banner tone="good" live="status" icon={<CheckCircle2 size={17} aria-hidden="true" />}>
          {t('adminSettings.presetSame')}
        </Banner>
      )}
      <Problem error={error} />
    </Dialog>
  );
}
