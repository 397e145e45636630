import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  addItems,
  commitPending,
  type Draft,
  draftProblems,
  emptyDraft,
  expiryTime,
  forgetCompose,
  openCompose,
  scheduleSend,
  sendRequest,
  UNDO_SECONDS,
  undoSend,
  useCompose,
} from '../../../src-renderer/state/compose.ts';
import type { Request } from '../../../src-shared/ipc/contract.ts';
import type { Chosen } from '../../../src-shared/ipc/files-contract.ts';

const NOW = new Date(2026, 10, 22, 12, 0).getTime();
const item = (name: string): Chosen => ({ handle: name, name, kind: 'file', size: 1 });
const draft: Draft = { ...emptyDraft, recipients: ['r'], subject: ' Contract ', message: 'Hi', items: [item('a')] };

describe('a draft', () => {
  it('names all that is missing', () => {
    expect(draftProblems(emptyDraft, NOW)).toEqual(['nobody', 'nothing']);
    expect(draftProblems({ ...draft, password: '' }, NOW)).toEqual(['password']);
    expect(draftProblems({ ...draft, expiry: 'date', expiryDate: '2026-11-21' }, NOW)).toEqual(['date']);
    expect(draftProblems({ ...draft, expiry: 'date', expiryDate: '' }, NOW)).toEqual(['date']);
    expect(draftProblems(draft, NOW)).toEqual([]);
  });

  it('is enough with a message and no file', () => {
    expect(draftProblems({ ...draft, items: [] }, NOW)).toEqual([]);
    expect(draftProblems({ ...draft, items: [], message: ' \n' }, NOW)).toEqual(['nothing']);
  });

  it('lasts to the end of the last day, where the person is', () => {
    const time = expiryTime({ ...draft, expiry: 'date', expiryDate: '2026-11-22' }, NOW);
    expect(new Date(time ?? 0).toString()).toBe(new Date(2026, 10, 22, 23, 59, 59).toString());
    expect(expiryTime({ ...draft, expiry: 'week' }, NOW)).toBe(NOW + 7 * 86_400_000);
    expect(expiryTime(draft, NOW)).toBeNull();
  });

  it('becomes a request without spaces around its subject', () => {
    expect(sendRequest(draft, NOW)).toEqual({
      recipients: ['r'],
      subject: 'Contract',
      message: 'Hi',
      items: ['a'],
      password: null,
      expiresAt: null,
      briefcase: false,
    });
  });

  it('holds a file once however often it is dropped', () => {
    expect(addItems([item('a')], [item('b'), item('a')]).map((one) => one.name)).toEqual(['a', 'b']);
  });
});

describe('sending', () => {
  const sent: Request<'packages.send'>[] = [];
  let answer: unknown;

  beforeEach(() => {
    vi.useFakeTimers();
    sent.length = 0;
    answer = { ok: true, value: { package: 'p' } };
    vi.stubGlobal('window', {
      sealpost: {
        packagesSend: async (request: Request<'packages.send'>) => {
          sent.push(request);
          return answer;
        },
      },
    });
  });
  afterEach(() => {
    forgetCompose();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const request = sendRequest(draft, NOW);

  it('waits so long that one can change one’s mind, then hands over once', async () => {
    openCompose(draft);
    await scheduleSend(request, draft, 'Contract');
    expect(useCompose.getState().draft).toBeNull();
    await vi.advanceTimersByTimeAsync((UNDO_SECONDS - 1) * 1000);
    expect(sent).toEqual([]);
    expect(useCompose.getState().pending?.secondsLeft).toBe(1);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toEqual([request]);
    expect(useCompose.getState().pending).toBeNull();
  });

  it('gives the draft back untouched when it is undone', async () => {
    await scheduleSend(request, draft, 'Contract');
    undoSend();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toEqual([]);
    expect(useCompose.getState().draft).toEqual(draft);
  });

  it('gives the draft back with the reason when main refuses', async () => {
    answer = { ok: false, error: { code: 'draft.source', params: { name: 'a' } } };
    await scheduleSend(request, draft, 'Contract');
    await commitPending();
    expect(useCompose.getState()).toMatchObject({ draft, error: { code: 'draft.source' }, pending: null });
  });

  it('sends a package that still waits before the next one starts waiting', async () => {
    await scheduleSend(request, draft, 'Contract');
    await scheduleSend({ ...request, subject: 'Second' }, draft, 'Second');
    expect(sent.map((one) => one.subject)).toEqual(['Contract']);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent.map((one) => one.subject)).toEqual(['Contract', 'Second']);
  });

  it('adds dropped files and people to the draft that is open', () => {
    openCompose({ items: [item('a')], recipients: ['x'] });
    openCompose({ items: [item('b')], recipients: ['x', 'y'] });
    expect(useCompose.getState().draft).toMatchObject({ recipients: ['x', 'y'] });
    expect(useCompose.getState().draft?.items.map((one) => one.name)).toEqual(['a', 'b']);
  });

  it('S14: forgets draft and waiting package on lock', async () => {
    await scheduleSend(request, draft, 'Contract');
    forgetCompose();
    await vi.advanceTimersByTimeAsync(20_000);
    expect([sent, useCompose.getState().draft, useCompose.getState().pending]).toEqual([[], null, null]);
  });
});
