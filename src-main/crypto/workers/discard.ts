import { MessageChannel } from 'node:worker_threads';

/**
 * Frees the memory of a buffer now rather than at some garbage collection: it is moved into a message that nobody
 * receives. A thread that opens segments does little else, so its collector would let tens of megabytes pile up.
 */
export function discard(buffer: ArrayBufferLike): void {
  if (!(buffer instanceof ArrayBuffer)) return;
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.close();
  port1.postMessage(null, [buffer]);
}
