import { create } from 'zustand';
import type { Request } from '../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import type { Chosen } from '../../src-shared/ipc/files-contract.ts';
import { bridge } from './bridge.ts';

export const EXPIRIES = ['never', 'day', 'week', 'month', 'date'] as const;
export type Expiry = (typeof EXPIRIES)[number];

export interface Draft {
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly message: string;
  readonly items: readonly Chosen[];
  /** null: no package password asked. */
  readonly password: string | null;
  readonly expiry: Expiry;
  /** Last day, `YYYY-MM-DD`, when `expiry` is `date`. */
  readonly expiryDate: string;
}

export interface Pending {
  readonly request: Request<'packages.send'>;
  readonly draft: Draft;
  readonly label: string;
  readonly secondsLeft: number;
}

interface Compose {
  /** The draft on screen; null when the sheet is closed. */
  readonly draft: Draft | null;
  readonly error: IpcError | null;
  /** Sent, but still within the time to change one's mind. */
  readonly pending: Pending | null;
}

export const emptyDraft: Draft = {
  recipients: [],
  subject: '',
  message: '',
  items: [],
  password: null,
  expiry: 'never',
  expiryDate: '',
};

export const UNDO_SECONDS = 5;
const DAY = 86_400_000;

export const useCompose = create<Compose>(() => ({ draft: null, error: null, pending: null }));

/** Adds what is new; the same thing dropped twice is one item. */
export function addItems(items: readonly Chosen[], more: readonly Chosen[]): readonly Chosen[] {
  const known = new Set(items.map((item) => item.handle));
  return [...items, ...more.filter((item) => !known.has(item.handle))];
}

/** The moment after which the package can no longer be opened; a chosen day ends with its last millisecond, local time. */
export function expiryTime(draft: Draft, now: number): number | null {
  switch (draft.expiry) {
    case 'never':
      return null;
    case 'day':
      return now + DAY;
    case 'week':
      return now + 7 * DAY;
    case 'month':
      return now + 30 * DAY;
    case 'date': {
      const end = new Date(`${draft.expiryDate}T23:59:59.999`).getTime();
      return Number.isNaN(end) ? null : end;
    }
  }
}

export type DraftProblem = 'nobody' | 'nothing' | 'password' | 'date';

/** What is missing before it can be sent, in the order of the form. */
export function draftProblems(draft: Draft, now: number): readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (draft.recipients.length === 0) problems.push('nobody');
  if (draft.items.length === 0 && draft.message.trim() === '') problems.push('nothing');
  if (draft.password === '') problems.push('password');
  if (draft.expiry === 'date' && (expiryTime(draft, now) ?? 0) <= now) problems.push('date');
  return problems;
}

export const sendRequest = (draft: Draft, now: number): Request<'packages.send'> => ({
  recipients: [...draft.recipients],
  subject: draft.subject.trim(),
  message: draft.message,
  items: draft.items.map((item) => item.handle),
  password: draft.password,
  expiresAt: expiryTime(draft, now),
  briefcase: false,
});

/** Opens the sheet, or adds to the draft that is open already. */
export function openCompose(start: Partial<Draft> = {}): void {
  const { draft } = useCompose.getState();
  const base = draft ?? emptyDraft;
  useCompose.setState({
    draft: {
      ...base,
      ...start,
      items: addItems(base.items, start.items ?? []),
      recipients: [...new Set([...base.recipients, ...(start.recipients ?? [])])],
    },
    ...(draft === null ? { error: null } : {}),
  });
}

export function editDraft(change: Partial<Draft>): void {
  const { draft } = useCompose.getState();
  if (draft) useCompose.setState({ draft: { ...draft, ...change } });
}

export function closeCompose(): void {
  useCompose.setState({ draft: null, error: null });
}

let timer: ReturnType<typeof setInterval> | undefined;

function stopCountdown(): Pending | null {
  clearInterval(timer);
  timer = undefined;
  const { pending } = useCompose.getState();
  useCompose.setState({ pending: null });
  return pending;
}

/** Hands the package to main now. A refusal brings the draft back, with the reason. */
export async function commitPending(): Promise<void> {
  const pending = stopCountdown();
  if (!pending) return;
  const answer = await bridge().packagesSend(pending.request);
  if (!answer.ok) useCompose.setState({ draft: pending.draft, error: answer.error });
}

/** Starts the countdown; a package that was still waiting goes at once. */
export async function scheduleSend(request: Request<'packages.send'>, draft: Draft, label: string): Promise<void> {
  await commitPending();
  useCompose.setState({ draft: null, error: null, pending: { request, draft, label, secondsLeft: UNDO_SECONDS } });
  timer = setInterval(() => {
    const { pending } = useCompose.getState();
    if (!pending) return void stopCountdown();
    if (pending.secondsLeft <= 1) return void commitPending();
    useCompose.setState({ pending: { ...pending, secondsLeft: pending.secondsLeft - 1 } });
  }, 1000);
}

/** Takes it back: nothing has left this window. */
export function undoSend(): void {
  const pending = stopCountdown();
  if (pending && !pending.request.briefcase) useCompose.setState({ draft: pending.draft, error: null });
}

/** Into the briefcase, without a question. @returns the refusal, if main refused. */
export async function keepInBriefcase(items: readonly Chosen[], subject: string): Promise<IpcError | null> {
  const answer = await bridge().packagesSend({
    recipients: [],
    subject: subject.slice(0, 200),
    message: '',
    items: items.map((item) => item.handle),
    password: null,
    expiresAt: null,
    briefcase: true,
  });
  return answer.ok ? null : answer.error;
}

export function forgetCompose(): void {
  stopCountdown();
  closeCompose();
}
