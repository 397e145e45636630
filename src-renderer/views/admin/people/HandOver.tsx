import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { Response } from '../../../../src-shared/ipc/contract.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { useToasts } from '../../../state/toasts.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import styles from './forms.module.css';

export interface HandOverProps {
  readonly name: string;
  readonly answer: Response<'admin.resetPassword'>;
  readonly onClose: () => void;
}

/** What the helper hands on, shown once and kept nowhere. */
export function HandOver({ name, answer, onClose }: HandOverProps) {
  const { t } = useI18n();
  const { code, link, oneTimePassword } = answer;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('resetPassword.doneTitle', { name })}
      lead={t(code === null ? 'resetPassword.doneLink' : 'resetPassword.doneCode', { name })}
      footer={
        <Button variant="primary" onPress={onClose}>
          {t('resetPassword.close')}
        </Button>
      }
    >
      {code !== null && <Secret label={t('resetPassword.code')} value={code} lines={2} />}
      {link !== null && <Secret label={t('resetPassword.link')} value={link} lines={5} />}
      {oneTimePassword !== null && <Secret label={t('resetPassword.oneTime')} value={oneTimePassword} lines={1} />}
      <p className={cx(styles.hint)}>{t('resetPassword.once', { name })}</p>
    </Dialog>
  );
}

/** SECURITY: S16. Copied by main, which clears the clipboard again. */
function Secret({ label, value, lines }: { readonly label: string; readonly value: string; readonly lines: number }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [clearedAfter, setClearedAfter] = useState<number | null>(null);
  const copied = clearedAfter !== null;
  const copy = async (): Promise<void> => {
    const answer = await bridge().clipboardWrite({ text: value });
    if (answer.ok) setClearedAfter(answer.value.clearedAfterSeconds);
    else useToasts.getState().show({ tone: 'bad', text: i18n.error(answer.error) });
  };
  return (
    <section className={cx(styles.secret)}>
      <div className={cx(styles.legend)}>
        <span>{label}</span>
        <Button
          size="s"
          icon={copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
          onPress={() => void copy()}
          aria-label={t('resetPassword.copy', { what: label })}
        >
          {t(copied ? 'action.copied' : 'action.copy')}
        </Button>
      </div>
      <textarea
        className={cx(styles.link)}
        aria-label={label}
        readOnly
        rows={lines}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p className={cx(styles.hint)} aria-live="polite">
        {clearedAfter !== null && t('invite.cleared', { time: format.duration(clearedAfter) })}
      </p>
    </section>
  );
}
