import { BadgeCheck, ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { PackageDetail } from '../../../src-shared/ipc/packages-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Popup } from '../../ui/Popup.tsx';
import { Avatar, Moment } from '../../ui/parts.tsx';
import { recipientsText } from '../box/Row.tsx';
import styles from './Facts.module.css';
import { SafetyNumber } from './SafetyNumber.tsx';

/** Sender with the mark of verification, recipients, times. */
export function Facts({ detail }: { readonly detail: PackageDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { row, sender } = detail;
  const [all, setAll] = useState(false);
  const briefcase = row.box === 'briefcase';

  return (
    <div className={cx(styles.facts)}>
      {!briefcase && (
        <div className={cx(styles.people)}>
          <Avatar name={sender.name} />
          <div className={cx(styles.lines)}>
            <div className={cx(styles.sender)}>
              <span className={cx(styles.name, 'selectable')}>{sender.name}</span>
              {row.refused === null && <Verified detail={detail} />}
            </div>
            <div className={cx(styles.to)}>
              {detail.recipients.length <= 2 ? (
                t('row.to', { names: recipientsText(row, i18n) })
              ) : (
                <AriaButton className={cx(styles.toggle)} aria-expanded={all} onPress={() => setAll(!all)}>
                  {t('row.to', { names: recipientsText(row, i18n) })}
                  <ChevronDown size={14} aria-hidden="true" data-open={all} />
                </AriaButton>
              )}
            </div>
          </div>
          <div className={cx(styles.when)}>
            <Moment at={row.sentAt} form="full" />
            {row.expiresAt !== null && (
              <span className={cx(styles.expires)}>{t('time.expires', { date: format.date(row.expiresAt) })}</span>
            )}
          </div>
        </div>
      )}
      {all && (
        <ul className={cx(styles.recipients)}>
          {detail.recipients.map((person) => (
            <li key={person.id}>
              <Avatar name={person.name} size="s" />
              {person.name}
            </li>
          ))}
        </ul>
      )}
      {briefcase && (
        <dl className={cx(styles.list)}>
          <Fact label={t('detail.kept')}>
            <Moment at={row.sentAt} form="full" />
          </Fact>
          <Fact label={t('detail.size')}>{format.bytes(row.size)}</Fact>
        </dl>
      )}
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The calm mark: what was checked, and the number to compare for those who want to be certain. */
function Verified({ detail }: { readonly detail: PackageDetail }) {
  const { t } = useI18n();
  const { name, safetyNumber } = detail.sender;
  return (
    <Popup
      label={t('detail.verified')}
      trigger={
        <Button variant="quiet" size="s" icon={<BadgeCheck size={16} aria-hidden="true" className={cx(styles.mark)} />}>
          {t('detail.verified')}
        </Button>
      }
    >
      <p className={cx(styles.popTitle)}>
        <BadgeCheck size={18} aria-hidden="true" className={cx(styles.mark)} />
        {t('detail.verified')}
      </p>
      <p>{t('detail.verifiedDetail', { name })}</p>
      {safetyNumber !== null && (
        <>
          <p className={cx(styles.popLabel)}>{t('detail.safetyNumber')}</p>
          <SafetyNumber number={safetyNumber} />
          <p className={cx(styles.popHint)}>{t('detail.safetyHint', { name })}</p>
        </>
      )}
    </Popup>
  );
}
