import type { z } from 'zod';
import type { ProfileId } from '../../src-shared/base/ids.ts';
import type { Result } from '../../src-shared/base/result.ts';
import type { Channel, contract, Response } from '../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import type { MemberSession } from '../app/port.ts';
import type { Handles } from './handles.ts';

/** What main remembers of a window while it is open. */
export interface WindowState {
  readonly id: string;
  /** The profile that the window shows; null before one is chosen. */
  profile: ProfileId | null;
  readonly handles: Handles;
  /** Where this window's saves went: transfer id -> folder, for "show in folder". */
  readonly targets: Map<string, string>;
  /** Finished transfers that the person removed from the list. */
  readonly dismissed: Set<string>;
}

/** What the window held for its profile is void: the profile is locked, or another one is shown. */
export function forget(window: WindowState): void {
  window.handles.clear();
  window.targets.clear();
  window.dismissed.clear();
}

export interface AnyCall {
  readonly window: WindowState;
}

export interface LockedCall extends AnyCall {
  readonly profile: ProfileId;
}

export interface UnlockedCall extends LockedCall {
  readonly session: MemberSession;
}

type CallOf<Access> = Access extends 'unlocked' ? UnlockedCall : Access extends 'locked' ? LockedCall : AnyCall;

/** The request of a channel, as its schema leaves it. */
export type Parsed<C extends Channel> = z.output<(typeof contract)[C]['request']>;

/** Answers one channel, once sender, schema, session and permission have been checked. */
export type Handler<C extends Channel> = (
  request: Parsed<C>,
  call: CallOf<(typeof contract)[C]['access']>,
) => Promise<Result<Response<C>, IpcError>>;

/** Each feature's module makes some of these; together they are all (the compiler checks). */
export type Handlers<C extends Channel = Channel> = { readonly [K in C]: Handler<K> };
