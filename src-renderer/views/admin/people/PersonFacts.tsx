import { HandCoins, Info, KeyRound, Unlink } from 'lucide-react';
import type { OrganisationView, PersonDetail } from '../../../../src-shared/ipc/admin-views.ts';
import { allows } from '../../../app/commands.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { now } from '../../../state/system-clock.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Fact, FactList } from '../../../ui/FactList.tsx';
import { Banner, Tag } from '../../../ui/parts.tsx';
import { SafetyFact } from '../../people/SafetyFact.tsx';
import type { AskedChange } from '../use-change.tsx';
import { type Named, nameIn } from './named.ts';
import styles from './PersonPane.module.css';

interface PersonFactsProps {
  readonly person: PersonDetail;
  readonly organisation: OrganisationView;
  readonly ask: (change: AskedChange) => void;
}

/** What somebody is in the organisation, and what the organisation keeps of them. */
export function PersonFacts({ person, organisation, ask }: PersonFactsProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const names = (list: readonly Named[], ids: readonly string[]): string =>
    ids.length === 0 ? t('adminPeople.nothing') : format.list(ids.map((id) => nameIn(list, id, i18n)));
  const features = person.withheld.map((permission) => i18n.lookup(`permission.${permission}`, {}, permission));
  return (
    <div className={cx(styles.sections)}>
      <Notices person={person} ask={ask} />
      <FactList>
        <Fact label={t('adminPeople.roles')}>{names(organisation.roles, person.roles)}</Fact>
        <Fact label={t('adminPeople.class')}>{nameIn(organisation.classes, person.class, i18n)}</Fact>
        <Fact label={t('adminPeople.groups')}>{names(organisation.groups, person.groups)}</Fact>
        <Fact label={t('adminPeople.kind')}>
          {t(`memberKind.${person.kind}`)}
          {person.origin === 'federated' && <span className={cx(styles.hint)}>{t('adminPeople.federated')}</span>}
        </Fact>
        <Fact label={t('adminPeople.ends')}>
          {person.expiresAt === null ? t('adminPeople.never') : format.date(person.expiresAt)}
        </Fact>
        <Fact label={t('adminPeople.limits')}>
          <span>
            {features.length === 0
              ? t('adminPeople.noLimits')
              : t('adminPeople.withheldList', { what: format.list(features) })}
          </span>
          {person.scopes !== null && (
            <span>{t('adminPeople.scopeList', { groups: names(organisation.groups, person.scopes) })}</span>
          )}
        </Fact>
        <Fact label={t('adminPeople.approvers')}>
          {person.approvers.length === 0
            ? t('adminPeople.noApprovers')
            : format.list(person.approvers.map(({ name }) => name))}
        </Fact>
        {person.credits > 0 && <Fact label={t('adminPeople.credits')}>{format.number(person.credits)}</Fact>}
        <Fact label={t('adminPeople.devices')}>
          {person.devices.length === 0
            ? t('adminPeople.noDevices')
            : person.devices.map((device) => (
                <Device key={device.id} device={device} name={person.name} revocable={!person.owner} ask={ask} />
              ))}
        </Fact>
        <SafetyFact number={person.safetyNumber} name={person.name} self={person.self} />
      </FactList>
    </div>
  );
}

/** What waits for somebody: an invitation, a password to be chosen, rights that were asked for. */
function Notices({ person, ask }: Pick<PersonFactsProps, 'person' | 'ask'>) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const me = useSession((state) => state.me);
  const until = person.invitationExpiresAt;
  const answer = (permission: string, granted: boolean): void => {
    const params = { name: person.name, permission: i18n.lookup(`permission.${permission}`, {}, permission) };
    ask({
      title: granted ? t('adminPeople.grantTitle', params) : t('adminPeople.declineTitle', params),
      changes: [{ type: 'privilege.answer', member: person.id, permission, granted }],
    });
  };
  return (
    <>
      {person.owner && !person.self && (
        <Banner tone="neutral" icon={<Info size={16} aria-hidden="true" />}>
          {t('adminPeople.ownerNotice')}
        </Banner>
      )}
      {until !== null && (
        <Banner tone={until > now() ? 'accent' : 'warn'} icon={<Info size={16} aria-hidden="true" />}>
          {t(until > now() ? 'people.expires' : 'people.expired', { date: format.dateTime(until) })}
        </Banner>
      )}
      {person.orphanedBy !== null && (
        <Banner tone="warn" icon={<Unlink size={16} aria-hidden="true" />}>
          {t('adminPeople.orphaned', { name: person.orphanedBy })}
        </Banner>
      )}
      {person.mustChoosePassword && (
        <Banner tone="warn" icon={<KeyRound size={16} aria-hidden="true" />}>
          {t('adminPeople.mustChoosePassword')}
        </Banner>
      )}
      {person.requests.map((permission) => (
        <Banner
          key={permission}
          tone="accent"
          icon={<HandCoins size={16} aria-hidden="true" />}
          title={t('adminPeople.requested', {
            permission: i18n.lookup(`permission.${permission}`, {}, permission),
          })}
          action={
            allows(me, 'billing.delegate') && (
              <span className={cx(styles.barButtons)}>
                <Button size="s" onPress={() => answer(permission, false)}>
                  {t('adminPeople.decline')}
                </Button>
                <Button size="s" onPress={() => answer(permission, true)}>
                  {t('adminPeople.grant')}
                </Button>
              </span>
            )
          }
        />
      ))}
    </>
  );
}

interface DeviceProps {
  readonly device: PersonDetail['devices'][number];
  readonly name: string;
  readonly revocable: boolean;
  readonly ask: (change: AskedChange) => void;
}

function Device({ device, name, revocable, ask }: DeviceProps) {
  const { t, format } = useI18n();
  const me = useSession((state) => state.me);
  const revoke = (): void =>
    ask({
      title: t('adminPeople.revokeTitle', { name }),
      lead: t('adminPeople.revokeLead'),
      confirm: t('adminPeople.revokeDo'),
      danger: true,
      changes: [{ type: 'device.revoke', device: device.id }],
    });
  return (
    <span className={cx(styles.line)}>
      <span>
        <span className={cx(styles.device, 'selectable')}>{device.id.slice(0, 8)}</span>{' '}
        <span className={cx(styles.hint)}>
          {device.addedAt !== null && t('adminPeople.deviceSince', { date: format.date(device.addedAt) })}
        </span>
      </span>
      {device.revoked ? (
        <Tag>{t('adminPeople.revoked')}</Tag>
      ) : (
        revocable &&
        allows(me, 'user.state') && (
          <Button size="s" variant="quiet" onPress={revoke}>
            {t('adminPeople.revoke')}
          </Button>
        )
      )}
    </span>
  );
}
