import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { text as readAll } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import type { MailSecurity, MailServer } from '../../src-main/mail/port.ts';
import { type Certificate, selfSigned } from './certificate.ts';

/** A message as the server took it. */
export interface Taken {
  readonly from: string;
  readonly to: readonly string[];
  /** The exact bytes, as Latin-1. */
  readonly message: string;
  readonly user: string | undefined;
  readonly secure: boolean;
}

export interface TestMailServer {
  readonly port: number;
  readonly taken: readonly Taken[];
  /** How many have connected so far. */
  readonly connections: () => number;
  /** Ends every connection, as after too long a silence; resolves when the other side has seen it, too. */
  hangUp(): Promise<void>;
  readonly certificate: Certificate;
  /** Settings that reach it. */
  settings(changes?: Partial<MailServer>): MailServer;
}

export const MAIL_USER = 'dana@acme.example';
export const MAIL_PASSWORD = 'mail password';

function refusal(status: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: status });
}

/**
 * A real SMTP server on the loopback address, ended with the test. `bounce@` is refused for good, `greylist@` once, a message
 * with `spam` in its subject after it was handed over.
 */
export async function mailServer(
  security: MailSecurity = 'none',
  options: Partial<SMTPServerOptions> = {},
  certificate: Certificate = selfSigned(),
): Promise<TestMailServer> {
  const taken: Taken[] = [];
  const greylisted = new Set<string>();
  let connections = 0;
  const server = new SMTPServer({
    ...certificate,
    secure: security === 'tls',
    disabledCommands: security === 'none' ? ['STARTTLS', 'AUTH'] : [],
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onAuth({ username, password }, _session, done) {
      if (username === MAIL_USER && password === MAIL_PASSWORD) done(null, { user: username });
      else done(refusal(535, '5.7.8 Authentication credentials invalid'));
    },
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('bounce@')) return done(refusal(550, '5.1.1 No such user here'));
      if (address.startsWith('greylist@') && !greylisted.has(address)) {
        greylisted.add(address);
        return done(refusal(451, '4.7.1 Greylisted, try again later'));
      }
      done();
    },
    onData(stream, session, done) {
      void readAll(stream.setEncoding('latin1')).then((message) => {
        if (/^Subject:.*spam/im.test(message)) return done(refusal(554, '5.7.1 Rejected as spam'));
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          message,
          user: typeof session.user === 'string' ? session.user : undefined,
          secure: session.secure === true,
        });
        done();
      });
    },
    ...options,
  });
  // A client that breaks off is what some tests are about.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  const sockets = new Set<Socket>();
  listening.on(security === 'tls' ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await once(listening, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = listening.address() as AddressInfo;
  return {
    port,
    taken,
    connections: () => connections,
    async hangUp() {
      const gone = [...sockets].map((socket) => once(socket, 'close'));
      for (const socket of sockets) socket.end();
      await Promise.all(gone);
    },
    certificate,
    settings: (changes = {}) => ({
      host: 'localhost',
      port,
      security,
      login: security === 'none' ? null : { user: MAIL_USER, password: MAIL_PASSWORD },
      from: { name: 'Dana Ruiz', address: 'dana@acme.example' },
      ...changes,
    }),
  };
}

/** A server that speaks as the test wants; ended with the test. Answers with its port and what it has heard. */
export async function rawServer(
  speak: (socket: Socket, heard: () => string) => void,
): Promise<{ readonly port: number; readonly heard: () => string }> {
  let all = '';
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      all += chunk.toString('latin1');
    });
    speak(socket, () => all);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, heard: () => all };
}
