import { AlertCircle } from 'lucide-react';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { Banner } from '../../../ui/parts.tsx';

/** What went wrong, and below it what the mail server itself said, if it said anything: a stranger's words. */
export function MailProblem({ error }: { readonly error: IpcError | null }) {
  const i18n = useI18n();
  if (error === null) return null;
  const answer = String(error.params.answer ?? '');
  return (
    <Banner tone="bad" live="alert" icon={<AlertCircle size={18} aria-hidden="true" />}>
      <p>{i18n.error(error)}</p>
      {answer !== '' && <p className="selectable">{i18n.t('mail.said', { answer })}</p>}
    </Banner>
  );
}
