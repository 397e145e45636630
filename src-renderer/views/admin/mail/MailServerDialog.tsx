import { useState } from 'react';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import type { MailServerView } from '../../../../src-shared/ipc/mail-contract.ts';
import type { Me } from '../../../../src-shared/ipc/people-contract.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { loadMail } from '../../../state/mail.ts';
import { useToasts } from '../../../state/toasts.ts';
import { Segments } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { FormButtons } from '../../../ui/FormButtons.tsx';
import { PasswordField } from '../../../ui/PasswordField.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { looksLikeEmail } from '../../first-run/email.ts';
import styles from './mail.module.css';
import { draftOf, keepsPassword, portOf, requestOf, withSecurity } from './server-draft.ts';

const SECURITIES = ['tls', 'starttls', 'none'] as const;
const HOST = /^[a-z0-9:.-]+$/i;

interface MailServerDialogProps {
  readonly server: MailServerView | null;
  readonly me: Pick<Me, 'name' | 'email'>;
  readonly onClose: () => void;
}

/** The server that takes invitations for delivery. The password goes one way: into the vault. */
export function MailServerDialog({ server, me, onClose }: MailServerDialogProps) {
  const { t } = useI18n();
  const [draft, setDraft] = useState(() => draftOf(server, me));
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const port = portOf(draft.port);
  const kept = keepsPassword(draft, server);
  const needsPassword = draft.user.trim() !== '' && !kept;
  const wrong = {
    host: !HOST.test(draft.host.trim()),
    port: port === null,
    password: needsPassword && draft.password === '',
    fromName: draft.fromName.trim() === '',
    fromAddress: !looksLikeEmail(draft.fromAddress),
  };
  const edit = (change: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...change }));

  const submit = async (): Promise<void> => {
    setChecked(true);
    if (busy || port === null || Object.values(wrong).some(Boolean)) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().mailConfigure(requestOf(draft, port));
    if (answer.ok) await loadMail();
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    useToasts.getState().show({ tone: 'good', text: t('mail.saved') });
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={busy}
      title={t('mail.dialogTitle')}
      lead={t('mail.dialogLead')}
      onSubmit={() => void submit()}
      footer={<FormButtons onCancel={onClose} busy={busy} submit={t('mail.save')} />}
    >
      <Segments
        label={t('mail.security')}
        options={SECURITIES.map((id) => ({ id, label: t(`mail.security.${id}`) }))}
        value={draft.security}
        onChange={(security) => setDraft((before) => withSecurity(before, security))}
      />
      <p className={cx(styles.hint)}>{t(`mail.security.${draft.security}Hint`)}</p>
      <div className={cx(styles.place)}>
        <Field
          label={t('mail.host')}
          value={draft.host}
          onChange={(host) => edit({ host })}
          placeholder={draft.security === 'none' ? 'localhost' : 'smtp.example.org'}
          error={checked && wrong.host ? t('mail.hostWrong') : null}
          maxLength={253}
          autoFocus
        />
        <Field
          label={t('mail.port')}
          value={draft.port}
          onChange={(text) => edit({ port: text })}
          inputMode="numeric"
          error={checked && wrong.port ? t('mail.portWrong') : null}
          maxLength={5}
        />
      </div>
      {draft.security !== 'none' && (
        <>
          <Field
            label={t('mail.user')}
            hint={t('mail.userNote')}
            value={draft.user}
            onChange={(user) => edit({ user })}
            autoComplete="off"
            maxLength={320}
          />
          {draft.user.trim() !== '' && (
            <PasswordField
              label={t('mail.password')}
              value={draft.password}
              onChange={(password) => edit({ password })}
              hint={kept ? t('mail.passwordKept') : t('mail.passwordHint')}
              error={checked && wrong.password ? t('field.required') : null}
            />
          )}
        </>
      )}
      <Field
        label={t('mail.fromName')}
        value={draft.fromName}
        onChange={(fromName) => edit({ fromName })}
        error={checked && wrong.fromName ? t('field.required') : null}
        maxLength={100}
      />
      <Field
        label={t('mail.fromAddress')}
        type="email"
        value={draft.fromAddress}
        onChange={(fromAddress) => edit({ fromAddress })}
        error={checked && wrong.fromAddress ? t('field.email') : null}
        maxLength={254}
      />
      <Problem error={error} />
    </Dialog>
  );
}
