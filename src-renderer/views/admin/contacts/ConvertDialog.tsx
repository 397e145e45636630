import { AlertCircle } from 'lucide-react';
import { useState } from 'react';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { bridge } from '../../../state/bridge.ts';
import { loadOrganisation } from '../../../state/organisation.ts';
import { Select } from '../../../ui/Choice.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormButtons } from '../../../ui/FormButtons.tsx';
import { Banner } from '../../../ui/parts.tsx';
import { LinkDialog, type ReadyLink } from '../invite/LinkDialog.tsx';
import { Refusal } from '../preview/ChangePreview.tsx';
import { orderedRoles } from '../roles/matrix.ts';
import type { ContactRow } from './ContactsView.tsx';

export interface ConvertDialogProps {
  readonly organisation: OrganisationView;
  readonly contact: ContactRow;
  readonly onClose: () => void;
}

/** A contact becomes a member: invited under the same name and address, and a contact no longer. */
export function ConvertDialog({ organisation, contact, onClose }: ConvertDialogProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const { template } = organisation;
  const [role, setRole] = useState(template.role);
  const [group, setClass] = useState(template.class);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const [ready, setReady] = useState<ReadyLink | null>(null);

  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().adminInvite({
      name: contact.name,
      email: contact.email,
      kind: 'internal',
      roles: [role],
      class: group,
      groups: [...template.groups],
      withheld: [],
      scopes: null,
      expiresAt: null,
      contact: contact.id,
    });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    setReady({ name: contact.name, email: contact.email, ...answer.value });
    void loadOrganisation();
  };

  if (ready !== null) return <LinkDialog ready={ready} isOpen onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={busy}
      title={t('adminContacts.convertTitle', { name: contact.name })}
      lead={t('adminContacts.convertLead', { name: contact.name })}
      onSubmit={() => void submit()}
      footer={<FormButtons onCancel={onClose} busy={busy} submit={t('invite.submit')} />}
    >
      <Select
        label={t('people.role')}
        value={role}
        onChange={setRole}
        options={orderedRoles(organisation.roles)
          .filter(({ unique }) => !unique)
          .map((each) => ({ id: each.id, label: roleName(each, i18n) }))}
      />
      <Select
        label={t('adminSettings.class')}
        value={group}
        onChange={setClass}
        options={organisation.classes.map((each) => ({ id: each.id, label: roleName(each, i18n) }))}
      />
      {error !== null && (
        <Banner tone="bad" live="alert" icon={<AlertCircle size={18} aria-hidden="true" />}>
          <p>{i18n.error(error)}</p>
          <Refusal error={error} />
        </Banner>
      )}
    </Dialog>
  );
}
