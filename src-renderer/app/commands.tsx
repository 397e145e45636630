import {
  Archive,
  Boxes,
  CircleQuestionMark,
  Contact,
  FileDown,
  FilePlus2,
  FileUp,
  Grid3x3,
  History,
  Inbox,
  Keyboard,
  ListFilter,
  Lock,
  type LucideIcon,
  Mail,
  Moon,
  ReceiptText,
  RefreshCw,
  Save,
  Search,
  Send,
  Settings,
  ShieldCheck,
  SlidersHorizontal,
  Sun,
  SunMoon,
  Upload,
  UserPlus,
  Users,
} from 'lucide-react';
import type { MessageKey } from '../../assets/locales/en.ts';
import type { Settings as SettingsData } from '../../src-shared/ipc/app-contract.ts';
import type { Me } from '../../src-shared/ipc/people-contract.ts';
import type { Permission } from '../../src-shared/policy/model/permissions.ts';
import { bridge } from '../state/bridge.ts';
import { commitPending, openCompose } from '../state/compose.ts';
import { syncHub } from '../state/hub.ts';
import { changeSettings, useSession } from '../state/session.ts';
import { EXPLAINING, governsPeople } from './governance.ts';
import { type Overlay, openOverlay, useOverlays, useViewActions } from './overlays.ts';
import { type AdminView, goTo, goToPeople, type ViewName } from './routes.ts';

export type CommandGroup = 'actions' | 'go' | 'settings';

/** One entry of the registry: what palette, menus, the help sheet and the keyboard all show and run. */
export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: MessageKey;
  /** For labels that name a thing: the key of the placeholder `{name}`. */
  readonly labelName?: MessageKey;
  readonly icon: LucideIcon;
  readonly keys?: string;
  /** Works while a text field has the focus or a dialog is open. */
  readonly everywhere?: boolean;
  /** The permission it takes; without it the command is not there. */
  readonly permission?: Permission;
  /** One of these is enough; without any the command is not there. */
  readonly anyOf?: readonly Permission[];
  /** null: always possible. */
  readonly possible?: () => boolean;
  readonly run: () => void;
}

const view = (
  name: ViewName,
  label: MessageKey,
  icon: LucideIcon,
  digit: number,
  permission?: Permission,
): Command => ({
  id: `go.${name}`,
  group: 'go',
  label,
  icon,
  keys: `Mod+${digit}`,
  ...(permission === undefined ? {} : { permission }),
  run: () => goTo(name),
});

/** A screen of the administration, there for whoever may change something on it. */
const adminView = (
  name: AdminView | 'admin-why',
  label: MessageKey,
  icon: LucideIcon,
  anyOf: readonly Permission[],
): Command => ({
  id: `go.${name}`,
  group: 'go',
  label,
  icon,
  anyOf,
  run: () => goTo(name),
});

/** Something to make on a screen of the administration: goes there, and opens its dialog. */
const adminAction = (
  overlay: Overlay,
  view: AdminView,
  label: MessageKey,
  icon: LucideIcon,
  permission: Permission,
): Command => ({
  id: overlay,
  group: 'actions',
  label,
  icon,
  permission,
  run: () => {
    goTo(view);
    openOverlay(overlay);
  },
});

const theme = (value: SettingsData['theme'], labelName: MessageKey, icon: LucideIcon): Command => ({
  id: `theme.${value}`,
  group: 'settings',
  label: 'action.theme',
  labelName,
  icon,
  run: () => void changeSettings({ theme: value }),
});

/** A package that still waits for its undo seconds goes out before the vault closes. */
export async function lock(): Promise<void> {
  await commitPending();
  await bridge().vaultLock({});
}

export const commands: readonly Command[] = [
  {
    id: 'compose',
    group: 'actions',
    label: 'action.compose',
    icon: FilePlus2,
    keys: 'Mod+N',
    permission: 'pkg.send',
    run: () => openCompose(),
  },
  {
    id: 'palette',
    group: 'actions',
    label: 'action.palette',
    icon: Search,
    keys: 'Mod+K',
    everywhere: true,
    run: () => openOverlay(useOverlays.getState().open === 'palette' ? 'none' : 'palette'),
  },
  {
    id: 'filter',
    group: 'actions',
    label: 'action.focusFilter',
    icon: ListFilter,
    keys: 'Mod+F',
    everywhere: true,
    possible: () => useViewActions.getState().filter !== undefined,
    run: () => useViewActions.getState().filter?.(),
  },
  {
    id: 'saveAll',
    group: 'actions',
    label: 'action.saveAll',
    icon: Save,
    keys: 'Mod+S',
    possible: () => useViewActions.getState().saveAll !== undefined,
    run: () => useViewActions.getState().saveAll?.(),
  },
  {
    id: 'markUnread',
    group: 'actions',
    label: 'action.markUnread',
    icon: Mail,
    keys: 'Mod+U',
    possible: () => useViewActions.getState().markUnread !== undefined,
    run: () => useViewActions.getState().markUnread?.(),
  },
  { id: 'sync', group: 'actions', label: 'action.sync', icon: RefreshCw, keys: 'F5', run: () => void syncHub() },
  {
    id: 'invite',
    group: 'actions',
    label: 'action.invite',
    icon: UserPlus,
    keys: 'Mod+I',
    permission: 'user.invite',
    run: () => openOverlay('invite'),
  },
  {
    id: 'importPeople',
    group: 'actions',
    label: 'action.importPeople',
    icon: FileUp,
    permission: 'user.invite',
    run: () => openOverlay('importPeople'),
  },
  {
    id: 'exportPeople',
    group: 'actions',
    label: 'action.exportPeople',
    icon: FileDown,
    possible: () => governsPeople(useSession.getState().me),
    run: () => openOverlay('exportPeople'),
  },
  adminAction('newRole', 'admin-roles', 'adminRoles.new', Grid3x3, 'role.edit'),
  adminAction('newGroup', 'admin-groups', 'adminGroups.new', Boxes, 'group.edit'),
  adminAction('newClass', 'admin-groups', 'adminGroups.newClass', Boxes, 'class.edit'),
  adminAction('newContact', 'admin-contacts', 'adminContacts.new', Contact, 'contact.site.manage'),
  adminAction('preset', 'admin-settings', 'adminSettings.switchPreset', SlidersHorizontal, 'settings.edit'),
  {
    id: 'lock',
    group: 'actions',
    label: 'action.lock',
    icon: Lock,
    keys: 'Mod+Shift+L',
    everywhere: true,
    run: () => void lock(),
  },
  {
    id: 'switchProfile',
    group: 'actions',
    label: 'action.switchProfile',
    icon: Users,
    run: () => void commitPending().then(() => bridge().profileSelect({ profile: null, newWindow: false })),
  },
  {
    id: 'shortcuts',
    group: 'actions',
    label: 'action.shortcuts',
    icon: Keyboard,
    keys: 'Mod+/',
    everywhere: true,
    run: () => openOverlay('shortcuts'),
  },
  view('inbox', 'nav.inbox', Inbox, 1),
  view('sent', 'nav.sent', Send, 2),
  view('outbox', 'nav.outbox', Upload, 3),
  view('briefcase', 'nav.briefcase', Archive, 4),
  {
    id: 'go.people',
    group: 'go',
    label: 'nav.people',
    icon: Users,
    keys: 'Mod+5',
    run: () => goToPeople(useSession.getState().me),
  },
  adminView('admin-roles', 'nav.adminRoles', Grid3x3, ['role.edit']),
  adminView('admin-groups', 'nav.adminGroups', Boxes, ['group.edit', 'class.edit']),
  adminView('admin-settings', 'nav.adminSettings', SlidersHorizontal, ['settings.edit']),
  adminView('admin-security', 'nav.adminSecurity', ShieldCheck, [
    'security.edit',
    'billing.view',
    'billing.manage',
    'billing.delegate',
  ]),
  adminView('admin-billing', 'nav.adminBilling', ReceiptText, ['billing.view']),
  adminView('admin-contacts', 'nav.adminContacts', Contact, ['contact.site.manage']),
  adminView('admin-why', 'nav.adminWhy', CircleQuestionMark, EXPLAINING),
  view('history', 'nav.history', History, 6, 'policy.view'),
  {
    id: 'settings',
    group: 'go',
    label: 'nav.settings',
    icon: Settings,
    keys: 'Mod+,',
    run: () => goTo('settings'),
  },
  theme('system', 'settings.themeSystem', SunMoon),
  theme('light', 'settings.themeLight', Sun),
  theme('dark', 'settings.themeDark', Moon),
];

/** Whether the member's role includes a permission. */
export const allows = (me: Me | null, permission: Permission | undefined): boolean =>
  permission === undefined || me?.permissions.find((one) => one.permission === permission)?.allowed === true;

/** Whether the command is there for this member at all. */
export const offers = (me: Me | null, command: Command): boolean =>
  allows(me, command.permission) && command.anyOf?.some((permission) => allows(me, permission)) !== false;

/** What this member can do just now. */
export const available = (me: Me | null): readonly Command[] =>
  commands.filter((command) => offers(me, command) && (command.possible?.() ?? true));

/** Before a vault is open, menus have this one command. */
const ALWAYS = 'switchProfile';

/** Runs a command by name, as menus ask for it; one that is not available does nothing. */
export function runCommand(id: string): void {
  const { session, me } = useSession.getState();
  if (session?.state !== 'unlocked' && id !== ALWAYS) return;
  available(me)
    .find((command) => command.id === id)
    ?.run();
}
