import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import { allows } from '../../../app/commands.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Avatar } from '../../../ui/parts.tsx';
import { WhyNot } from '../../people/WhyNot.tsx';
import type { SecurityPartProps } from './SecuritySection.tsx';
import { SecuritySection } from './SecuritySection.tsx';
import styles from './SecurityView.module.css';

type Request = OrganisationView['requests'][number];

/** Who asked for rights over billing and modules; granted or declined by whoever may delegate them. */
export function Privileges({ organisation, ask }: SecurityPartProps) {
  const { t } = useI18n();
  const may = useSession((state) => allows(state.me, 'billing.delegate'));
  const { requests } = organisation;
  const answer = ({ member, name, permission }: Request, granted: boolean): void => {
    const params = { name, permission: t(`permission.${permission}`) };
    ask({
      title: granted ? t('adminSecurity.grantTitle', params) : t('adminSecurity.declineTitle', params),
      changes: [{ type: 'privilege.answer', member, permission, granted }],
      confirm: granted ? t('adminSecurity.grant') : t('adminSecurity.decline'),
    });
  };
  return (
    <SecuritySection id="privileges" title={t('adminSecurity.privileges')} hint={t('adminSecurity.privilegesHint')}>
      <div className={cx(styles.card)}>
        {requests.length === 0 && <p className={cx(styles.row, styles.meta)}>{t('adminSecurity.noRequests')}</p>}
        {requests.map((request) => (
          <div key={`${request.member}-${request.permission}`} className={cx(styles.row)}>
            <span className={cx(styles.person)}>
              <Avatar name={request.name} />
              <span>
                <span className={cx(styles.label)}>{request.name}</span>{' '}
                <span className={cx(styles.meta)}>
                  {t('adminSecurity.asksFor', { permission: t(`permission.${request.permission}`) })}
                </span>
              </span>
            </span>
            {may && (
              <div className={cx(styles.buttons)}>
                <Button onPress={() => answer(request, false)}>{t('adminSecurity.decline')}</Button>
                <Button variant="primary" onPress={() => answer(request, true)}>
                  {t('adminSecurity.grant')}
                </Button>
              </div>
            )}
          </div>
        ))}
      </div>
      {!may && requests.length > 0 && <WhyNot permission="billing.delegate" />}
    </SecuritySection>
  );
}
