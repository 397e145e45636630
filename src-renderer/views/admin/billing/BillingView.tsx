import { useState } from 'react';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useOrganisation } from '../../../state/organisation.ts';
import { Page } from '../../../ui/Page.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { BillingHistory } from './BillingHistory.tsx';
import { LicenceList } from './LicenceList.tsx';
import { Records } from './Records.tsx';

type Tab = 'records' | 'licences' | 'history';

/** What the organisation keeps of its billing, who uses a licence, and what was done with both. */
export function BillingView() {
  const { t } = useI18n();
  const { view } = useOrganisation();
  const [tab, setTab] = useState<Tab>('records');
  return (
    <Page title={t('billing.title')} lead={t('billing.lead')}>
      <Tabs
        label={t('billing.title')}
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'records', label: t('billing.records'), content: <Records /> },
          { id: 'licences', label: t('billing.licences'), content: <LicenceList classes={view?.classes ?? []} /> },
          { id: 'history', label: t('billing.history'), content: <BillingHistory /> },
        ]}
      />
    </Page>
  );
}
