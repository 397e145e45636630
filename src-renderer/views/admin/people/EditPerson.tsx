import { type ReactNode, useState } from 'react';
import type { OrganisationView, PersonDetail } from '../../../../src-shared/ipc/admin-views.ts';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { allows } from '../../../app/commands.tsx';
import { useCloseWithout } from '../../../app/use-close-without.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { FormButtons } from '../../../ui/FormButtons.tsx';
import { looksLikeEmail } from '../../first-run/email.ts';
import { WhyNot } from '../../people/WhyNot.tsx';
import type { AskedChange } from '../use-change.tsx';
import { ExpiryField } from './ExpiryField.tsx';
import { ClassField, GroupsField, KindField, RolesField, ScopesField, WithheldField } from './fields.tsx';
import styles from './forms.module.css';
import { PeoplePicker } from './PeoplePicker.tsx';
import { draftOf, type PersonDraft, personChanges } from './person-changes.ts';

/** One of these is enough for the form to be of use. */
export const EDITS = ['user.edit', 'role.assign', 'user.class', 'group.assign', 'user.limit', 'user.state'] as const;

interface EditPersonProps {
  readonly person: PersonDetail;
  readonly organisation: OrganisationView;
  readonly onClose: () => void;
  readonly onReview: (change: AskedChange) => void;
}

/** Everything about one person in one form; it ends in one review, and one signature. */
export function EditPerson({ person, organisation, onClose, onReview }: EditPersonProps) {
  const { t } = useI18n();
  useCloseWithout(EDITS, t('adminPeople.editTitle', { name: person.name }), onClose);
  // What somebody else changes meanwhile is not undone: edits are measured against what the form began with.
  const [before] = useState(person);
  const [draft, setDraft] = useState<PersonDraft>(() => draftOf(person));
  const [badDay, setBadDay] = useState(false);
  const edit = (change: Partial<PersonDraft>): void => setDraft((current) => ({ ...current, ...change }));
  const changes = personChanges(before, draft);
  const problems = {
    name: draft.name.trim() === '',
    email: !looksLikeEmail(draft.email),
    roles: draft.roles.length === 0,
  };
  const fits = !Object.values(problems).some(Boolean) && !badDay;
  const submit = (): void => {
    if (!fits || changes.length === 0) return;
    onReview({ title: t('adminPeople.editTitle', { name: person.name }), changes, onMade: onClose });
  };
  return (
    <Dialog
      isOpen
      kind="sheet"
      onClose={onClose}
      title={t('adminPeople.editTitle', { name: person.name })}
      lead={t('adminPeople.editLead')}
      onSubmit={submit}
      footer={<FormButtons onCancel={onClose} ready={fits && changes.length > 0} submit={t('adminPeople.review')} />}
    >
      <Section title={t('adminPeople.details')} needs="user.edit">
        <div className={cx(styles.pair)}>
          <Field
            label={t('invite.name')}
            value={draft.name}
            onChange={(name) => edit({ name })}
            error={problems.name ? t('field.required') : null}
            maxLength={100}
          />
          <Field
            label={t('invite.email')}
            type="email"
            value={draft.email}
            onChange={(email) => edit({ email })}
            error={problems.email ? t('field.email') : null}
            maxLength={254}
          />
        </div>
        <KindField value={draft.kind} onChange={(kind) => edit({ kind })} />
        <PeoplePicker
          label={t('adminPeople.approvers')}
          hint={t('adminPeople.approversHint')}
          value={draft.approvers}
          onChange={(approvers) => edit({ approvers: [...approvers] })}
          except={person.id}
        />
      </Section>
      <Section title={t('adminPeople.roles')} needs="role.assign" named>
        <RolesField
          value={draft.roles}
          onChange={(roles) => edit({ roles })}
          organisation={organisation}
          error={problems.roles ? t('adminPeople.roleNeeded') : null}
        />
      </Section>
      <Section title={t('adminPeople.class')} needs="user.class" named>
        <ClassField value={draft.class} onChange={(id) => edit({ class: id })} organisation={organisation} />
      </Section>
      {organisation.groups.length > 0 && (
        <Section title={t('adminPeople.groups')} needs="group.assign" named>
          <GroupsField value={draft.groups} onChange={(groups) => edit({ groups })} organisation={organisation} />
        </Section>
      )}
      <Section title={t('adminPeople.limits')} needs="user.limit">
        <WithheldField value={draft.withheld} onChange={(withheld) => edit({ withheld })} />
        <ScopesField value={draft.scopes} onChange={(scopes) => edit({ scopes })} organisation={organisation} />
      </Section>
      <Section title={t('adminPeople.ends')} needs="user.state">
        <ExpiryField
          value={before.expiresAt}
          onChange={(expiresAt) => {
            setBadDay(expiresAt === undefined);
            if (expiresAt !== undefined) edit({ expiresAt });
          }}
        />
      </Section>
    </Dialog>
  );
}

interface SectionProps {
  readonly title: string;
  readonly needs: Permission;
  /** Its one control says the same as the title would. */
  readonly named?: boolean;
  readonly children: ReactNode;
}

/** What this member may not change says why instead. */
function Section({ title, needs, named, children }: SectionProps) {
  const me = useSession((state) => state.me);
  const may = allows(me, needs);
  return (
    <section className={cx(styles.section)} aria-label={title}>
      {!(named && may) && <h3>{title}</h3>}
      {may ? children : <WhyNot permission={needs} />}
    </section>
  );
}
