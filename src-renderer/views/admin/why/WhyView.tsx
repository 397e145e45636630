import { Eye, HelpCircle } from 'lucide-react';
import { useState } from 'react';
import type { PersonRow } from '../../../../src-shared/ipc/admin-contract.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract.ts';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { goTo } from '../../../app/routes.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { viewAs } from '../../../state/view-as.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Page } from '../../../ui/Page.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { EmptyState } from '../../../ui/parts.tsx';
import { PermissionSelect } from '../PermissionSelect.tsx';
import { PersonPicker } from '../PersonPicker.tsx';
import { Explained } from './Explained.tsx';
import styles from './WhyView.module.css';

const EVERYBODY: readonly PersonRow['state'][] = [];

/** Any person, any permission: why, and what would change it. And the window as that person sees it. */
export function WhyView() {
  const { t } = useI18n();
  const [person, setPerson] = useState<PersonRow | null>(null);
  const [permission, setPermission] = useState<Permission>('pkg.send');
  const [error, setError] = useState<IpcError | null>(null);
  const look = async (): Promise<void> => {
    if (person === null) return;
    const refused = await viewAs(person.id);
    setError(refused);
    if (refused === null) goTo('inbox');
  };
  return (
    <Page
      title={t('adminWhy.title')}
      lead={t('adminWhy.lead')}
      action={
        person !== null &&
        !person.self && (
          <Button icon={<Eye size={16} aria-hidden="true" />} onPress={() => void look()}>
            {t('viewAs.start', { name: person.name })}
          </Button>
        )
      }
    >
      <Problem error={error} />
      <div className={cx(styles.question)}>
        <PersonPicker label={t('adminWhy.who')} value={person} onChange={setPerson} states={EVERYBODY} />
        <PermissionSelect value={permission} onChange={setPermission} />
      </div>
      {person === null ? (
        <EmptyState quiet icon={<HelpCircle size={22} />} title={t('people.choose')} />
      ) : (
        <Explained member={person.id} name={person.name} permission={permission} />
      )}
    </Page>
  );
}
