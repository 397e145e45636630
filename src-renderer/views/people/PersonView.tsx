import { FilePlus2 } from 'lucide-react';
import type { Person } from '../../../src-shared/ipc/people-contract.ts';
import { allows } from '../../app/commands.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { roleHint, roleName } from '../../i18n/role-name.ts';
import { openCompose } from '../../state/compose.ts';
import { useSession } from '../../state/session.ts';
import { now } from '../../state/system-clock.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Fact, FactList } from '../../ui/FactList.tsx';
import { Avatar, Tag } from '../../ui/parts.tsx';
import styles from './PeopleView.module.css';
import { SafetyFact } from './SafetyFact.tsx';

export function PersonView({ person }: { readonly person: Person }) {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useSession((state) => state.me);
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
      <FactList>
        <Fact label={t('people.role')}>
          <span className={cx(styles.line)}>{roleName(person.role, i18n)}</span>
          <span className={cx(styles.hint)}>{roleHint(person.role, i18n)}</span>
        </Fact>
        <Fact label={t('people.state')}>
          <span className={cx(styles.line)}>
            <Tag tone={person.status === 'active' ? 'good' : person.status === 'invited' ? 'warn' : 'neutral'}>
              {t(`status.${person.status}`)}
            </Tag>
          </span>
          {person.status === 'invited' && person.expiresAt !== null && <Expiry at={person.expiresAt} />}
        </Fact>
        <SafetyFact number={person.safetyNumber} name={person.name} self={person.self} />
      </FactList>
    </article>
  );
}

function Expiry({ at }: { readonly at: number }) {
  const { t, format } = useI18n();
  const key = at > now() ? 'people.expires' : 'people.expired';
  return <span className={cx(styles.hint)}>{t(key, { date: format.dateTime(at) })}</span>;
}
