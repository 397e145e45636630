import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';

/** One invitation on its way to the mail server. */
export interface MailingRow {
  readonly member: string;
  readonly name: string;
  readonly email: string;
  readonly state: 'waiting' | 'sending' | 'done' | 'failed';
  readonly error: IpcError | null;
}

type Invited = Pick<MailingRow, 'member' | 'name' | 'email'>;

export const waiting = (people: readonly Invited[]): readonly MailingRow[] =>
  people.map((person) => ({ ...person, state: 'waiting', error: null }));

export const withState = (
  rows: readonly MailingRow[],
  member: string,
  state: MailingRow['state'],
  error: IpcError | null = null,
): readonly MailingRow[] => rows.map((row) => (row.member === member ? { ...row, state, error } : row));

/** Those that are not handed over, to be tried (again). */
export const unsent = (rows: readonly MailingRow[]): readonly MailingRow[] =>
  rows.filter(({ state }) => state === 'waiting' || state === 'failed');

/** About one address or one moment: the next letter may well go through. */
const ABOUT_ONE: ReadonlySet<string> = new Set([
  'mail.recipient',
  'mail.rejected',
  'mail.later',
  'mail.noInvitation',
  'mail.uncertain',
]);

/** Whether going on would only repeat the failure, or, with a wrong password, lock the account at the server. */
export const endsMailing = ({ code }: IpcError): boolean => !ABOUT_ONE.has(code);

/** Of thousands, those that somebody has to look at: what failed, what is under way, what is next, what is done. */
const ORDER: readonly MailingRow['state'][] = ['failed', 'sending', 'waiting', 'done'];
export const SHOWN = 200;

export function shown(rows: readonly MailingRow[]): readonly MailingRow[] {
  if (rows.length <= SHOWN) return rows;
  return ORDER.flatMap((state) => rows.filter((row) => row.state === state)).slice(0, SHOWN);
}

export const counted = (rows: readonly MailingRow[], state: MailingRow['state']): number =>
  rows.filter((row) => row.state === state).length;
