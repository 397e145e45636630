import { useState } from 'react';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import {
  choicesOf,
  isConstraintSetting,
  isValueSetting,
  permissionToSet,
  type SettingKey,
} from '../../../../src-shared/policy/model/settings.ts';
import { allows } from '../../../app/commands.tsx';
import { type I18n, useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { WhyNot } from '../../people/WhyNot.tsx';
import { CountDialog } from '../CountDialog.tsx';
import type { ChangeRequest } from '../use-change.tsx';
import styles from './AdminSettingsView.module.css';
import { parseCount } from './sections.ts';

export interface Setting extends Omit<OrganisationView['settings'][number], 'key'> {
  readonly key: SettingKey;
}

/** A value as people say it: the mode, what is chosen, the number. */
export function valueText({ key, value }: Pick<Setting, 'key' | 'value'>, { t, lookup, format }: I18n): string {
  if (typeof value === 'number') return format.number(value);
  if (!isValueSetting(key)) return lookup(`mode.${value}`, {}, String(value));
  if (typeof value === 'boolean') return value ? t('adminSettings.unlimited') : t('adminSettings.byCredit');
  if (value === 'allow' || value === 'refuse') return t(`adminSettings.${value}`);
  return value === 'stop' ? t('adminSettings.stop') : t('adminSettings.warn');
}

/** What the setting does as it stands, in one sentence. */
const effectText = ({ key, value }: Setting, { lookup }: I18n): string =>
  lookup(`setting.${key}.${typeof value === 'number' ? 'description' : value}`, {}, '');

export function SettingRow({ setting, ask }: { readonly setting: Setting; readonly ask: ChangeRequest['ask'] }) {
  const i18n = useI18n();
  const { t, lookup } = i18n;
  const { key } = setting;
  const me = useSession((state) => state.me);
  const name = lookup(`setting.${key}`, {}, key);
  const may = allows(me, permissionToSet(key));
  const set = (value: Setting['value']): void => {
    if (value === setting.value) return;
    ask({
      title: t('adminSettings.setTitle', { setting: name, value: valueText({ key, value }, i18n) }),
      changes: [{ type: 'setting.set', key, value }],
    });
  };
  return (
    <div className={cx(styles.row)} data-setting={key}>
      <div>
        <p className={cx(styles.label)}>{name}</p>
        <p className={cx(styles.effect)}>{effectText(setting, i18n)}</p>
        <Meta setting={setting} />
        {!may && <WhyNot permission={permissionToSet(key)} />}
      </div>
      <div className={cx(styles.control)}>
        {may ? (
          <Control setting={setting} name={name} onSet={set} />
        ) : (
          <p className={cx(styles.value)}>{valueText(setting, i18n)}</p>
        )}
      </div>
    </div>
  );
}

/** How many people it touches, who set it, when. */
function Meta({ setting }: { readonly setting: Setting }) {
  const { t, format } = useI18n();
  const parts: string[] = [];
  if (setting.touches !== null) {
    const count = setting.touches;
    parts.push(
      isConstraintSetting(setting.key) ? t('adminSettings.binds', { count }) : t('adminSettings.gives', { count }),
    );
  }
  if (setting.setAt !== null) {
    const date = format.date(setting.setAt);
    parts.push(setting.setBy === null ? t('people.setOn', { date }) : t('people.setBy', { name: setting.setBy, date }));
  }
  return <p className={cx(styles.meta)}>{parts.join(' ')}</p>;
}

interface ControlProps {
  readonly setting: Setting;
  readonly name: string;
  readonly onSet: (value: Setting['value']) => void;
}

function Control({ setting, name, onSet }: ControlProps) {
  const i18n = useI18n();
  const { t, lookup } = i18n;
  const { key, value } = setting;
  const [open, setOpen] = useState(false);
  const choices = choicesOf(key);
  if (choices !== null) {
    return (
      <Select
        label={name}
        hideLabel
        value={String(value)}
        onChange={(chosen) => onSet(choices.find((each) => String(each) === chosen) ?? value)}
        options={choices.map((each) => ({
          id: String(each),
          label: valueText({ key, value: each }, i18n),
          hint: lookup(`setting.${key}.${each}`, {}, ''),
        }))}
      />
    );
  }
  return (
    <>
      <Button aria-label={t('adminSettings.changeOf', { setting: name })} onPress={() => setOpen(true)}>
        {t('adminSettings.changeValue', { value: valueText(setting, i18n) })}
      </Button>
      {open && (
        <CountDialog
          title={name}
          lead={lookup(`setting.${key}.description`, {}, '')}
          label={name}
          value={String(value)}
          parse={parseCount}
          onClose={() => setOpen(false)}
          onSet={(count) => {
            setOpen(false);
            onSet(count);
          }}
        />
      )}
    </>
  );
}
