import { Ban } from 'lucide-react';
import { useState } from 'react';
import { allows } from '../../app/commands.tsx';
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
import { useSession } from '../../state/session.ts';
import { now } from '../../state/system-clock.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Banner } from '../../ui/parts.tsx';
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
  // The right may go while somebody types: the sheet stays, so that what was typed is not lost.
  const mayNot = useSession(({ me }) => me !== null && !allows(me, 'pkg.send'));
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
    if (mayNot || problems.length > 0) return;
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
            <Button type="submit" variant="primary" size="l" isDisabled={mayNot}>
              {t('compose.send')}
            </Button>
          </>
        }
      >
        {mayNot && (
          <Banner tone="warn" live="status" icon={<Ban size={18} aria-hidden="true" />} title={t('compose.notAllowed')}>
            {t('compose.notAllowedDetail')}
          </Banner>
        )}
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
