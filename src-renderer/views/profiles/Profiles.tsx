import { AppWindow, Plus } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { Profile } from '../../../src-shared/ipc/app-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { roleName } from '../../i18n/role-name.ts';
import { bridge } from '../../state/bridge.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Avatar, Tag } from '../../ui/parts.tsx';
import { Frame } from '../first-run/Frame.tsx';
import styles from './Profiles.module.css';

export function Profiles({ profiles, onAdd }: { readonly profiles: readonly Profile[]; readonly onAdd: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const open = (profile: Profile, newWindow: boolean): void =>
    void bridge().profileSelect({ profile: profile.id, newWindow });
  return (
    <Frame title={t('profiles.title')} lead={t('profiles.lead')}>
      <ul className={cx(styles.list)}>
        {profiles.map((profile) => (
          <li key={profile.id} className={cx(styles.item)}>
            <AriaButton
              className={cx(styles.profile)}
              onPress={() => open(profile, false)}
              aria-label={t('profiles.open', { name: profile.member, organisation: profile.organisation })}
            >
              <Avatar name={profile.member} />
              <span className={cx(styles.text)}>
                <span className={cx(styles.name)}>{profile.member}</span>
                <span className={cx(styles.detail)}>
                  {profile.organisation}
                  {profile.role !== null && ` · ${roleName(profile.role, i18n)}`}
                </span>
              </span>
              {profile.demo && <Tag>{t('profiles.demo')}</Tag>}
            </AriaButton>
            <IconButton
              label={t('profiles.newWindow')}
              icon={<AppWindow size={16} />}
              onPress={() => open(profile, true)}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button variant="quiet" icon={<Plus size={16} aria-hidden="true" />} onPress={onAdd}>
          {t('profiles.add')}
        </Button>
      </div>
    </Frame>
  );
}
