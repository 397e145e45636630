import { Users } from 'lucide-react';
import { useState } from 'react';
import type { Response } from '../../../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { useCloseWithout } from '../../../app/use-close-without.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { Button } from '../../../ui/Button.tsx';
import { RadioCards } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormButtons } from '../../../ui/FormButtons.tsx';
import { PasswordField } from '../../../ui/PasswordField.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Banner } from '../../../ui/parts.tsx';
import styles from './forms.module.css';
import { HandOver } from './HandOver.tsx';

type Answer = Response<'admin.resetPassword'>;

export interface ResetPasswordProps {
  readonly member: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Resets a password: signed first, then the helper gets what they hand on, once. */
export function ResetPassword({ member, name, onClose }: ResetPasswordProps) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  if (answer === null) return <Ask member={member} name={name} onClose={onClose} onDone={setAnswer} />;
  if (answer.proposed) return <Proposed onClose={onClose} />;
  return <HandOver name={name} answer={answer} onClose={onClose} />;
}

function Ask({ member, name, onClose, onDone }: ResetPasswordProps & { readonly onDone: (answer: Answer) => void }) {
  const { t } = useI18n();
  const [by, setBy] = useState<'code' | 'password'>('code');
  const [chosen, setChosen] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  useCloseWithout(['password.reset'], t('resetPassword.title', { name }), busy ? null : onClose);

  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const password = by === 'code' || chosen === '' ? null : chosen;
    const answer = await bridge().adminResetPassword({ member, by, password });
    setBusy(false);
    if (answer.ok) onDone(answer.value);
    else setError(answer.error);
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      busy={busy}
      title={t('resetPassword.title', { name })}
      lead={t('resetPassword.lead', { name })}
      onSubmit={() => void submit()}
      footer={<FormButtons onCancel={onClose} busy={busy} submit={t('resetPassword.submit')} />}
    >
      <RadioCards
        label={t('resetPassword.by', { name })}
        value={by}
        onChange={setBy}
        options={[
          { id: 'code', label: t('resetPassword.code'), hint: t('resetPassword.codeHint') },
          { id: 'password', label: t('resetPassword.password'), hint: t('resetPassword.passwordHint') },
        ]}
      />
      {by === 'password' && (
        <PasswordField
          label={t('resetPassword.oneTime')}
          hint={t('resetPassword.oneTimeHint')}
          value={chosen}
          onChange={setChosen}
          choosing={chosen !== ''}
        />
      )}
      <p className={cx(styles.hint)}>{t('resetPassword.effect', { name })}</p>
      <Problem error={error} />
    </Dialog>
  );
}

function Proposed({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('resetPassword.proposedTitle')}
      footer={
        <Button variant="primary" onPress={onClose} autoFocus>
          {t('resetPassword.understood')}
        </Button>
      }
    >
      <Banner tone="neutral" icon={<Users size={18} aria-hidden="true" />}>
        {t('resetPassword.proposed')}
      </Banner>
    </Dialog>
  );
}
