import { ArrowDown, ArrowUp, type LucideIcon, Minus, Plus, ShieldCheck, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import type { PersonDifference } from '../../../../src-shared/ipc/admin-views.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Avatar } from '../../../ui/parts.tsx';
import styles from './ChangePreview.module.css';
import { type DifferenceLine, differenceLines, leftOut, lineText } from './difference-text.ts';

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
            {differenceLines(difference, i18n).map((line) => (
              <Line key={line.kind} line={line} />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A sentence; where it would have many names, the first few, and all of them one below the other on request. */
function Line({ line }: { readonly line: DifferenceLine }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [whole, setWhole] = useState(false);
  const Icon = ICONS[line.kind];
  return (
    <div className={cx(styles.line)} data-kind={line.kind}>
      <Icon size={14} aria-hidden="true" />
      <div className={cx(styles.lineText)}>
        <p>{whole ? t(`preview.${line.kind}`, { what: '' }).trim() : lineText(line, i18n)}</p>
        {whole && (
          <ul className={cx(styles.names)}>
            {line.names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        )}
        {leftOut(line) > 0 && (
          <span className={cx(styles.toggle)}>
            <Button variant="quiet" size="s" aria-expanded={whole} onPress={() => setWhole(!whole)}>
              {whole ? t('preview.showFewer') : t('preview.showAll', { count: line.names.length })}
            </Button>
          </span>
        )}
      </div>
    </div>
  );
}
