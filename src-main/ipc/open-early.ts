import { deferred } from '../../src-shared/base/deferred.ts';
import type { Transport } from './transport.ts';

type Listener = Parameters<Transport['handle']>[1];

/**
 * Opens the channels before anything can answer them: a page that asks while the core is still being loaded waits for
 * its answer instead of being refused. SECURITY: S8. Nothing is decided meanwhile: every check is the listener's, and is
 * made when it is there. Only the sender is taken down at once, as it was when it asked.
 *
 * @returns a transport whose `handle` gives a channel its listener. It throws for a channel that is not in the list.
 */
export function openEarly(transport: Transport, channels: readonly string[]): Transport {
  const listeners = new Map(channels.map((channel) => [channel, deferred<Listener>()]));
  for (const [channel, { promise }] of listeners) {
    transport.handle(channel, async (sender, payload) => (await promise)(sender, payload));
  }
  return {
    handle(channel, listener) {
      const found = listeners.get(channel);
      if (found === undefined) throw new RangeError(`no channel ${channel}`);
      found.resolve(listener);
    },
    send: (window, channel, payload) => transport.send(window, channel, payload),
  };
}
