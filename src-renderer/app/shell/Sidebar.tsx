import { CloudOff, FilePlus2, HardDrive, Lock, RefreshCw, TriangleAlert } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { MessageKey } from '../../../assets/locales/en.ts';
import type { Profile } from '../../../src-shared/ipc/app-contract.ts';
import type { Me } from '../../../src-shared/ipc/people-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { type Counts, useBoxes } from '../../state/boxes.ts';
import { openCompose } from '../../state/compose.ts';
import { syncHub, useHub } from '../../state/hub.ts';
import { useSession } from '../../state/session.ts';
import { now } from '../../state/system-clock.ts';
import { isFinal, useTransfers } from '../../state/transfers.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Hint } from '../../ui/Tooltip.tsx';
import { allows, type Command, commands, lock, offers } from '../commands.tsx';
import { governsPeople } from '../governance.ts';
import { useRouter } from '../routes.ts';
import { ProfileMenu } from './ProfileMenu.tsx';
import styles from './Sidebar.module.css';

interface Group {
  readonly label: MessageKey;
  readonly ids: readonly string[];
}

/** Of the administration, each there for whoever may change something on it. */
const SCREENS = [
  'go.admin-roles',
  'go.admin-groups',
  'go.admin-settings',
  'go.admin-security',
  'go.admin-billing',
  'go.admin-contacts',
  'go.admin-why',
];

/** Whoever governs people without the administration's pages has them among the organisation's. */
export function groupsFor(me: Me | null): readonly Group[] {
  const administers = governsPeople(me) && allows(me, 'admin.section');
  return [
    { label: 'nav.mail', ids: ['go.inbox', 'go.sent', 'go.outbox', 'go.briefcase'] },
    { label: 'nav.organisation', ids: administers ? ['go.history'] : ['go.people', ...SCREENS, 'go.history'] },
    { label: 'nav.administration', ids: administers ? ['go.people', ...SCREENS] : [] },
  ];
}

export function Sidebar({ profile }: { readonly profile: Profile }) {
  const { t, lookup } = useI18n();
  const me = useSession((state) => state.me);
  const settings = commands.find((command) => command.id === 'settings');
  return (
    <nav className={cx(styles.sidebar)} aria-label={t('nav.label')}>
      <ProfileMenu profile={profile} />
      {allows(me, 'pkg.send') && (
        <Hint text={t('action.compose')} keys="Mod+N" placement="right">
          <Button
            variant="primary"
            wide
            icon={<FilePlus2 size={17} aria-hidden="true" />}
            onPress={() => openCompose()}
          >
            {t('action.compose')}
          </Button>
        </Hint>
      )}
      {groupsFor(me)
        .map(({ label, ids }) => ({
          label,
          items: commands.filter((command) => ids.includes(command.id) && offers(me, command)),
        }))
        .filter(({ items }) => items.length > 0)
        .map(({ label, items }) => (
          <div key={label} className={cx(styles.group)}>
            <h2 className={cx(styles.groupLabel)}>{lookup(label, {}, '')}</h2>
            <ul>
              {items.map((command) => (
                <NavItem key={command.id} command={command} />
              ))}
            </ul>
          </div>
        ))}
      <span className={cx(styles.spring)} />
      {settings && (
        <ul>
          <NavItem command={settings} />
        </ul>
      )}
      <div className={cx(styles.foot)}>
        <HubState />
        <IconButton label={t('action.lock')} keys="Mod+Shift+L" icon={<Lock size={16} />} onPress={() => void lock()} />
      </div>
    </nav>
  );
}

function NavItem({ command }: { readonly command: Command }) {
  const { t, lookup, format } = useI18n();
  // The administration's view of people goes by the same command.
  const view = useRouter(({ route }) => (route.view === 'admin-people' ? 'people' : route.view));
  const counts = useBoxes((state) => state.counts);
  const running = useTransfers((state) => state.list.filter((transfer) => !isFinal(transfer)).length);
  const name = command.id.replace('go.', '');
  const label = lookup(command.label, {}, '');
  const count = name === 'inbox' ? unread(counts) : name === 'outbox' ? running : 0;
  const Icon = command.icon;
  return (
    <li>
      <Hint text={label} placement="right" {...(command.keys === undefined ? {} : { keys: command.keys })}>
        <AriaButton
          className={cx(styles.item)}
          onPress={command.run}
          {...(view === name ? { 'aria-current': 'page' as const } : {})}
          aria-label={
            count === 0
              ? label
              : `${label}, ${name === 'inbox' ? t('nav.unread', { count }) : t('nav.running', { count })}`
          }
        >
          <Icon size={18} strokeWidth={view === name ? 2.25 : 1.9} aria-hidden="true" />
          <span className={cx(styles.itemLabel)}>{label}</span>
          {count > 0 && (
            <span className={cx(styles.count)} data-strong={name === 'inbox'}>
              {format.number(count)}
            </span>
          )}
        </AriaButton>
      </Hint>
    </li>
  );
}

const unread = (counts: Counts | null): number => counts?.unread ?? 0;

function HubState() {
  const { t, format } = useI18n();
  const { status, syncing } = useHub();
  const state = status?.alarm ? 'alarm' : (status?.state ?? 'unknown');
  const text = state === 'alarm' ? t('history.alarm') : t(`hub.${state}`);
  const last = status?.lastSync ?? null;
  const detail = last === null ? '' : t('hub.synced', { time: format.shortDate(last, now()) });
  const Icon = state === 'alarm' ? TriangleAlert : state === 'offline' ? CloudOff : HardDrive;
  return (
    <Hint text={`${t('action.sync')}. ${detail}`} keys="F5" placement="top">
      <AriaButton className={cx(styles.hub)} data-state={state} onPress={() => void syncHub()}>
        {syncing ? (
          <RefreshCw size={15} aria-hidden="true" className={cx(styles.turning)} />
        ) : (
          <Icon size={15} aria-hidden="true" />
        )}
        <span className={cx(styles.hubText)}>{text}</span>
      </AriaButton>
    </Hint>
  );
}
