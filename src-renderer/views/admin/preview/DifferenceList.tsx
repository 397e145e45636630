import { ArrowDown, ArrowUp, type LucideIcon, Minus, Plus, ShieldCheck, ShieldOff } from 'lucide-react';
import type { PersonDifference } from '../../../../src-shared/ipc/admin-views.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { cx } from '../../../ui/cx.ts';
import { Avatar } from '../../../ui/parts.tsx';
import styles from './ChangePreview.module.css';
import { type DifferenceLine, differenceLines } from './difference-text.ts';

const ICONS: Readonly<Record<DifferenceLine['kind'], LucideIcon>> = {
  gained: Plus,
  lost: Minus,
  widened: ArrowUp,
  narrowed: ArrowDown,
  bound: ShieldCheck,
  freed: ShieldOff,
};

/** Person by person what is gained, lost, widened and narrowed; said in words, the signs are decoration. */
export function DifferenceList({ differences }: { readonly differences: readonly PersonDifference[] }) {
  const i18n = useI18n();
  if (differences.length === 0) return null;
  return (
    <ul className={cx(styles.people)} aria-label={i18n.t('preview.people')}>
      {differences.map((difference) => (
        <li key={difference.member} className={cx(styles.person)}>
          <Avatar name={difference.name} size="s" />
          <div className={cx(styles.what)}>
            <p className={cx(styles.name)}>{difference.name}</p>
            {differenceLines(difference, i18n).map(({ kind, text }) => {
              const Icon = ICONS[kind];
              return (
                <p key={kind} className={cx(styles.line)} data-kind={kind}>
                  <Icon size={14} aria-hidden="true" />
                  <span>{text}</span>
                </p>
              );
            })}
          </div>
        </li>
      ))}
    </ul>
  );
}
