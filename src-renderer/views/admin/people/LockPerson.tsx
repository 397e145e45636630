import { useState } from 'react';
import type { OrganisationView, PersonDetail } from '../../../../src-shared/ipc/admin-views.ts';
import { useCloseWithout } from '../../../app/use-close-without.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { now } from '../../../state/system-clock.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { FormButtons } from '../../../ui/FormButtons.tsx';
import type { AskedChange } from '../use-change.tsx';
import { dayOf, endOfDay } from './days.ts';

const DAY = 86_400_000;

interface LockPersonProps {
  readonly person: PersonDetail;
  readonly organisation: OrganisationView;
  readonly onClose: () => void;
  readonly onReview: (change: AskedChange) => void;
}

/** For inactivity: since when there was no sign of life. The organisation says how long that has to be. */
export function LockPerson({ person, organisation, onClose, onReview }: LockPersonProps) {
  const { t } = useI18n();
  useCloseWithout(['user.state'], t('adminPeople.lockTitle', { name: person.name }), onClose);
  const setting = organisation.settings.find(({ key }) => key === 'users.lockAfterDays')?.value;
  const days = typeof setting === 'number' ? setting : 0;
  const [since, setSince] = useState(dayOf(now() - (days + 1) * DAY));
  const at = endOfDay(since);
  const submit = (): void => {
    if (at === null || days === 0) return;
    onClose();
    onReview({
      title: t('adminPeople.lockTitle', { name: person.name }),
      lead: t('adminPeople.lockReviewLead', { name: person.name }),
      confirm: t('adminPeople.lockDo'),
      danger: true,
      changes: [{ type: 'member.lock', member: person.id, inactiveSince: at }],
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('adminPeople.lockTitle', { name: person.name })}
      lead={days === 0 ? t('adminPeople.lockOff') : t('adminPeople.lockLead', { count: days })}
      onSubmit={submit}
      footer={<FormButtons onCancel={onClose} ready={days !== 0} submit={t('adminPeople.review')} />}
    >
      {days > 0 && (
        <Field
          label={t('adminPeople.inactiveSince')}
          type="date"
          value={since}
          onChange={setSince}
          error={at === null ? t('compose.dateWrong') : null}
          autoFocus
        />
      )}
    </Dialog>
  );
}
