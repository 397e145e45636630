import { createConnection, type Socket } from 'node:net';
import { concat, fromUtf8, hex, utf8 } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { decodeMessage, encodeCall, type Incoming } from './dbus-message.ts';
import type { KeychainError } from './port.ts';

/** What decides which session bus there is. */
export interface BusEnvironment {
  readonly DBUS_SESSION_BUS_ADDRESS?: string | undefined;
  readonly XDG_RUNTIME_DIR?: string | undefined;
}

const HELLO = 1;
const QUESTION = 2;

/**
 * Does a Secret Service answer on this session's bus? Asked before the native package is: that one connects on the
 * calling thread and without a time limit, so a bus that accepts and then stays silent would freeze the window. The
 * question is the harmless one of where the default collection is (Secret Service API, `ReadAlias`).
 *
 * Errors: keychain.unavailable, keychain.timeout.
 */
export async function secretServiceAnswers(
  environment: BusEnvironment,
  uid: number,
  limit: number,
): Promise<Result<void, KeychainError>> {
  const socketPath = busSocket(environment);
  if (socketPath === null) return err({ code: 'keychain.unavailable', detail: 'no session bus' });
  const socket = createConnection({ path: socketPath });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Result<void, KeychainError>>((resolve) => {
      const refuse = (detail: string): void => resolve(err({ code: 'keychain.unavailable', detail }));
      timer = setTimeout(
        () => resolve(err({ code: 'keychain.timeout', detail: `the session bus was silent for ${limit} ms` })),
        limit,
      );
      socket.on('error', () => refuse('the session bus refuses'));
      socket.on('close', () => refuse('the session bus hung up'));
      converse(socket, uid, (answer) => {
        if (answer.kind === 'error' && answer.error?.startsWith('org.freedesktop.DBus.Error.') === true) {
          refuse(answer.error.replace('org.freedesktop.DBus.Error.', ''));
        } else resolve(ok());
      });
    });
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

/** Authenticates as the owner of the process, says hello, asks; hands over the answer to the question. */
function converse(socket: Socket, uid: number, answered: (answer: Incoming) => void): void {
  let received: Uint8Array = new Uint8Array();
  let authenticated = false;
  socket.write(concat([new Uint8Array(1), utf8(`AUTH EXTERNAL ${hex(utf8(String(uid)))}\r\n`)]));
  socket.on('data', (part: Buffer) => {
    received = concat([received, part]);
    try {
      if (!authenticated) {
        const end = received.indexOf('\n'.charCodeAt(0));
        if (end < 0) return;
        if (!fromUtf8(received.subarray(0, end)).startsWith('OK ')) throw new RangeError('not authenticated');
        received = received.slice(end + 1);
        authenticated = true;
        socket.write(concat([utf8('BEGIN\r\n'), encodeCall(hello), encodeCall(question)]));
      }
      for (let next = decodeMessage(received); next !== null; next = decodeMessage(received)) {
        received = received.slice(next.length);
        if (next.message.replyTo === QUESTION) answered(next.message);
      }
    } catch {
      // Not a message bus, or one that does not want us.
      socket.destroy();
    }
  });
}

const hello = {
  serial: HELLO,
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'Hello',
  argument: null,
};

const question = {
  serial: QUESTION,
  destination: 'org.freedesktop.secrets',
  path: '/org/freedesktop/secrets',
  interface: 'org.freedesktop.Secret.Service',
  member: 'ReadAlias',
  argument: 'default',
};

/**
 * The socket of the session bus as libdbus finds it: the first address that is a Unix socket, else the user bus.
 * Abstract sockets start with a zero byte, as Node.js has them.
 */
export function busSocket(environment: BusEnvironment): string | null {
  const { DBUS_SESSION_BUS_ADDRESS: addresses = '', XDG_RUNTIME_DIR: runtime = '' } = environment;
  for (const address of addresses.split(';')) {
    const match = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(address);
    if (match?.[2] === undefined) continue;
    const name = unescaped(match[2]);
    return match[1] === 'abstract' ? `\0${name}` : name;
  }
  return addresses === '' && runtime !== '' ? `${runtime}/bus` : null;
}

/** Addresses escape bytes as URLs do. */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
