import { useI18n } from '../../i18n/i18n.tsx';
import { cx } from '../../ui/cx.ts';
import { Fact } from '../../ui/FactList.tsx';
import { SafetyNumber } from '../package/SafetyNumber.tsx';
import styles from './SafetyFact.module.css';

interface SafetyFactProps {
  /** null: they have no keys yet. */
  readonly number: string | null;
  readonly name: string;
  /** Of whoever looks at it. */
  readonly self: boolean;
}

/** The safety number among the facts of a person, and what to do with it. */
export function SafetyFact({ number, name, self }: SafetyFactProps) {
  const { t } = useI18n();
  return (
    <Fact label={t('detail.safetyNumber')}>
      {number === null ? (
        <span className={cx(styles.hint)}>{t('detail.safetyNone', { name })}</span>
      ) : (
        <>
          <span className={cx(styles.wide)}>
            <SafetyNumber number={number} />
          </span>
          <span className={cx(styles.hint)}>{self ? t('people.safetyOwn') : t('people.safetyHint', { name })}</span>
        </>
      )}
    </Fact>
  );
}
