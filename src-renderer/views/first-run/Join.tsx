import { FileInput, Mail, ShieldQuestion } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { DropZone, isFileDropItem } from 'react-aria-components';
import type { Response } from '../../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Avatar, Banner, Spinner } from '../../ui/parts.tsx';
import { useNewPassword } from '../../ui/useNewPassword.tsx';
import { Frame } from './Frame.tsx';
import styles from './Join.module.css';
import { KeychainConsent } from './KeychainConsent.tsx';

type Invitation = Response<'organisation.inspectInvitation'>;
type Source = { readonly text: string } | { readonly handle: string };

export function Join({ onBack }: { readonly onBack: () => void }) {
  const opened = useSession((state) => state.invitation);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  /** Brought by a link or a file that was opened, not by the person: nothing is done with it before they say so. */
  const [asked, setAsked] = useState<string | null>(null);

  const inspect = async (source: Source): Promise<void> => {
    setError(null);
    const answer = await bridge().organisationInspectInvitation({ source });
    if (answer.ok) setInvitation(answer.value);
    else setError(answer.error);
  };
  useEffect(() => {
    if (opened === null) return;
    useSession.setState({ invitation: null });
    setInvitation(null);
    setAsked(opened);
  }, [opened]);

  if (asked !== null) {
    return (
      <Asked
        onIgnore={() => setAsked(null)}
        onOpen={() => {
          setAsked(null);
          void inspect({ handle: asked });
        }}
      />
    );
  }
  return invitation === null ? (
    <Find onBack={onBack} onSource={inspect} error={error} onError={setError} />
  ) : (
    <Accept invitation={invitation} onBack={() => setInvitation(null)} />
  );
}

/** SECURITY: S21. Looking at an invitation looks at the folder that it names: a web page must not have that done. */
function Asked({ onOpen, onIgnore }: { readonly onOpen: () => void; readonly onIgnore: () => void }) {
  const { t } = useI18n();
  return (
    <Frame title={t('join.askTitle')} lead={t('join.askLead')}>
      <div className={cx(styles.actions)}>
        <Button onPress={onIgnore} autoFocus>
          {t('join.askIgnore')}
        </Button>
        <Button variant="primary" onPress={onOpen}>
          {t('join.askOpen')}
        </Button>
      </div>
    </Frame>
  );
}

interface FindProps {
  readonly onBack: () => void;
  readonly onSource: (source: Source) => Promise<void>;
  readonly error: IpcError | null;
  readonly onError: (error: IpcError) => void;
}

/** Link, file, or drop: whatever the person has. */
function Find({ onBack, onSource, error, onError }: FindProps) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') void onSource({ text: text.trim() });
  };
  const openFile = async (): Promise<void> => {
    const answer = await bridge().filesChoose({ what: 'invitation' });
    if (!answer.ok) onError(answer.error);
    else if (answer.value[0]) await onSource({ handle: answer.value[0].handle });
  };
  const drop = async (files: readonly File[]): Promise<void> => {
    const answer = await bridge().drop(files);
    if (!answer.ok) onError(answer.error);
    else if (answer.value[0]) await onSource({ handle: answer.value[0].handle });
  };
  return (
    <Frame title={t('join.title')} lead={t('join.lead')} onBack={onBack}>
      <form className={cx(styles.form)} onSubmit={submit} noValidate>
        <div className={cx(styles.linkRow)}>
          <Field
            label={t('join.link')}
            placeholder={t('join.linkPlaceholder')}
            value={text}
            onChange={setText}
            maxLength={10_000}
            spellCheck="false"
            mono
            autoFocus
          />
          <Button type="submit" variant="primary" isDisabled={text.trim() === ''}>
            {t('join.inspect')}
          </Button>
        </div>
        <p className={cx(styles.or)}>{t('join.or')}</p>
        <DropZone
          className={cx(styles.drop)}
          aria-label={t('join.drop')}
          onDrop={(event) => {
            const files = event.items.filter(isFileDropItem).map((item) => item.getFile());
            void Promise.all(files).then(drop);
          }}
        >
          <FileInput size={22} aria-hidden="true" />
          <span>{t('join.drop')}</span>
          <Button size="s" onPress={() => void openFile()}>
            {t('join.openFile')}
          </Button>
        </DropZone>
        <Problem error={error} />
      </form>
    </Frame>
  );
}

function Accept({ invitation, onBack }: { readonly invitation: Invitation; readonly onBack: () => void }) {
  const { t, format } = useI18n();
  const [name, setName] = useState(invitation.name);
  const [checked, setChecked] = useState(false);
  const [consent, setConsent] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const password = useNewPassword(t('password.label'));

  const join = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (!password.check() || name.trim() === '' || consent === false) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().organisationJoin({
      invitation: invitation.invitation,
      name,
      password: password.value,
      allowPasswordOnly: consent === true,
    });
    // The new vault is open: showing its profile shows the inbox.
    if (answer.ok) return void bridge().profileSelect({ profile: answer.value.profile, newWindow: false });
    setBusy(false);
    if (answer.error.code === 'vault.noKeychain') setConsent(false);
    else setError(answer.error);
  };

  return (
    <Frame title={t('join.title')} onBack={busy ? null : onBack}>
      <section className={cx(styles.card)} aria-label={t('join.invitedTo')}>
        <span className={cx(styles.cardLabel)}>{t('join.invitedTo')}</span>
        <span className={cx(styles.organisation)}>{invitation.organisation}</span>
        <span className={cx(styles.inviter)}>
          <Avatar name={invitation.inviter} size="s" />
          {t('join.by', { name: invitation.inviter })}
        </span>
        <span className={cx(styles.meta)}>
          <Mail size={14} aria-hidden="true" />
          {t('join.as', { email: invitation.email })}
        </span>
        <span className={cx(styles.meta)}>{t('join.until', { date: format.dateTime(invitation.expiresAt) })}</span>
      </section>
      <Banner tone="neutral" icon={<ShieldQuestion size={18} aria-hidden="true" />}>
        {t('join.compare', { name: invitation.inviter })}
      </Banner>
      <form className={cx(styles.form)} onSubmit={(event) => void join(event)} noValidate>
        <Field
          label={t('join.name')}
          value={name}
          onChange={setName}
          error={checked && name.trim() === '' ? t('field.required') : null}
          maxLength={100}
          autoComplete="name"
          autoFocus
        />
        {password.fields}
        {consent !== null && <KeychainConsent value={consent} onChange={setConsent} />}
        <Problem error={error} />
        <div className={cx(styles.actions)}>
          {busy && <Spinner label={t('join.working')} />}
          <Button type="submit" variant="primary" size="l" isDisabled={busy || consent === false}>
            {t('join.submit', { organisation: invitation.organisation })}
          </Button>
        </div>
      </form>
    </Frame>
  );
}
