import { DANGERS } from '../../../../src-shared/policy/model/entities.ts';
import { allows } from '../../../app/commands.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { Select } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { WhyNot } from '../../people/WhyNot.tsx';
import type { SecurityPartProps } from './SecuritySection.tsx';
import { SecuritySection } from './SecuritySection.tsx';
import styles from './SecurityView.module.css';

/** What one chooses among; a number that was set elsewhere is shown with them. */
const COUNTS = [1, 2, 3, 4, 5] as const;

/** How many governors must agree to each kind of dangerous change. */
export function Thresholds({ organisation, ask }: SecurityPartProps) {
  const { t } = useI18n();
  const may = useSession((state) => allows(state.me, 'security.edit'));
  return (
    <SecuritySection id="thresholds" title={t('adminSecurity.thresholds')} hint={t('adminSecurity.thresholdsHint')}>
      {!may && <WhyNot permission="security.edit" />}
      <div className={cx(styles.card)}>
        {DANGERS.map((danger) => {
          const governors = organisation.thresholds[danger];
          const counts = [...new Set([...COUNTS, governors])].toSorted((a, b) => a - b);
          return (
            <div key={danger} className={cx(styles.row)}>
              <p className={cx(styles.label)}>{t(`danger.${danger}`)}</p>
              {may ? (
                <div className={cx(styles.select)}>
                  <Select
                    label={t(`danger.${danger}`)}
                    hideLabel
                    value={String(governors)}
                    onChange={(chosen) => {
                      if (Number(chosen) === governors) return;
                      ask({
                        title: t('adminSecurity.thresholdTitle', {
                          danger: t(`danger.${danger}`),
                          count: Number(chosen),
                        }),
                        changes: [{ type: 'threshold.set', danger, governors: Number(chosen) }],
                      });
                    }}
                    options={counts.map((count) => ({
                      id: String(count),
                      label: t('adminSecurity.governors', { count }),
                    }))}
                  />
                </div>
              ) : (
                <p>{t('adminSecurity.governors', { count: governors })}</p>
              )}
            </div>
          );
        })}
      </div>
    </SecuritySection>
  );
}
