import { useCallback, useEffect, useState } from 'react';
import type { BillingRequest } from '../../../src-shared/ipc/billing-contract.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { allows } from '../../app/commands.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Tag } from '../../ui/parts.tsx';
import { useChange } from '../admin/use-change.tsx';
import styles from './SettingsView.module.css';

const DELEGATED = PERMISSIONS.filter((permission) => kindOf(permission) === 'delegated');

/** Rights over billing: what this member has, what they have asked for, what they can ask for. */
export function OwnRights() {
  const { t, format } = useI18n();
  const me = useSession((state) => state.me);
  const [requests, setRequests] = useState<readonly Permission[]>([]);
  const [history, setHistory] = useState<readonly BillingRequest[]>([]);
  const { ask, preview } = useChange();
  const member = me?.member ?? null;
  const load = useCallback(() => {
    if (member === null) return;
    void bridge()
      .adminPerson({ member })
      .then((answer) => answer.ok && setRequests(answer.value.requests));
    void bridge()
      .billingRequests({})
      .then((answer) => answer.ok && setHistory(answer.value));
  }, [member]);
  useEffect(() => {
    load();
    return bridge().on('people.changed', load);
  }, [load]);
  const answerText = (answer: BillingRequest['answer']): string => {
    if (answer === null) return t('ownRights.open');
    const params = { name: answer.by, date: format.date(answer.at) };
    return answer.granted ? t('ownRights.granted', params) : t('ownRights.declined', params);
  };
  if (me === null || (!allows(me, 'billing.request') && requests.length === 0 && history.length === 0)) return null;
  return (
    <section className={cx(styles.section)} aria-label={t('ownRights.title')}>
      <h2 className={cx(styles.heading)}>{t('ownRights.title')}</h2>
      <div className={cx(styles.card)}>
        {DELEGATED.map((permission) => (
          <div key={permission} className={cx(styles.row)}>
            <div className={cx(styles.rowText)}>
              <p className={cx(styles.label)}>{t(`permission.${permission}`)}</p>
              <p className={cx(styles.hint)}>{t(`permission.${permission}.description`)}</p>
            </div>
            {allows(me, permission) ? (
              <Tag tone="good">{t('ownRights.held')}</Tag>
            ) : requests.includes(permission) ? (
              <Tag tone="warn">{t('ownRights.asked')}</Tag>
            ) : (
              <Button
                aria-label={t('ownRights.askFor', { permission: t(`permission.${permission}`) })}
                onPress={() =>
                  ask({
                    title: t('ownRights.askFor', { permission: t(`permission.${permission}`) }),
                    lead: t('ownRights.askLead'),
                    changes: [{ type: 'privilege.request', permission }],
                    confirm: t('ownRights.ask'),
                    onMade: load,
                  })
                }
              >
                {t('ownRights.ask')}
              </Button>
            )}
          </div>
        ))}
      </div>
      {history.length > 0 && (
        <>
          <h3 className={cx(styles.hint)}>{t('ownRights.history')}</h3>
          <ul className={cx(styles.card)} aria-label={t('ownRights.history')}>
            {history.map(({ permission, at, answer }) => (
              <li key={`${permission}-${at}`} className={cx(styles.row)}>
                <span className={cx(styles.rowText)}>
                  {t(`permission.${permission}`)} <span className={cx(styles.hint)}>{format.dateTime(at)}</span>
                </span>
                <span className={cx(styles.hint)}>{answerText(answer)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {preview}
    </section>
  );
}
