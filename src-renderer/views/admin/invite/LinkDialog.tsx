import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { useToasts } from '../../../state/toasts.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { SendByMail } from '../mail/SendByMail.tsx';
import styles from '../people/forms.module.css';

export interface ReadyLink {
  readonly member: string;
  readonly email: string;
  readonly name: string;
  readonly link: string;
  readonly expiresAt: number;
}

export interface LinkDialogProps {
  readonly ready: ReadyLink;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The link of an invitation, which is shown once and kept nowhere: to be copied, saved as a file, or sent by e-mail. */
export function LinkDialog({ ready, isOpen, onClose }: LinkDialogProps) {
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
      <SendByMail to={ready} />
    </Dialog>
  );
}
