import { useEffect, useRef } from 'react';
import type { Profile } from '../../../src-shared/ipc/app-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { cx } from '../../ui/cx.ts';
import { BillingView } from '../../views/admin/billing/BillingView.tsx';
import { ContactsView } from '../../views/admin/contacts/ContactsView.tsx';
import { GroupsView } from '../../views/admin/groups/GroupsView.tsx';
import { ExportDialog } from '../../views/admin/import/ExportDialog.tsx';
import { ImportDialog } from '../../views/admin/import/ImportDialog.tsx';
import { InviteDialog } from '../../views/admin/invite/InviteDialog.tsx';
import { AdminPeopleView } from '../../views/admin/people/AdminPeopleView.tsx';
import { RolesView } from '../../views/admin/roles/RolesView.tsx';
import { SecurityView } from '../../views/admin/security/SecurityView.tsx';
import { AdminSettingsView } from '../../views/admin/settings/AdminSettingsView.tsx';
import { WhyView } from '../../views/admin/why/WhyView.tsx';
import { BoxView } from '../../views/box/BoxView.tsx';
import { ComposeSheet } from '../../views/compose/ComposeSheet.tsx';
import { HistoryView } from '../../views/history/HistoryView.tsx';
import { OutboxView } from '../../views/outbox/OutboxView.tsx';
import { PeopleView } from '../../views/people/PeopleView.tsx';
import { ChangePasswordDialog } from '../../views/settings/ChangePasswordDialog.tsx';
import { SaveKitDialog } from '../../views/settings/SaveKitDialog.tsx';
import { SettingsView } from '../../views/settings/SettingsView.tsx';
import { keepFocus } from '../keep-focus.ts';
import { closeOverlay, useOverlays } from '../overlays.ts';
import { Palette } from '../palette/Palette.tsx';
import { ShortcutsDialog } from '../palette/ShortcutsDialog.tsx';
import { useRouter } from '../routes.ts';
import { useShortcuts } from '../useShortcuts.ts';
import { watchRights } from '../watch-rights.ts';
import { AccountBanner } from './AccountBanner.tsx';
import { Banners } from './Banners.tsx';
import { DropLayer } from './DropLayer.tsx';
import { KeychainBanner } from './KeychainBanner.tsx';
import { ResetBanner } from './ResetBanner.tsx';
import styles from './Shell.module.css';
import { Sidebar } from './Sidebar.tsx';
import { Tray } from './Tray.tsx';
import { ViewAsBanner } from './ViewAsBanner.tsx';

/** The window of an unlocked member: navigation, the view, and what stays whatever the view. */
export function Shell({ profile }: { readonly profile: Profile }) {
  const i18n = useI18n();
  const { t } = i18n;
  const visit = useRouter((state) => state.visit);
  const shell = useRef<HTMLDivElement>(null);
  const main = useRef<HTMLElement>(null);
  useShortcuts();
  useEffect(() => watchRights(i18n), [i18n]);

  useEffect(() => {
    if (visit > 0) main.current?.focus({ preventScroll: true });
  }, [visit]);
  useEffect(() => (shell.current && main.current ? keepFocus(shell.current, main.current) : undefined), []);

  return (
    <div ref={shell} className={cx(styles.shell)}>
      <button type="button" className={cx(styles.skip)} onClick={() => main.current?.focus()}>
        {t('nav.skip')}
      </button>
      <Sidebar profile={profile} />
      <div className={cx(styles.content)}>
        <ViewAsBanner />
        <AccountBanner />
        <ResetBanner />
        <KeychainBanner />
        <Banners />
        <main id="main" ref={main} tabIndex={-1} className={cx(styles.main)}>
          <View />
        </main>
        <Tray />
      </div>
      <ComposeSheet />
      <Overlays />
      <DropLayer />
    </div>
  );
}

function View() {
  const route = useRouter((state) => state.route);
  switch (route.view) {
    case 'inbox':
    case 'sent':
    case 'briefcase':
      return <BoxView key={route.view} box={route.view} open={route.package} />;
    case 'outbox':
      return <OutboxView />;
    case 'people':
      return <PeopleView open={route.person} />;
    case 'admin-people':
      return <AdminPeopleView open={route.person} part={route.part ?? 'overview'} />;
    case 'admin-roles':
      return <RolesView />;
    case 'admin-groups':
      return <GroupsView />;
    case 'admin-settings':
      return <AdminSettingsView />;
    case 'admin-security':
      return <SecurityView />;
    case 'admin-billing':
      return <BillingView />;
    case 'admin-contacts':
      return <ContactsView />;
    case 'admin-why':
      return <WhyView member={route.person} permission={route.permission} />;
    case 'history':
      return <HistoryView key={route.entry} entry={route.entry} />;
    case 'settings':
      return <SettingsView />;
  }
}

function Overlays() {
  const { open, turn } = useOverlays();
  return (
    <>
      <Palette key={turn} isOpen={open === 'palette'} onClose={closeOverlay} />
      <ShortcutsDialog isOpen={open === 'shortcuts'} onClose={closeOverlay} />
      <InviteDialog isOpen={open === 'invite'} onClose={closeOverlay} />
      <ImportDialog isOpen={open === 'importPeople'} onClose={closeOverlay} />
      <ExportDialog isOpen={open === 'exportPeople'} onClose={closeOverlay} />
      <SaveKitDialog isOpen={open === 'kit'} onClose={closeOverlay} />
      <SaveKitDialog isOpen={open === 'newKit'} onClose={closeOverlay} renew />
      <ChangePasswordDialog isOpen={open === 'password'} onClose={closeOverlay} />
    </>
  );
}
