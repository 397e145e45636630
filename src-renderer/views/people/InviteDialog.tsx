import { Check, Copy, Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { IpcError, Me, Person, RoleView } from '../../../src-shared/ipc/contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { loadPeople } from '../../state/people.ts';
import { useSession } from '../../state/session.ts';
import { useToasts } from '../../state/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Spinner } from '../../ui/parts.tsx';
import { looksLikeEmail } from '../first-run/email.ts';
import styles from './PeopleView.module.css';
import { RoleChoice } from './RoleDialog.tsx';

interface Ready {
  readonly name: string;
  readonly link: string;
  readonly expiresAt: number;
}

export interface InviteDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Name, address, role; then the link, which is shown once and kept nowhere. */
export function InviteDialog({ isOpen, onClose }: InviteDialogProps) {
  const { t } = useI18n();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const usual = useSession((state) => usualRole(state.me));
  const [chosen, setRole] = useState<RoleView | null>(null);
  const role = chosen ?? usual;
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const [ready, setReady] = useState<Ready | null>(null);

  const close = (): void => {
    onClose();
    setName('');
    setEmail('');
    setRole(null);
    setChecked(false);
    setError(null);
    setReady(null);
  };

  const submit = async (): Promise<void> => {
    setChecked(true);
    if (name.trim() === '' || !looksLikeEmail(email) || role === null || busy) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().peopleInvite({ name, email: email.trim(), role: role.id });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    setReady({ name: name.trim(), link: answer.value.link, expiresAt: answer.value.expiresAt });
    await loadPeople();
  };

  if (ready) return <LinkDialog ready={ready} isOpen={isOpen} onClose={close} />;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      busy={busy}
      title={t('invite.title')}
      lead={t('invite.lead')}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={close} isDisabled={busy}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="primary" isDisabled={busy}>
            {t('invite.submit')}
          </Button>
        </>
      }
    >
      <Field
        label={t('invite.name')}
        value={name}
        onChange={setName}
        error={checked && name.trim() === '' ? t('field.required') : null}
        maxLength={100}
        autoFocus
      />
      <Field
        label={t('invite.email')}
        type="email"
        value={email}
        onChange={setEmail}
        error={checked && !looksLikeEmail(email) ? t('field.email') : null}
        maxLength={254}
      />
      {role !== null && <RoleChoice value={role} onChange={setRole} />}
      <Problem error={error} />
    </Dialog>
  );
}

/** What newcomers get unless something else is chosen; null for whoever may give no role. */
function usualRole(me: Me | null): RoleView | null {
  return me?.assignable.find(({ id }) => id === me.usualRole) ?? me?.assignable.at(-1) ?? null;
}

/** A new link for somebody who has not joined; the old one stops working. */
export function InvitationDialog({ person, isOpen, onClose }: InviteDialogProps & { readonly person: Person }) {
  const { t } = useI18n();
  const [ready, setReady] = useState<Ready | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  useEffect(() => {
    if (!isOpen) return;
    setReady(null);
    setError(null);
    void bridge()
      .peopleResendInvitation({ member: person.id })
      .then((answer) => {
        if (answer.ok) setReady({ name: person.name, ...answer.value });
        else setError(answer.error);
      });
  }, [isOpen, person.id, person.name]);
  if (ready) return <LinkDialog ready={ready} isOpen={isOpen} onClose={onClose} />;
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('invite.readyTitle', { name: person.name })}>
      {error === null ? <Spinner label={t('list.loading')} /> : <Problem error={error} />}
    </Dialog>
  );
}

function LinkDialog({ ready, isOpen, onClose }: InviteDialogProps & { readonly ready: Ready }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [clearedAfter, setClearedAfter] = useState<number | null>(null);
  const copied = clearedAfter !== null;
  const copy = async (): Promise<void> => {
    const answer = await bridge().clipboardWrite({ text: ready.link });
    if (answer.ok) setClearedAfter(answer.value.clearedAfterSeconds);
    else useToasts.getState().show({ tone: 'bad', text: i18n.error(answer.error) });
  };
  const save = async (): Promise<void> => {
    const answer = await bridge().peopleSaveInvitation({ link: ready.link });
    const { show } = useToasts.getState();
    if (!answer.ok) show({ tone: 'bad', text: i18n.error(answer.error) });
    else if (answer.value) show({ tone: 'good', text: t('invite.saved') });
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('invite.readyTitle', { name: ready.name })}
      lead={t('invite.readyLead', { name: ready.name })}
      footer={
        <>
          <Button icon={<Download size={16} aria-hidden="true" />} onPress={() => void save()}>
            {t('invite.save')}
          </Button>
          <Button
            variant="primary"
            autoFocus
            icon={copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
            onPress={() => void copy()}
          >
            {copied ? t('action.copied') : t('invite.copy')}
          </Button>
        </>
      }
    >
      <textarea
        className={cx(styles.link)}
        aria-label={t('invite.link')}
        readOnly
        rows={4}
        value={ready.link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p className={cx(styles.hint)}>
        {t('invite.until', { date: format.dateTime(ready.expiresAt) })}{' '}
        <span aria-live="polite">
          {clearedAfter !== null && t('invite.cleared', { time: format.duration(clearedAfter) })}
        </span>
      </p>
    </Dialog>
  );
}
