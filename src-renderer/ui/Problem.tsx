import { AlertCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Banner } from './parts.tsx';

/** What failed, why, and what to do next; interrupts politely when it appears. */
export function Problem({
  error,
  title,
  action,
}: {
  readonly error: IpcError | null;
  readonly title?: string;
  readonly action?: ReactNode;
}) {
  const i18n = useI18n();
  if (error === null) return null;
  return (
    <Banner
      tone="bad"
      icon={<AlertCircle size={18} aria-hidden="true" />}
      live="alert"
      {...(title === undefined ? {} : { title })}
      action={action}
    >
      {i18n.error(error)}
    </Banner>
  );
}
