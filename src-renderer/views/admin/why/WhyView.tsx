import { Eye, HelpCircle, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { PersonRow } from '../../../../src-shared/ipc/admin-views.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { governsPeople } from '../../../app/governance.ts';
import { go, goTo } from '../../../app/routes.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { viewAs } from '../../../state/view-as.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Page } from '../../../ui/Page.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { EmptyState } from '../../../ui/parts.tsx';
import { PermissionSelect } from '../PermissionSelect.tsx';
import { PersonPicker } from '../PersonPicker.tsx';
import { usePerson } from '../people/usePerson.ts';
import { Explained } from './Explained.tsx';
import styles from './WhyView.module.css';

const EVERYBODY: readonly PersonRow['state'][] = [];

interface WhyViewProps {
  /** Whom the question is about; null: not said yet. */
  readonly member: string | null;
  readonly permission: Permission;
}

/** Any person, any permission: why, and what would change it. And the window as that person sees it. */
export function WhyView({ member, permission }: WhyViewProps) {
  const { t } = useI18n();
  const { person, error } = usePerson(member);
  const [refused, setRefused] = useState<IpcError | null>(null);
  const ask = (question: Partial<{ person: string | null; permission: Permission }>): void =>
    go({ view: 'admin-why', person: member, permission, ...question });
  return (
    <Page title={t('adminWhy.title')} lead={t('adminWhy.lead')}>
      <Problem error={refused ?? error} />
      <div className={cx(styles.question)}>
        <PersonPicker
          label={t('adminWhy.who')}
          value={person}
          onChange={({ id }) => ask({ person: id })}
          states={EVERYBODY}
        />
        <PermissionSelect value={permission} onChange={(next) => ask({ permission: next })} />
      </div>
      {person === null ? (
        <EmptyState quiet icon={<HelpCircle size={22} />} title={t('people.choose')} />
      ) : (
        <>
          <Actions person={person} onRefused={setRefused} />
          <Explained member={person.id} name={person.name} permission={permission} />
        </>
      )}
    </Page>
  );
}

interface ActionsProps {
  readonly person: PersonRow;
  readonly onRefused: (error: IpcError | null) => void;
}

/** From the answer back to the person, and into their window. */
function Actions({ person, onRefused }: ActionsProps) {
  const { t } = useI18n();
  const listed = useSession(({ me }) => governsPeople(me));
  const look = async (): Promise<void> => {
    const error = await viewAs(person.id);
    onRefused(error);
    if (error === null) goTo('inbox');
  };
  return (
    <div className={cx(styles.actions)}>
      {listed && (
        <Button
          icon={<UserRound size={16} aria-hidden="true" />}
          onPress={() => go({ view: 'admin-people', person: person.id, part: 'permissions' })}
        >
          {t('adminWhy.toPerson', { name: person.name })}
        </Button>
      )}
      {!person.self && (
        <Button icon={<Eye size={16} aria-hidden="true" />} onPress={() => void look()}>
          {t('viewAs.start', { name: person.name })}
        </Button>
      )}
    </div>
  );
}
