import { eventChannel } from '../../src-shared/ipc/channels.ts';
import { type EventName, type EventPayload, events } from '../../src-shared/ipc/contract.ts';
import type { Transport } from './transport.ts';

/** Pushes to one window. */
export type Push = <E extends EventName>(window: string, event: E, payload: EventPayload<E>) => void;

/**
 * SECURITY: S8. What is pushed passes the same contract as what is answered: a field that the schema does not name is a
 * programming error, and does not leave main.
 *
 * @throws ZodError when a payload is not what the contract says.
 */
export function createPush(transport: Transport): Push {
  return (window, event, payload) => transport.send(window, eventChannel(event), events[event].parse(payload));
}
