import { Contact, Plus } from 'lucide-react';
import { useState } from 'react';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import { allows } from '../../../app/commands.tsx';
import { closeOverlay, openOverlay, useOverlays } from '../../../app/overlays.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useOrganisation } from '../../../state/organisation.ts';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Page } from '../../../ui/Page.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Avatar, EmptyState, FilterField, Spinner, Tag } from '../../../ui/parts.tsx';
import { useChange } from '../use-change.tsx';
import { ContactDialog } from './ContactDialog.tsx';
import styles from './ContactsView.module.css';
import { ConvertDialog } from './ConvertDialog.tsx';

export type ContactRow = OrganisationView['contacts'][number];
type Open = { readonly kind: 'edit' | 'convert'; readonly contact: ContactRow } | null;

const TONES = { none: 'neutral', requested: 'warn', provided: 'good' } as const;

/** People outside, whom everybody with the right may send to; they have no account. */
export function ContactsView() {
  const { t, format } = useI18n();
  const { view, error } = useOrganisation();
  const me = useSession((state) => state.me);
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<Open>(null);
  const makes = useOverlays((state) => state.open === 'newContact');
  const close = (): void => {
    setOpen(null);
    closeOverlay();
  };
  const { ask, preview } = useChange();
  const mayConvert = allows(me, 'contact.convert') && allows(me, 'user.invite');
  const words = filter.toLocaleLowerCase().split(/\s+/);
  const shown = (view?.contacts ?? [])
    .filter(({ name, email }) => words.every((word) => `${name} ${email}`.toLocaleLowerCase().includes(word)))
    .toSorted((a, b) => format.compare(a.name, b.name));
  const add = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden="true" />} onPress={() => openOverlay('newContact')}>
      {t('adminContacts.new')}
    </Button>
  );
  return (
    <Page
      title={t('adminContacts.title')}
      lead={t('adminContacts.lead')}
      action={view !== null && view.contacts.length > 0 && add}
    >
      <Problem error={error} />
      {view === null && error === null && <Spinner label={t('list.loading')} />}
      {view !== null && view.contacts.length === 0 && (
        <EmptyState icon={<Contact size={24} />} title={t('adminContacts.none')} action={add}>
          {t('adminContacts.noneHint')}
        </EmptyState>
      )}
      {view !== null && view.contacts.length > 0 && (
        <>
          {/* In a column of its own it would take the height that is left. */}
          <div>
            <FilterField label={t('adminContacts.filter')} value={filter} onChange={setFilter} />
          </div>
          {shown.length === 0 && <p>{t('people.noMatch', { filter })}</p>}
          <ul className={cx(styles.card)} aria-label={t('adminContacts.title')}>
            {shown.map((contact) => (
              <li key={contact.id} className={cx(styles.row)}>
                <Avatar name={contact.name} />
                <span className={cx(styles.text)}>
                  <span className={cx(styles.name)}>{contact.name}</span>
                  <span className={cx(styles.email, 'selectable')}>{contact.email}</span>
                </span>
                <Tag tone={TONES[contact.pgp]}>{t(`adminContacts.pgp.${contact.pgp}`)}</Tag>
                <span className={cx(styles.buttons)}>
                  <Button
                    size="s"
                    aria-label={t('adminContacts.editOf', { name: contact.name })}
                    onPress={() => setOpen({ kind: 'edit', contact })}
                  >
                    {t('adminContacts.edit')}
                  </Button>
                  {mayConvert && (
                    <Button
                      size="s"
                      aria-label={t('adminContacts.convertOf', { name: contact.name })}
                      onPress={() => setOpen({ kind: 'convert', contact })}
                    >
                      {t('adminContacts.convert')}
                    </Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {(makes || open?.kind === 'edit') && (
        <ContactDialog
          contact={open?.kind === 'edit' ? open.contact : null}
          onClose={close}
          onChange={(change) => {
            close();
            ask(change);
          }}
        />
      )}
      {open?.kind === 'convert' && view !== null && (
        <ConvertDialog organisation={view} contact={open.contact} onClose={() => setOpen(null)} />
      )}
      {preview}
    </Page>
  );
}
