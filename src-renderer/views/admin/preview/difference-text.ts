import type { PersonDifference, Preview } from '../../../../src-shared/ipc/admin-views.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import type { I18n } from '../../../i18n/i18n.tsx';

export interface DifferenceLine {
  readonly kind: 'gained' | 'lost' | 'widened' | 'narrowed' | 'bound' | 'freed';
  /** Of permissions or settings, in words. */
  readonly names: readonly string[];
}

const PERMISSION_KINDS = ['gained', 'lost', 'widened', 'narrowed'] as const;
const SETTING_KINDS = ['bound', 'freed'] as const;
/** A sentence with more names than `most` is hard to read: then it has the first few. */
const NAMED = { most: 7, few: 5 };

/** What is other for one person, a line a kind: what is gained before what is lost. */
export function differenceLines(
  difference: PersonDifference,
  { lookup }: Pick<I18n, 'lookup'>,
): readonly DifferenceLine[] {
  const permissions = PERMISSION_KINDS.map(
    (kind): DifferenceLine => ({
      kind,
      names: difference[kind].map((permission) => lookup(`permission.${permission}`, {}, permission)),
    }),
  );
  const settings = SETTING_KINDS.map(
    (kind): DifferenceLine => ({
      kind,
      names: difference[kind].map((setting) => lookup(`setting.${setting}`, {}, setting)),
    }),
  );
  return [...permissions, ...settings].filter(({ names }) => names.length > 0);
}

/** How many names a sentence leaves out; 0: it has them all. */
export const leftOut = ({ names }: DifferenceLine): number =>
  names.length > NAMED.most ? names.length - NAMED.few : 0;

/** A line as one sentence, with all names or the first few and how many more there are. */
export function lineText(line: DifferenceLine, { t, format }: Pick<I18n, 't' | 'format'>): string {
  const more = leftOut(line);
  const names = more === 0 ? line.names : [...line.names.slice(0, NAMED.few), t('preview.moreRights', { count: more })];
  return t(`preview.${line.kind}`, { what: format.list(names) });
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
