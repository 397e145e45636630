import { useI18n } from '../../../i18n/i18n.tsx';
import { useOrganisation } from '../../../state/organisation.ts';
import { Page } from '../../../ui/Page.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Spinner } from '../../../ui/parts.tsx';
import { useChange } from '../use-change.tsx';
import { Licences } from './Licences.tsx';
import { Ownership } from './Ownership.tsx';
import { Privileges } from './Privileges.tsx';
import { Proposals } from './Proposals.tsx';
import { Thresholds } from './Thresholds.tsx';

/** Who owns the organisation, what needs several governors, what waits for them, licences, rights over billing. */
export function SecurityView() {
  const { t } = useI18n();
  const { view, error } = useOrganisation();
  const { ask, preview } = useChange();
  return (
    <Page title={t('adminSecurity.title')} lead={t('adminSecurity.lead')}>
      <Problem error={error} />
      {view === null ? (
        error === null && <Spinner label={t('list.loading')} />
      ) : (
        <>
          <Proposals organisation={view} ask={ask} />
          <Ownership organisation={view} ask={ask} />
          <Thresholds organisation={view} ask={ask} />
          <Licences organisation={view} ask={ask} />
          <Privileges organisation={view} ask={ask} />
        </>
      )}
      {preview}
    </Page>
  );
}
