import { useEffect, useState } from 'react';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { useCloseWithout } from '../../../app/use-close-without.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormButtons } from '../../../ui/FormButtons.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { LinkDialog, type ReadyLink } from './LinkDialog.tsx';

export interface InvitationDialogProps {
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** A new link for somebody who has not joined; the old one stops working. */
export function InvitationDialog({ person, isOpen, onClose }: InvitationDialogProps) {
  const { t } = useI18n();
  const [ready, setReady] = useState<ReadyLink | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  useEffect(() => {
    if (isOpen) return;
    setReady(null);
    setError(null);
  }, [isOpen]);
  useCloseWithout(['user.invite'], t('resend.title', { name: person.name }), isOpen && !ready ? onClose : null);
  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().peopleResendInvitation({ member: person.id });
    setBusy(false);
    if (answer.ok) setReady({ member: person.id, name: person.name, email: person.email, ...answer.value });
    else setError(answer.error);
  };
  if (ready) return <LinkDialog ready={ready} isOpen={isOpen} onClose={onClose} />;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      busy={busy}
      title={t('resend.title', { name: person.name })}
      lead={t('resend.lead')}
      onSubmit={() => void submit()}
      footer={<FormButtons onCancel={onClose} busy={busy} submit={t('resend.submit')} />}
    >
      <Problem error={error} />
    </Dialog>
  );
}
