import { type ProfileId, randomId } from '../../src-shared/base/ids.ts';
import type { Random } from '../../src-shared/base/random.ts';
import type { Result } from '../../src-shared/base/result.ts';
import { type Channel, contract } from '../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import type { Log } from '../app/log.ts';
import type { MemberSession } from '../app/port.ts';
import type { AnyCall, Handlers, LockedCall, Parsed, UnlockedCall, WindowState } from './call.ts';
import { refuse } from './errors.ts';
import { needsOf, permit } from './permissions.ts';
import { PAGE_ORIGIN, type Sender, type Transport } from './transport.ts';
import { isPlainWithin } from './weigh.ts';

/** The heaviest request of the contract (saving 200,000 files by index) weighs under 2 MiB. */
export const MOST_BYTES = 4 * 1024 * 1024;

export interface HandlePorts {
  readonly transport: Transport;
  /** The open window of that id; null for none of ours. */
  readonly window: (id: string) => WindowState | null;
  /** The unlocked session of a profile; null when it is locked. */
  readonly session: (profile: ProfileId) => MemberSession | null;
  readonly log: Log;
  readonly random: Random;
}

type Answer = Result<unknown, IpcError>;

/** SECURITY: S8. The window a message came from; null unless it is the main frame of a page of ours. */
export function trustedWindow(ports: Pick<HandlePorts, 'window'>, sender: Sender | null): WindowState | null {
  if (sender?.window == null || !sender.mainFrame || sender.origin !== PAGE_ORIGIN) return null;
  return ports.window(sender.window);
}

/** What went wrong is told to the log under a reference; the page gets the reference alone. */
export function internalError(ports: Pick<HandlePorts, 'log' | 'random'>, channel: string, error: unknown): Answer {
  const reference = randomId(ports.random).slice(0, 8);
  ports.log.error('ipc.internal', { channel, reference }, error);
  return refuse('internal', { reference });
}

/** The call's rights, by the session state that the channel asks for. */
function admit(ports: HandlePorts, channel: Channel, window: WindowState): Result<AnyCall, IpcError> {
  const { access } = contract[channel];
  const profile = window.profile;
  const session = profile === null ? null : ports.session(profile);
  switch (access) {
    case 'any':
      return { ok: true, value: { window } };
    case 'locked': {
      if (profile === null) return refuse('session.none');
      if (session !== null) return refuse('session.unlocked');
      const call: LockedCall = { window, profile };
      return { ok: true, value: call };
    }
    case 'unlocked': {
      if (profile === null) return refuse('session.none');
      if (session === null) return refuse('session.locked');
      const call: UnlockedCall = { window, profile, session };
      return { ok: true, value: call };
    }
  }
}

async function answer<C extends Channel>(
  ports: HandlePorts,
  handlers: Handlers,
  channel: C,
  sender: Sender | null,
  payload: unknown,
): Promise<Answer> {
  const window = trustedWindow(ports, sender);
  if (window === null) return refuse('ipc.sender');
  if (!isPlainWithin(payload, MOST_BYTES)) return refuse('ipc.tooLarge');
  const parsed = contract[channel].request.safeParse(payload);
  if (!parsed.success) {
    // Names of fields, never what they held. The page shows it at the field.
    const field = parsed.error.issues[0]?.path[0];
    return refuse('ipc.malformed', typeof field === 'string' ? { field } : {});
  }
  const request = parsed.data as Parsed<C>;
  const call = admit(ports, channel, window);
  if (!call.ok) return call;
  const needs = needsOf(channel, request);
  if (needs.length > 0) {
    const permitted = permit((call.value as UnlockedCall).session, needs);
    if (!permitted.ok) return permitted;
  }
  // The contract's type ties the handler to request and call; the compiler cannot follow it through the index.
  const handler = handlers[channel] as (request: unknown, call: AnyCall) => Promise<Answer>;
  return handler(request, call.value);
}

/**
 * SECURITY: S8. Registers the handlers of all channels behind one wrapper: the sender is the main frame of a page of
 * ours, the request is small, plain and exactly as the schema says, the session is in the state the channel needs, the
 * policy permits it. A refusal is an error value, never `undefined`; what a handler throws becomes `internal`.
 */
export function handleAll(ports: HandlePorts, handlers: Handlers): void {
  for (const channel of Object.keys(contract) as Channel[]) {
    ports.transport.handle(channel, async (sender, payload) => {
      try {
        return await answer(ports, handlers, channel, sender, payload);
      } catch (error) {
        return internalError(ports, channel, error);
      }
    });
  }
}
