import { useI18n } from '../i18n/i18n.tsx';
import { Button } from './Button.tsx';

export interface FormButtonsProps {
  /** What the form does, as the text of its button. */
  readonly submit: string;
  readonly onCancel: () => void;
  /** While work goes on neither can be pressed. */
  readonly busy?: boolean;
  /** Whether there is something to submit. */
  readonly ready?: boolean;
}

/** The footer of a dialog that is a form. */
export function FormButtons({ submit, onCancel, busy = false, ready = true }: FormButtonsProps) {
  const { t } = useI18n();
  return (
    <>
      <Button onPress={onCancel} isDisabled={busy}>
        {t('action.cancel')}
      </Button>
      <Button type="submit" variant="primary" isDisabled={busy || !ready}>
        {submit}
      </Button>
    </>
  );
}
