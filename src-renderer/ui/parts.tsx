import { Search, X } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { ProgressBar as AriaProgressBar, Input, SearchField } from 'react-aria-components';
import { useI18n } from '../i18n/i18n.tsx';
import { now } from '../state/system-clock.ts';
import { IconButton } from './Button.tsx';
import { cx } from './cx.ts';
import { initials, tint } from './initials.ts';
import styles from './parts.module.css';

/** Initials on a quiet tint that belongs to the name; decoration, the name stands beside it. */
export function Avatar({ name, size = 'm' }: { readonly name: string; readonly size?: 's' | 'm' | 'l' }) {
  return (
    <span className={cx(styles.avatar, styles[`avatar-${size}`])} data-tint={tint(name)} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

export function Tag({
  tone = 'neutral',
  icon,
  children,
}: {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span className={cx(styles.tag)} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}

export interface BannerProps {
  readonly tone: Tone;
  readonly icon: ReactNode;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** `alert` interrupts, `status` waits; none for what stands there from the beginning. */
  readonly live?: 'alert' | 'status';
  /** A strip across the whole width, without corners. */
  readonly strip?: boolean;
}

export function Banner({ tone, icon, title, children, action, live, strip }: BannerProps) {
  return (
    <div className={cx(styles.banner, strip && styles.strip)} data-tone={tone} {...(live ? { role: live } : {})}>
      <span className={cx(styles.bannerIcon)}>{icon}</span>
      <div className={cx(styles.bannerText)}>
        {title !== undefined && <p className={cx(styles.bannerTitle)}>{title}</p>}
        {children !== undefined && <div className={cx(styles.bannerBody)}>{children}</div>}
      </div>
      {action}
    </div>
  );
}

export interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Fills a pane in the quietest way. */
  readonly quiet?: boolean;
}

export function EmptyState({ icon, title, children, action, quiet }: EmptyStateProps) {
  return (
    <div className={cx(styles.empty, quiet && styles.emptyQuiet)}>
      <span className={cx(styles.emptyIcon)} aria-hidden="true">
        {icon}
      </span>
      <p className={cx(styles.emptyTitle)}>{title}</p>
      {children !== undefined && <p className={cx(styles.emptyText)}>{children}</p>}
      {action !== undefined && <div className={cx(styles.emptyAction)}>{action}</div>}
    </div>
  );
}

/** `fraction` null: under way, nobody knows how far. */
export function Progress({
  label,
  fraction,
  tone = 'accent',
}: {
  readonly label: string;
  readonly fraction: number | null;
  readonly tone?: Tone;
}) {
  return (
    <AriaProgressBar
      aria-label={label}
      isIndeterminate={fraction === null}
      value={(fraction ?? 0) * 100}
      className={cx(styles.progress)}
      data-tone={tone}
    >
      <span className={cx(styles.progressTrack)}>
        <span
          className={cx(styles.progressFill, fraction === null && styles.progressUnknown)}
          style={fraction === null ? {} : { transform: `scaleX(${fraction})` }}
        />
      </span>
    </AriaProgressBar>
  );
}

export function Spinner({ label }: { readonly label: string }) {
  return (
    <span className={cx(styles.spinnerRow)} role="status">
      <span className={cx(styles.spinner)} aria-hidden="true" />
      {label}
    </span>
  );
}

/** A moment, in the shortest form that is clear, with the whole of it for who asks. */
export function Moment({
  at,
  form = 'short',
}: {
  readonly at: number;
  readonly form?: 'short' | 'date' | 'day' | 'full';
}) {
  const { format } = useI18n();
  const text =
    form === 'short'
      ? format.shortDate(at, now())
      : form === 'date'
        ? format.date(at)
        : form === 'day'
          ? format.moment(at)
          : format.dateTime(at);
  return (
    <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)} className={cx(styles.moment)}>
      {text}
    </time>
  );
}

export interface FilterFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onArrowDown?: () => void;
}

export function FilterField({ label, value, onChange, inputRef, onArrowDown }: FilterFieldProps) {
  const { t } = useI18n();
  return (
    <SearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      className={cx(styles.filter)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' && onArrowDown) {
          event.preventDefault();
          onArrowDown();
        }
      }}
    >
      <Search size={15} aria-hidden="true" className={cx(styles.filterIcon)} />
      <Input className={cx(styles.filterInput)} placeholder={label} maxLength={200} ref={inputRef ?? null} />
      {value !== '' && (
        <span className={cx(styles.filterClear)}>
          <IconButton size="s" label={t('list.clearFilter')} icon={<X size={14} />} onPress={() => onChange('')} />
        </span>
      )}
    </SearchField>
  );
}
