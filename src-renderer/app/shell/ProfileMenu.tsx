import { AppWindow, ChevronsUpDown, Plus } from 'lucide-react';
import { useEffect } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Profile } from '../../../src-shared/ipc/app-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { roleName } from '../../i18n/role-name.ts';
import { bridge } from '../../state/bridge.ts';
import { commitPending } from '../../state/compose.ts';
import { loadProfiles, useSession } from '../../state/session.ts';
import { cx } from '../../ui/cx.ts';
import { Menu, type MenuGroup } from '../../ui/Menu.tsx';
import { Avatar } from '../../ui/parts.tsx';
import styles from './ProfileMenu.module.css';

async function select(profile: string | null, newWindow: boolean): Promise<void> {
  await commitPending();
  await bridge().profileSelect({ profile, newWindow });
}

/** Who one is and where, and the way to everybody else one is on this computer. */
export function ProfileMenu({ profile }: { readonly profile: Profile }) {
  const i18n = useI18n();
  const { t } = i18n;
  const profiles = useSession((state) => state.profiles);
  const me = useSession((state) => state.me);
  useEffect(() => void loadProfiles(), []);

  const organisations = [...new Set(profiles.map((one) => one.organisation))];
  const groups: readonly MenuGroup[] = [
    ...organisations.map((organisation) => ({
      id: organisation,
      title: organisation,
      entries: profiles
        .filter((one) => one.organisation === organisation)
        .map((one) => ({
          id: one.id,
          label: one.member,
          detail: [one.role === null ? '' : roleName(one.role, i18n), one.email].filter(Boolean).join(' · '),
          checked: one.id === profile.id,
          icon: <Avatar name={one.member} size="s" />,
          run: () => {
            if (one.id !== profile.id) void select(one.id, false);
          },
        })),
    })),
    {
      id: 'windows',
      entries: [
        ...profiles
          .filter((one) => one.id !== profile.id)
          .map((one) => ({
            id: `window-${one.id}`,
            label: t('profileMenu.newWindow', { name: one.member }),
            icon: <AppWindow size={15} />,
            run: () => void select(one.id, true),
          })),
        {
          id: 'add',
          label: t('profileMenu.add'),
          icon: <Plus size={15} />,
          run: () => void select(null, false),
        },
      ],
    },
  ];
  const name = me?.name ?? profile.member;
  return (
    <Menu
      label={t('profileMenu.label')}
      placement="bottom start"
      groups={groups}
      trigger={
        <AriaButton
          className={cx(styles.trigger)}
          aria-label={`${name}, ${profile.organisation}. ${t('action.switchProfile')}`}
        >
          <Avatar name={name} />
          <span className={cx(styles.text)}>
            <span className={cx(styles.organisation)}>{profile.organisation}</span>
            <span className={cx(styles.member)}>{name}</span>
          </span>
          <ChevronsUpDown size={15} aria-hidden="true" className={cx(styles.chevron)} />
        </AriaButton>
      }
    />
  );
}
