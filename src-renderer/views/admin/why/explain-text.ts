import type { ExplainedStep, Explanation } from '../../../../src-shared/ipc/admin-views.ts';
import type { I18n } from '../../../i18n/i18n.tsx';
import { actionText } from '../../history/HistoryView.tsx';

/** What a step says, with what it speaks of in words; begins with a capital, as a sentence of its own. */
export function stepText(step: ExplainedStep, i18n: Pick<I18n, 'lookup' | 't'>): string {
  const { subject } = step;
  const name =
    subject === null ? '' : subject.text === null ? subject.name : i18n.lookup(subject.text, {}, subject.name);
  const text = i18n.lookup(step.reason, { subject: name }, i18n.t('reason.unknown'));
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** Who set it and when; empty where nobody did. */
export function setText({ setBy, setAt }: ExplainedStep, { t, format }: Pick<I18n, 't' | 'format'>): string {
  if (setAt === null) return '';
  const date = format.date(setAt);
  return setBy === null ? t('people.setOn', { date }) : t('people.setBy', { name: setBy, date });
}

export type Alternative = Explanation['alternatives'][number];

/** A change that would turn the answer around, as the history would say it. */
export const alternativeText = (alternative: Alternative, i18n: Pick<I18n, 'lookup' | 'format'>): string =>
  actionText({ text: alternative.text, params: { ...alternative.params } }, i18n);
