import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
  Select as AriaSelect,
  Switch as AriaSwitch,
  Button,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  SelectValue,
} from 'react-aria-components';
import styles from './Choice.module.css';
import { cx } from './cx.ts';
import fieldStyles from './Field.module.css';
import { FieldFoot, FieldLabel } from './Field.tsx';
import surface from './surface.module.css';

export interface Option<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly hint?: string;
}

export interface SelectProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly hint?: ReactNode;
  /** The label is only for assistive technology; something visible beside it names the control. */
  readonly hideLabel?: boolean;
  /** Of cards: the chosen one has the focus when they appear. */
  readonly autoFocus?: boolean;
}

export function Select<T extends string>({ label, options, value, onChange, hint, hideLabel }: SelectProps<T>) {
  return (
    <AriaSelect
      className={cx(fieldStyles.field)}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {!hideLabel && <FieldLabel>{label}</FieldLabel>}
      <Button className={cx(styles.select)}>
        <SelectValue className={cx(styles.selectValue)} />
        <ChevronDown size={15} aria-hidden="true" />
      </Button>
      <FieldFoot hint={hint} />
      <Popover className={cx(surface.surface, styles.popover)} offset={4}>
        <ListBox className={cx(styles.list)} items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={cx(styles.option)}>
              {({ isSelected }) => (
                <>
                  <span className={cx(styles.check)}>{isSelected && <Check size={15} aria-hidden="true" />}</span>
                  <span>
                    {option.label}
                    {option.hint !== undefined && <span className={cx(styles.optionHint)}>{option.hint}</span>}
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** Two to four choices side by side, one of them chosen. */
export function Segments<T extends string>({ label, options, value, onChange, hideLabel }: SelectProps<T>) {
  return (
    <RadioGroup
      className={cx(fieldStyles.field)}
      orientation="horizontal"
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {!hideLabel && <FieldLabel>{label}</FieldLabel>}
      <span className={cx(styles.segments)}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={cx(styles.segment)}>
            {option.label}
          </Radio>
        ))}
      </span>
    </RadioGroup>
  );
}

/** One of a few, each with a sentence of explanation. */
export function RadioCards<T extends string>({ label, options, value, onChange, autoFocus }: SelectProps<T>) {
  return (
    <RadioGroup
      className={cx(fieldStyles.field)}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
    >
      <FieldLabel>{label}</FieldLabel>
      <span className={cx(styles.cards)}>
        {options.map((option) => (
          <Radio
            key={option.id}
            value={option.id}
            autoFocus={autoFocus === true && option.id === value}
            className={cx(styles.card)}
          >
            <span className={cx(styles.dot)} aria-hidden="true" />
            <span>
              <span className={cx(styles.cardLabel)}>{option.label}</span>
              {option.hint !== undefined && <span className={cx(styles.optionHint)}>{option.hint}</span>}
            </span>
          </Radio>
        ))}
      </span>
    </RadioGroup>
  );
}

export interface SwitchProps {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly hideLabel?: boolean;
}

export function Switch({ label, value, onChange, hideLabel }: SwitchProps) {
  return (
    <AriaSwitch
      className={cx(styles.switch)}
      isSelected={value}
      onChange={onChange}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      <span className={cx(styles.track)} aria-hidden="true">
        <span className={cx(styles.thumb)} />
      </span>
      {!hideLabel && label}
    </AriaSwitch>
  );
}

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'children' | 'style'> {
  readonly children?: ReactNode;
}

export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={cx(styles.checkbox)}>
      {({ isIndeterminate }) => (
        <>
          <span className={cx(styles.box)} aria-hidden="true">
            {isIndeterminate ? <span className={cx(styles.dash)} /> : <Check size={13} strokeWidth={3} />}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  );
}
