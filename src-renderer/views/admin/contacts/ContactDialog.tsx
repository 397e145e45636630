import { useState } from 'react';
import { type ContactId, randomId } from '../../../../src-shared/base/ids.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { random } from '../../../state/system-random.ts';
import { Select } from '../../../ui/Choice.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { NameField } from '../../../ui/NameField.tsx';
import { looksLikeEmail } from '../../first-run/email.ts';
import { EditFooter } from '../EditFooter.tsx';
import type { AskedChange } from '../use-change.tsx';
import type { ContactRow } from './ContactsView.tsx';

export interface ContactDialogProps {
  /** null: a new one. */
  readonly contact: ContactRow | null;
  readonly onClose: () => void;
  readonly onChange: (change: AskedChange) => void;
}

const PGP = ['none', 'requested', 'provided'] as const;

/** Name, address, and how far the exchange of OpenPGP keys has come. */
export function ContactDialog({ contact, onClose, onChange }: ContactDialogProps) {
  const { t } = useI18n();
  const [name, setName] = useState(contact?.name ?? '');
  const [email, setEmail] = useState(contact?.email ?? '');
  const [pgp, setPgp] = useState<ContactRow['pgp']>(contact?.pgp ?? 'none');
  const [checked, setChecked] = useState(false);

  const submit = (): void => {
    const called = name.trim();
    const address = email.trim();
    setChecked(true);
    if (called === '' || !looksLikeEmail(address)) return;
    if (contact === null) {
      const id = randomId<ContactId>(random);
      return void onChange({
        title: t('adminContacts.addTitle', { name: called }),
        changes: [{ type: 'contact.add', contact: id, name: called, email: address }],
      });
    }
    const change = {
      type: 'contact.edit',
      contact: contact.id,
      ...(called === contact.name ? {} : { name: called }),
      ...(address === contact.email ? {} : { email: address }),
      ...(pgp === contact.pgp ? {} : { pgp }),
    };
    if (Object.keys(change).length === 2) return void onClose();
    onChange({ title: t('adminContacts.editTitle', { name: contact.name }), changes: [change] });
  };

  const remove = (): void => {
    if (contact === null) return;
    onChange({
      title: t('adminContacts.removeTitle', { name: contact.name }),
      changes: [{ type: 'contact.remove', contact: contact.id }],
      confirm: t('adminContacts.removeConfirm'),
      danger: true,
    });
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={contact === null ? t('adminContacts.newTitle') : contact.name}
      lead={t('adminContacts.lead')}
      onSubmit={submit}
      footer={
        <EditFooter
          edited={contact === null ? null : { deleteLabel: t('adminContacts.remove'), onDelete: remove }}
          onCancel={onClose}
        />
      }
    >
      <NameField label={t('invite.name')} value={name} onChange={setName} checked={checked} />
      <Field
        label={t('invite.email')}
        type="email"
        value={email}
        onChange={setEmail}
        error={checked && !looksLikeEmail(email.trim()) ? t('field.email') : null}
        maxLength={254}
      />
      {contact !== null && (
        <Select
          label={t('adminContacts.pgp')}
          value={pgp}
          onChange={setPgp}
          options={PGP.map((id) => ({ id, label: t(`adminContacts.pgp.${id}`) }))}
        />
      )}
    </Dialog>
  );
}
