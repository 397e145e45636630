import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import type { Settings } from '../../../src-shared/ipc/app-contract.ts';
import type { Response } from '../../../src-shared/ipc/contract.ts';
import { openOverlay } from '../../app/overlays.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { roleName } from '../../i18n/role-name.ts';
import { bridge } from '../../state/bridge.ts';
import { useHub } from '../../state/hub.ts';
import { changeSettings, useSession } from '../../state/session.ts';
import { now } from '../../state/system-clock.ts';
import { Button } from '../../ui/Button.tsx';
import { Segments, Select, Switch } from '../../ui/Choice.tsx';
import { cx } from '../../ui/cx.ts';
import { Page } from '../../ui/Page.tsx';
import { Avatar, Tag } from '../../ui/parts.tsx';
import { SafetyNumber } from '../package/SafetyNumber.tsx';
import { OwnOffer } from './OwnOffer.tsx';
import { OwnRights } from './OwnRights.tsx';
import styles from './SettingsView.module.css';

const LOCK_MINUTES = [1, 5, 10, 15, 30, 60, 0] as const;

/** What its people call a platform; its own name for any other. */
const PLATFORMS: ReadonlyMap<string, string> = new Map([
  ['darwin', 'macOS'],
  ['linux', 'Linux'],
  ['win32', 'Windows'],
]);
const platformName = (platform: string): string => PLATFORMS.get(platform) ?? platform;

export function SettingsView() {
  const { t } = useI18n();
  return (
    <Page title={t('settings.title')}>
      <OwnOffer />
      <You />
      <Appearance />
      <Security />
      <Notifications />
      <OwnRights />
      <Hub />
      <About />
    </Page>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={cx(styles.section)} aria-label={title}>
      <h2 className={cx(styles.heading)}>{title}</h2>
      <div className={cx(styles.card)}>{children}</div>
    </section>
  );
}

interface RowProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly children?: ReactNode;
  /** The control stands below, over the whole width. */
  readonly stacked?: boolean;
}

function Row({ label, hint, children, stacked }: RowProps) {
  return (
    <div className={cx(styles.row, stacked && styles.stacked)}>
      <div className={cx(styles.rowText)}>
        <p className={cx(styles.label)}>{label}</p>
        {hint !== undefined && <p className={cx(styles.hint)}>{hint}</p>}
      </div>
      {children}
    </div>
  );
}

function You() {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useSession((state) => state.me);
  if (me === null) return null;
  return (
    <Section title={t('settings.you')}>
      <div className={cx(styles.row)}>
        <Avatar name={me.name} size="l" />
        <div className={cx(styles.rowText)}>
          <p className={cx(styles.you)}>{me.name}</p>
          <p className={cx(styles.hint, 'selectable')}>
            {me.email} · {me.organisation}
          </p>
        </div>
        <Tag tone="accent">{roleName(me.role, i18n)}</Tag>
      </div>
      <Row label={t('settings.youSafety')} hint={t('people.safetyOwn')} stacked>
        <SafetyNumber number={me.safetyNumber} />
      </Row>
    </Section>
  );
}

function Appearance() {
  const { t } = useI18n();
  const settings = useSession((state) => state.settings);
  return (
    <Section title={t('settings.appearance')}>
      <Row label={t('settings.theme')}>
        <Segments<Settings['theme']>
          label={t('settings.theme')}
          hideLabel
          value={settings.theme}
          onChange={(theme) => void changeSettings({ theme })}
          options={[
            { id: 'system', label: t('settings.themeSystem') },
            { id: 'light', label: t('settings.themeLight') },
            { id: 'dark', label: t('settings.themeDark') },
          ]}
        />
      </Row>
      <Row label={t('settings.density')}>
        <Segments<Settings['density']>
          label={t('settings.density')}
          hideLabel
          value={settings.density}
          onChange={(density) => void changeSettings({ density })}
          options={[
            { id: 'comfortable', label: t('settings.densityComfortable') },
            { id: 'compact', label: t('settings.densityCompact') },
          ]}
        />
      </Row>
      <Row label={t('settings.language')}>
        <Select<Settings['language']>
          label={t('settings.language')}
          hideLabel
          value={settings.language}
          onChange={(language) => void changeSettings({ language })}
          options={[
            { id: 'system', label: t('settings.languageSystem') },
            { id: 'en', label: t('language.en') },
            { id: 'de', label: t('language.de') },
          ]}
        />
      </Row>
    </Section>
  );
}

function Security() {
  const { t } = useI18n();
  const settings = useSession((state) => state.settings);
  const me = useSession((state) => state.me);
  const minutes = (LOCK_MINUTES as readonly number[]).includes(settings.lockAfterMinutes)
    ? LOCK_MINUTES
    : [settings.lockAfterMinutes, ...LOCK_MINUTES];
  return (
    <Section title={t('settings.security')}>
      <Row label={t('settings.lockAfter')} hint={t('settings.lockHint')}>
        <Select
          label={t('settings.lockAfter')}
          hideLabel
          value={String(settings.lockAfterMinutes)}
          onChange={(value) => void changeSettings({ lockAfterMinutes: Number(value) })}
          options={minutes.map((count) => ({
            id: String(count),
            label: count === 0 ? t('settings.lockNever') : t('settings.lockMinutes', { count }),
          }))}
        />
      </Row>
      <Row label={t('settings.password')} hint={t('settings.passwordHint')}>
        <Button onPress={() => openOverlay('password')}>{t('settings.changePassword')}</Button>
      </Row>
      <Row
        label={t('settings.kit')}
        hint={
          <>
            {t('settings.kitHint')} {me?.kitSaved ? t('settings.kitSaved') : t('settings.kitMissing')}
          </>
        }
      >
        <span className={cx(styles.buttons)}>
          <Button onPress={() => openOverlay('kit')}>{t('settings.saveKit')}</Button>
          <Button variant="quiet" onPress={() => openOverlay('newKit')}>
            {t('settings.renewKit')}
          </Button>
        </span>
      </Row>
      {me !== null && (
        <Row
          label={t('settings.vault')}
          hint={t(me.keychain === 'keychain' ? 'settings.vaultKeychain' : 'settings.vaultPassword')}
        />
      )}
    </Section>
  );
}

function Notifications() {
  const { t } = useI18n();
  const value = useSession((state) => state.settings.notifications);
  return (
    <Section title={t('settings.notifications')}>
      <Row label={t('settings.notificationsSwitch')} hint={t('settings.notificationsHint')}>
        <Switch
          label={t('settings.notificationsSwitch')}
          hideLabel
          value={value}
          onChange={(notifications) => void changeSettings({ notifications })}
        />
      </Row>
    </Section>
  );
}

function Hub() {
  const { t, format } = useI18n();
  const status = useHub((state) => state.status);
  if (status === null) return null;
  return (
    <Section title={t('settings.hub')}>
      <Row
        label={t('settings.hubFolder')}
        hint={status.lastSync === null ? '' : t('hub.synced', { time: format.shortDate(status.lastSync, now()) })}
      >
        <Tag tone={status.state === 'online' ? 'good' : status.state === 'offline' ? 'warn' : 'neutral'}>
          {t(`hub.${status.state}`)}
        </Tag>
      </Row>
    </Section>
  );
}

function About() {
  const { t } = useI18n();
  const [about, setAbout] = useState<Response<'app.about'> | null>(null);
  useEffect(() => {
    void bridge()
      .appAbout({})
      .then((answer) => answer.ok && setAbout(answer.value));
  }, []);
  if (about === null) return null;
  return (
    <Section title={t('settings.about')}>
      <Row
        label={t('settings.version', { version: about.version })}
        hint={
          <>
            {t('settings.aboutDetail')}{' '}
            {t('settings.platform', { platform: platformName(about.platform), electron: about.electron })}
          </>
        }
      >
        <span className={cx(styles.buttons)}>
          <Button variant="quiet" size="s" onPress={() => void bridge().appOpenExternal({ page: 'licence' })}>
            {t('settings.licence')}
          </Button>
          <Button variant="quiet" size="s" onPress={() => void bridge().appOpenExternal({ page: 'source' })}>
            {t('settings.source')}
          </Button>
        </span>
      </Row>
    </Section>
  );
}
