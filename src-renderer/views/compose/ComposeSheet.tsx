import { useState } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import {
  closeCompose,
  type Draft,
  draftProblems,
  editDraft,
  emptyDraft,
  scheduleSend,
  sendRequest,
  useCompose,
} from '../../state/compose.ts';
import { now } from '../../state/system-clock.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Items } from './Items.tsx';
import { Options } from './Options.tsx';
import { Recipients } from './Recipients.tsx';
import { Summary } from './Summary.tsx';

/** Nothing that would be a pity to lose. */
const untouched = (draft: Draft): boolean =>
  draft.recipients.length === 0 && draft.subject === '' && draft.message === '' && draft.items.length === 0;

export function ComposeSheet() {
  const { t } = useI18n();
  const { draft, error } = useCompose();
  const [asking, setAsking] = useState(false);
  const [checked, setChecked] = useState(false);
  const shown = draft ?? emptyDraft;
  const problems = draftProblems(shown, now());

  const close = (): void => {
    setAsking(false);
    setChecked(false);
    closeCompose();
  };
  const leave = (): void => {
    if (untouched(shown)) close();
    else setAsking(true);
  };
  const send = (): void => {
    setChecked(true);
    if (problems.length > 0) return;
    setChecked(false);
    const label = shown.subject.trim() || shown.items[0]?.name || t('row.messageOnly');
    void scheduleSend(sendRequest(shown, now()), shown, label);
  };

  return (
    <>
      <Dialog
        kind="sheet"
        isOpen={draft !== null}
        onClose={leave}
        title={t('compose.title')}
        onSubmit={send}
        footer={
          <>
            <Summary draft={shown} problems={problems} checked={checked} />
            <Button type="submit" variant="primary" size="l">
              {t('compose.send')}
            </Button>
          </>
        }
      >
        <Problem error={error} />
        <Recipients value={shown.recipients} onChange={(recipients) => editDraft({ recipients })} />
        <Field
          label={t('compose.subject')}
          value={shown.subject}
          onChange={(subject) => editDraft({ subject })}
          maxLength={200}
        />
        <Field
          label={t('compose.message')}
          note={t('compose.optional')}
          value={shown.message}
          onChange={(message) => editDraft({ message })}
          lines={4}
          maxLength={100_000}
        />
        <Items items={shown.items} />
        <Options draft={shown} problems={checked ? problems : []} />
      </Dialog>
      <Dialog
        kind="alert"
        width="s"
        isOpen={asking && draft !== null}
        onClose={() => setAsking(false)}
        title={t('compose.discardTitle')}
        lead={t('compose.discardDetail')}
        footer={
          <>
            <Button variant="danger" onPress={close}>
              {t('compose.discard')}
            </Button>
            <Button variant="primary" autoFocus onPress={() => setAsking(false)}>
              {t('compose.keepEditing')}
            </Button>
          </>
        }
      />
    </>
  );
}
