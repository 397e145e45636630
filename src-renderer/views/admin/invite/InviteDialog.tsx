import { AlertCircle, AlertTriangle, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import type { Me } from '../../../../src-shared/ipc/people-contract.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { useMail } from '../../../state/mail.ts';
import { loadOrganisation, useOrganisationStore } from '../../../state/organisation.ts';
import { useSession } from '../../../state/session.ts';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { FormButtons } from '../../../ui/FormButtons.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Banner, Spinner } from '../../../ui/parts.tsx';
import { looksLikeEmail } from '../../first-run/email.ts';
import { ExpiryField } from '../people/ExpiryField.tsx';
import { ClassField, GroupsField, KindField, RolesField, ScopesField, WithheldField } from '../people/fields.tsx';
import { nameIn } from '../people/named.ts';
import { Refusal } from '../preview/ChangePreview.tsx';
import styles from './InviteDialog.module.css';
import { keptByClass } from './kept-by-class.ts';
import { LinkDialog, type ReadyLink } from './LinkDialog.tsx';
import { type InvitationDraft, newcomer } from './newcomer.ts';
import { isTooLong, WelcomeField } from './WelcomeField.tsx';

export interface InviteDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Details, role, access limits; then the link, which is shown once and kept nowhere. */
export function InviteDialog({ isOpen, onClose }: InviteDialogProps) {
  const organisation = useOrganisationStore((state) => state.view);
  const error = useOrganisationStore((state) => state.error);
  const me = useSession((state) => state.me);
  const { t } = useI18n();
  useEffect(() => {
    if (isOpen) void loadOrganisation();
  }, [isOpen]);
  if (!isOpen) return null;
  if (organisation === null || me === null) {
    return (
      <Dialog isOpen onClose={onClose} title={t('invite.title')}>
        {error === null ? <Spinner label={t('list.loading')} /> : <Problem error={error} />}
      </Dialog>
    );
  }
  return <InviteForm organisation={organisation} me={me} onClose={onClose} />;
}

interface InviteFormProps {
  readonly organisation: OrganisationView;
  readonly me: Me;
  readonly onClose: () => void;
}

function InviteForm({ organisation, me, onClose }: InviteFormProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [draft, setDraft] = useState<InvitationDraft>(() => newcomer(organisation, me));
  const { settings } = useMail();
  const [typed, setTyped] = useState<string | null>(null);
  const welcome = typed ?? settings?.welcome ?? '';
  const [badDay, setBadDay] = useState(false);
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const [ready, setReady] = useState<ReadyLink | null>(null);
  const edit = (change: Partial<InvitationDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const problems = {
    name: draft.name.trim() === '',
    email: !looksLikeEmail(draft.email),
    roles: draft.roles.length === 0,
  };

  const submit = async (): Promise<void> => {
    setChecked(true);
    if (Object.values(problems).some(Boolean) || badDay || isTooLong(welcome) || busy) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().adminInvite({
      ...draft,
      ...(typed !== null && { welcome: typed }),
      email: draft.email.trim(),
      roles: [...draft.roles],
      groups: [...draft.groups],
      withheld: [...draft.withheld],
      scopes: draft.scopes === null ? null : [...draft.scopes],
    });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    setReady({ name: draft.name.trim(), email: draft.email.trim(), ...answer.value });
  };

  if (ready) return <LinkDialog ready={ready} isOpen onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={busy}
      width="l"
      title={t('invite.title')}
      lead={t('invite.lead')}
      onSubmit={() => void submit()}
      footer={<FormButtons onCancel={onClose} busy={busy} submit={t('invite.submit')} />}
    >
      <Field
        label={t('invite.name')}
        value={draft.name}
        onChange={(name) => edit({ name })}
        error={checked && problems.name ? t('field.required') : null}
        maxLength={100}
        autoFocus
      />
      <Field
        label={t('invite.email')}
        type="email"
        value={draft.email}
        onChange={(email) => edit({ email })}
        error={checked && problems.email ? t('field.email') : null}
        maxLength={254}
      />
      <RolesField
        value={draft.roles}
        onChange={(roles) => edit({ roles })}
        organisation={organisation}
        error={checked && problems.roles ? t('adminPeople.roleNeeded') : null}
      />
      <KeptByClass organisation={organisation} draft={draft} />
      <WelcomeField value={welcome} onChange={setTyped} />
      <Disclosure className={cx(styles.more)}>
        <Heading className={cx(styles.heading)}>
          <AriaButton slot="trigger" className={cx(styles.trigger)}>
            <ChevronRight size={16} aria-hidden="true" className={cx(styles.chevron)} />
            {t('invite.more')}
          </AriaButton>
        </Heading>
        <DisclosurePanel>
          <div className={cx(styles.panel)}>
            <KindField value={draft.kind} onChange={(kind) => edit({ kind })} />
            <ClassField value={draft.class} onChange={(id) => edit({ class: id })} organisation={organisation} />
            <GroupsField value={draft.groups} onChange={(groups) => edit({ groups })} organisation={organisation} />
            <WithheldField value={draft.withheld} onChange={(withheld) => edit({ withheld })} />
            <ScopesField value={draft.scopes} onChange={(scopes) => edit({ scopes })} organisation={organisation} />
            <ExpiryField
              value={null}
              onChange={(expiresAt) => {
                setBadDay(expiresAt === undefined);
                if (expiresAt !== undefined) edit({ expiresAt });
              }}
            />
          </div>
        </DisclosurePanel>
      </Disclosure>
      {error !== null && (
        <Banner tone="bad" live="alert" icon={<AlertCircle size={18} aria-hidden="true" />}>
          <p>{i18n.error(error)}</p>
          <Refusal error={error} />
        </Banner>
      )}
    </Dialog>
  );
}

/** Named at most; somebody who governs little has no more than that. */
const NAMED = 3;

function KeptByClass({
  organisation,
  draft,
}: {
  readonly organisation: OrganisationView;
  readonly draft: Pick<InvitationDraft, 'roles' | 'class'>;
}) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const kept = keptByClass(organisation, draft.roles, draft.class);
  if (kept.length === 0) return null;
  const names = kept.slice(0, NAMED).map((permission) => t(`permission.${permission}`));
  const more = kept.length - names.length;
  return (
    <Banner tone="warn" live="status" icon={<AlertTriangle size={18} aria-hidden="true" />}>
      <p>
        {t('invite.keptByClass', {
          class: nameIn(organisation.classes, draft.class, i18n),
          rights: format.list(more > 0 ? [...names, t('invite.keptMore', { count: more })] : names),
        })}
      </p>
    </Banner>
  );
}
