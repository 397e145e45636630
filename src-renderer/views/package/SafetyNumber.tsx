import { VisuallyHidden } from 'react-aria-components';
import { useI18n } from '../../i18n/i18n.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './SafetyNumber.module.css';

/** Groups of digits, set so that two people can read them to each other. */
export function SafetyNumber({ number }: { readonly number: string }) {
  const { t } = useI18n();
  return (
    <p className={cx(styles.number, 'selectable')}>
      <VisuallyHidden elementType="span">{t('detail.safetyNumber')}: </VisuallyHidden>
      {number
        .split(/\s+/)
        .filter((group) => group !== '')
        .map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat, and never move
          <span key={`${index}-${group}`}>{group}</span>
        ))}
    </p>
  );
}
