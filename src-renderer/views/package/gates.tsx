import { Clock, LockKeyhole, ShieldX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import type { PackageDetail, PackageRow } from '../../../src-shared/ipc/packages-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { Banner, Spinner } from '../../ui/parts.tsx';
import styles from './PackageView.module.css';

/** A package that failed verification: why, and what to do. Nothing of it can be opened. */
export function Refused({
  refusal,
  sender,
}: {
  readonly refusal: NonNullable<PackageRow['refused']>;
  readonly sender: string;
}) {
  const { t } = useI18n();
  return (
    <Banner tone="bad" icon={<ShieldX size={18} aria-hidden="true" />} title={t('detail.refusedTitle')}>
      <p>{t(`refusal.${refusal}`)}</p>
      <p>{t('detail.refusedNext', { name: sender })}</p>
    </Banner>
  );
}

export function Expired({ at, sender }: { readonly at: number; readonly sender: string }) {
  const { t, format } = useI18n();
  return (
    <Banner tone="neutral" icon={<Clock size={18} aria-hidden="true" />} title={t('detail.expiredTitle')}>
      {t('detail.expiredDetail', { date: format.dateTime(at), name: sender })}
    </Banner>
  );
}

export interface PasswordGateProps {
  readonly detail: PackageDetail;
  readonly busy: boolean;
  readonly error: IpcError | null;
  readonly onPassword: (password: string) => void;
}

export function PasswordGate({ detail, busy, error, onPassword }: PasswordGateProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (password !== '' && !busy) onPassword(password);
  };
  return (
    <form className={cx(styles.gate)} onSubmit={submit} noValidate>
      <h3 className={cx(styles.gateTitle)}>
        <LockKeyhole size={18} aria-hidden="true" />
        {t('detail.passwordTitle')}
      </h3>
      <p className={cx(styles.gateText)}>
        {detail.row.box === 'inbox'
          ? t('detail.passwordDetail', { name: detail.sender.name })
          : t('detail.passwordDetailOwn')}
      </p>
      <PasswordField
        label={t('detail.passwordField')}
        value={password}
        onChange={setPassword}
        error={error === null ? null : i18n.error(error)}
        autoFocus
      />
      <span className={cx(styles.gateRow)}>
        {busy && <Spinner label={t('detail.opening')} />}
        <Button type="submit" variant="primary" isDisabled={busy || password === ''}>
          {t('detail.passwordSubmit')}
        </Button>
      </span>
    </form>
  );
}
