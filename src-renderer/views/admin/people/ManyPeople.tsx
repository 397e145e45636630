import { Layers } from 'lucide-react';
import { useState } from 'react';
import type { OrganisationView, PersonRow } from '../../../../src-shared/ipc/admin-views.ts';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { allows } from '../../../app/commands.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { EmptyState } from '../../../ui/parts.tsx';
import { useChange } from '../use-change.tsx';
import styles from './AdminPeopleView.module.css';
import { ASSIGNS, BulkAssign } from './BulkAssign.tsx';
import { type BulkEdit, bulkChanges, NO_EDIT, peopleIn } from './person-changes.ts';

interface ManyPeopleProps {
  readonly people: readonly PersonRow[];
  readonly organisation: OrganisationView | null;
  readonly onDone: () => void;
}

/** Several people at once: one change for all of them, one review, one signature. */
export function ManyPeople({ people, organisation, onDone }: ManyPeopleProps) {
  const { t } = useI18n();
  const me = useSession((state) => state.me);
  const { ask, preview } = useChange();
  const [assigning, setAssigning] = useState(false);
  const open = (edit: Partial<BulkEdit>, verb: 'disable' | 'enable' | 'remove' | 'assign'): void => {
    const changes = bulkChanges(people, { ...NO_EDIT, ...edit });
    const danger = verb === 'disable' || verb === 'remove';
    ask({
      title: t(`adminPeople.bulk.${verb}`, { count: peopleIn(changes) }),
      changes,
      danger,
      ...(verb === 'assign' ? {} : { confirm: t(`adminPeople.${verb}Do`) }),
      ...(verb === 'remove' ? { lead: t('adminPeople.bulkRemoveLead') } : {}),
      onMade: onDone,
    });
  };
  const count = (state: BulkEdit['state']): number => peopleIn(bulkChanges(people, { ...NO_EDIT, state }));
  const state = (verb: 'disable' | 'enable' | 'remove', needs: Permission) => {
    const touched = count(verb);
    return allows(me, needs) && touched > 0 ? (
      <Button onPress={() => open({ state: verb }, verb)}>
        {t(`adminPeople.bulkButton.${verb}`, { count: touched })}
      </Button>
    ) : null;
  };
  const assigns = ASSIGNS.some((needs) => allows(me, needs));
  return (
    <>
      <EmptyState
        icon={<Layers size={24} />}
        title={t('adminPeople.many', { count: people.length })}
        action={
          <span className={cx(styles.manyActions)}>
            {assigns && organisation !== null && (
              <Button variant="primary" onPress={() => setAssigning(true)}>
                {t('adminPeople.bulkAssign')}
              </Button>
            )}
            {state('enable', 'user.state')}
            {state('disable', 'user.state')}
            {state('remove', 'user.remove')}
            <Button variant="quiet" onPress={onDone}>
              {t('adminPeople.clearChoice')}
            </Button>
          </span>
        }
      >
        {t('adminPeople.manyHint')}
      </EmptyState>
      {assigning && organisation !== null && (
        <BulkAssign
          people={people}
          organisation={organisation}
          onClose={() => setAssigning(false)}
          onReview={(edit) => {
            setAssigning(false);
            open(edit, 'assign');
          }}
        />
      )}
      {preview}
    </>
  );
}
