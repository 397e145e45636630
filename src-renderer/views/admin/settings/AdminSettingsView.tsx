import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import { isSetting, type SettingSection, sectionOf } from '../../../../src-shared/policy/model/settings.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useOrganisation } from '../../../state/organisation.ts';
import { cx } from '../../../ui/cx.ts';
import { Page } from '../../../ui/Page.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Spinner } from '../../../ui/parts.tsx';
import { MailCard } from '../mail/MailCard.tsx';
import { type ChangeRequest, useChange } from '../use-change.tsx';
import styles from './AdminSettingsView.module.css';
import { PresetCard } from './PresetCard.tsx';
import { SettingRow } from './SettingRow.tsx';
import { PAGE_SECTIONS } from './sections.ts';
import { TemplateCard } from './TemplateCard.tsx';

/** The organisation's switches, what newcomers get, and the preset that it is measured against. */
export function AdminSettingsView() {
  const { t } = useI18n();
  const { view, error } = useOrganisation();
  const change = useChange();
  return (
    <Page title={t('adminSettings.title')} lead={t('adminSettings.lead')}>
      <Problem error={error} />
      {view === null ? (
        error === null && <Spinner label={t('list.loading')} />
      ) : (
        <>
          {PAGE_SECTIONS.map(({ id, sections }) => (
            <section key={id} className={cx(styles.section)} aria-labelledby={`settings-${id}`}>
              <h2 id={`settings-${id}`} className={cx(styles.heading)}>
                {id === 'packages' ? t('adminSettings.packages') : t(`settingSection.${sections[0] ?? 'general'}`)}
              </h2>
              {sections.map((section) => (
                <Card
                  key={section}
                  section={section}
                  titled={sections.length > 1}
                  organisation={view}
                  ask={change.ask}
                />
              ))}
            </section>
          ))}
          <TemplateCard organisation={view} ask={change.ask} />
          <PresetCard organisation={view} ask={change.ask} />
          <MailCard />
        </>
      )}
      {change.preview}
    </Page>
  );
}

interface CardProps {
  readonly section: SettingSection;
  readonly titled: boolean;
  readonly organisation: OrganisationView;
  readonly ask: ChangeRequest['ask'];
}

function Card({ section, titled, organisation, ask }: CardProps) {
  const { t } = useI18n();
  const rows = organisation.settings.flatMap((setting) =>
    isSetting(setting.key) && sectionOf(setting.key) === section ? [{ ...setting, key: setting.key }] : [],
  );
  return (
    <>
      {titled && <h3 className={cx(styles.subheading)}>{t(`settingSection.${section}`)}</h3>}
      <div className={cx(styles.card)}>
        {rows.map((setting) => (
          <SettingRow key={setting.key} setting={setting} ask={ask} />
        ))}
      </div>
    </>
  );
}
