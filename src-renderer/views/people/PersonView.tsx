import { FilePlus2, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Person } from '../../../src-shared/ipc/people-contract.ts';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import { allows } from '../../app/commands.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { roleHint, roleName } from '../../i18n/role-name.ts';
import { openCompose } from '../../state/compose.ts';
import { useSession } from '../../state/session.ts';
import { now } from '../../state/system-clock.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Avatar, Banner, Tag } from '../../ui/parts.tsx';
import { SafetyNumber } from '../package/SafetyNumber.tsx';
import styles from './PeopleView.module.css';

export function PersonView({ person }: { readonly person: Person }) {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useSession((state) => state.me);
  const manageable = !person.self && !person.owner;
  return (
    <article className={cx(styles.page)} aria-labelledby="person-name">
      <header className={cx(styles.head)}>
        <Avatar name={person.name} size="l" />
        <div className={cx(styles.headText)}>
          <h2 id="person-name" className={cx(styles.title, 'selectable')}>
            {person.name}
          </h2>
          <p className={cx(styles.address, 'selectable')}>{person.email}</p>
        </div>
        {person.status === 'active' && !person.self && allows(me, 'pkg.send') && (
          <Button
            variant="primary"
            icon={<FilePlus2 size={16} aria-hidden="true" />}
            onPress={() => openCompose({ recipients: [person.id] })}
          >
            {t('people.send')}
          </Button>
        )}
      </header>
      <dl className={cx(styles.facts)}>
        <Fact label={t('people.role')}>
          <span className={cx(styles.line)}>{roleName(person.role, i18n)}</span>
          <span className={cx(styles.hint)}>{roleHint(person.role, i18n)}</span>
          {manageable && <WhyNot permission={'role.assign'} />}
        </Fact>
        <Fact label={t('people.state')}>
          <span className={cx(styles.line)}>
            <Tag tone={person.status === 'active' ? 'good' : person.status === 'invited' ? 'warn' : 'neutral'}>
              {t(`status.${person.status}`)}
            </Tag>
          </span>
          {person.status === 'invited' && person.expiresAt !== null && <Expiry at={person.expiresAt} />}
        </Fact>
        <Fact label={t('detail.safetyNumber')}>
          {person.safetyNumber === null ? (
            <span className={cx(styles.hint)}>{t('detail.safetyNone', { name: person.name })}</span>
          ) : (
            <>
              <span className={cx(styles.wide)}>
                <SafetyNumber number={person.safetyNumber} />
              </span>
              <span className={cx(styles.hint)}>
                {person.self ? t('people.safetyOwn') : t('people.safetyHint', { name: person.name })}
              </span>
            </>
          )}
        </Fact>
      </dl>
    </article>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={cx(styles.fact)}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Expiry({ at }: { readonly at: number }) {
  const { t, format } = useI18n();
  const key = at > now() ? 'people.expires' : 'people.expired';
  return <span className={cx(styles.hint)}>{t(key, { date: format.dateTime(at) })}</span>;
}

/** One sentence on why something is not possible, who decided it, and when. */
export function WhyNot({ permission }: { readonly permission: Permission }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const me = useSession((state) => state.me);
  const view = me?.permissions.find((one) => one.permission === permission);
  if (!view || view.allowed) return null;
  const set =
    view.setAt === null
      ? ''
      : view.setBy === null
        ? t('people.setOn', { date: format.date(view.setAt) })
        : t('people.setBy', { name: view.setBy, date: format.date(view.setAt) });
  const { name = '', text = null } = view.subject ?? {};
  const subject = text === null ? name : i18n.lookup(text, {}, name);
  return (
    <Banner tone="neutral" icon={<Info size={16} aria-hidden="true" />}>
      {t('people.whyNot', { reason: i18n.lookup(view.reason, { subject }, t('reason.unknown')) })} {set}
    </Banner>
  );
}
