import type { PersonDifference, Preview } from '../../../../src-shared/ipc/admin-views.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import type { I18n } from '../../../i18n/i18n.tsx';

export interface DifferenceLine {
  readonly kind: 'gained' | 'lost' | 'widened' | 'narrowed' | 'bound' | 'freed';
  readonly text: string;
}

const PERMISSION_KINDS = ['gained', 'lost', 'widened', 'narrowed'] as const;
const SETTING_KINDS = ['bound', 'freed'] as const;

/** What is other for one person, a line a kind: what is gained before what is lost. */
export function differenceLines(difference: PersonDifference, i18n: I18n): readonly DifferenceLine[] {
  const { t, lookup, format } = i18n;
  const lines: DifferenceLine[] = [];
  for (const kind of PERMISSION_KINDS) {
    const names = difference[kind].map((permission) => lookup(`permission.${permission}`, {}, permission));
    if (names.length > 0) lines.push({ kind, text: t(`preview.${kind}`, { what: format.list(names) }) });
  }
  for (const kind of SETTING_KINDS) {
    const names = difference[kind].map((setting) => lookup(`setting.${setting}`, {}, setting));
    if (names.length > 0) lines.push({ kind, text: t(`preview.${kind}`, { what: format.list(names) }) });
  }
  return lines;
}

/** One sentence on how many people it touches. */
export function summaryText(preview: Preview, { t }: Pick<I18n, 't'>): string {
  const { touched, gaining, losing } = preview;
  if (touched === 0) return t('preview.nobody');
  const parts = [t('preview.touched', { count: touched })];
  if (gaining > 0) parts.push(t('preview.gaining', { count: gaining }));
  if (losing > 0) parts.push(t('preview.losing', { count: losing }));
  return parts.join(' ');
}

/** A warning in words; one of a later version shows its own name. */
export function warningText(warning: Preview['warnings'][number], { t, lookup, format }: I18n): string {
  const shown = warning.names.slice(0, 5);
  const others = warning.members - shown.length;
  const names = format.list(others > 0 ? [...shown, t('preview.others', { count: others })] : shown);
  const code = warning.code.replace(/^warning\./, '');
  const dangers = format.list(warning.dangers.map((danger) => lookup(`danger.${danger}`, {}, danger)));
  return lookup(`preview.warning.${code}`, { names, dangers, count: warning.members }, warning.code);
}

/** Whether somebody else's change is why this one is refused: then there is something new to look at. */
export const wasFirst = ({ params }: IpcError): boolean => typeof params.by === 'string';

/** The whole of a refusal as one text: what failed, and who was first. */
export function refusalDetail(error: IpcError, i18n: I18n): string {
  const { by, seq } = error.params;
  const first = wasFirst(error) ? [i18n.t('preview.first', { name: String(by), seq: Number(seq) })] : [];
  return [i18n.error(error), ...first].join(' ');
}

/** Why the policy refused a change, where main says it: the decisive reason or the problem. Empty for other errors. */
export function refusalText({ code, params }: IpcError, { lookup }: Pick<I18n, 'lookup'>): string {
  const name = code === 'policy.denied' ? params.reason : code === 'policy.invalid' ? params.problem : undefined;
  if (typeof name !== 'string') return '';
  const bare = name.replace(/^(?:decision|problem)\./, '');
  if (code === 'policy.invalid') return lookup(`problem.${bare}`, {}, '');
  const subject = String(params.subject ?? '');
  return lookup(`decision.${bare}`, { subject: lookup(String(params.subjectText ?? ''), {}, subject) }, '');
}
