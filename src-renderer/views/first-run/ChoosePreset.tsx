import { Columns3 } from 'lucide-react';
import { useState } from 'react';
import { PRESET_KEYS, type PresetKey } from '../../../src-shared/policy/presets/preset-outlines.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { RadioCards } from '../../ui/Choice.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './ChoosePreset.module.css';
import { ComparePresets } from './ComparePresets.tsx';

export interface ChoosePresetProps {
  readonly value: PresetKey;
  readonly onChange: (preset: PresetKey) => void;
}

/** The roles, classes and settings that an organisation begins with, in a sentence each. */
export function ChoosePreset({ value, onChange }: ChoosePresetProps) {
  const { t } = useI18n();
  const [comparing, setComparing] = useState(false);
  return (
    <div className={cx(styles.choose)}>
      <RadioCards<PresetKey>
        label={t('create.preset')}
        value={value}
        onChange={onChange}
        autoFocus
        options={PRESET_KEYS.map((key) => ({
          id: key,
          label: t(`presetName.${key}`),
          hint: t(`presetName.${key}.description`),
        }))}
      />
      <span className={cx(styles.compare)}>
        <Button
          variant="quiet"
          size="s"
          icon={<Columns3 size={16} aria-hidden="true" />}
          onPress={() => setComparing(true)}
        >
          {t('create.compare')}
        </Button>
      </span>
      {comparing && <ComparePresets chosen={value} onClose={() => setComparing(false)} />}
    </div>
  );
}
