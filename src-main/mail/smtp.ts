import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Clock } from '../../src-shared/base/clock.ts';
import { createQueue } from '../../src-shared/base/queue.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { Timer } from '../../src-shared/base/timer.ts';
import { mimeOf } from './mime.ts';
import type { Letter, MailConnection, MailError, MailServer, OpenMail } from './port.ts';
import { mailErrorOf } from './smtp-errors.ts';

export interface SmtpLimits {
  /** Milliseconds for looking up, connecting and the handshake together, and for any one answer after it. */
  readonly answer: number;
  /** Milliseconds for one letter, connecting included: who drips an answer byte by byte does not hold it up for ever. */
  readonly letter: number;
  /** Milliseconds that a connection is kept when nothing is sent. */
  readonly idle: number;
}

export const SMTP_LIMITS: SmtpLimits = { answer: 20_000, letter: 60_000, idle: 15_000 };
/** Of one answer. RFC 5321, 4.5.3.1.5: a line of it has at most 512 bytes. */
const ANSWER_BYTES = 64 * 1024;

export interface SmtpPorts {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly limits?: Partial<SmtpLimits>;
  /** Certificates of authorities, PEM, instead of those that Node.js brings. */
  readonly authorities?: readonly string[];
}

/** SECURITY: the certificate is checked always, and STARTTLS is asked for, not hoped for. */
function connectionTo(server: MailServer, limits: SmtpLimits, authorities?: readonly string[]): SMTPConnection {
  const { host, port, security } = server;
  return new SMTPConnection({
    // A name that is looked up could lead elsewhere.
    host: host === 'localhost' ? '127.0.0.1' : host,
    ...(host === 'localhost' && { servername: host }),
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    // What this computer is called is nobody's business.
    name: '[127.0.0.1]',
    connectionTimeout: limits.answer,
    greetingTimeout: limits.answer,
    socketTimeout: limits.answer,
    dnsTimeout: limits.answer,
    socketCloseTimeout: 0,
    maxResponseSize: ANSWER_BYTES,
    logger: false,
    tls: {
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(authorities !== undefined && { ca: [...authorities] }),
    },
  });
}

/** Fails as soon as the connection does, whatever it was doing: not all of its callbacks are called then. */
function during<T>(
  connection: SMTPConnection,
  work: (done: (error: Error | null | undefined, value: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (): void => fail(new Error('closed'));
    const settle = (): void => {
      connection.off('error', fail);
      connection.off('end', gone);
    };
    const fail = (error: unknown): void => {
      settle();
      reject(error);
    };
    connection.once('error', fail);
    connection.once('end', gone);
    work((error, value) => {
      if (error) return fail(error);
      settle();
      resolve(value);
    });
  });
}

class Smtp implements MailConnection {
  readonly #server: MailServer;
  readonly #ports: SmtpPorts;
  readonly #limits: SmtpLimits;
  readonly #inTurn = createQueue();
  #open: SMTPConnection | null = null;
  #stopIdle: () => void = () => undefined;
  #closed = false;

  constructor(server: MailServer, ports: SmtpPorts) {
    this.#server = server;
    this.#ports = ports;
    this.#limits = { ...SMTP_LIMITS, ...ports.limits };
  }

  send(letter: Letter): Promise<Result<void, MailError>> {
    return this.#inTurn(() => this.#sendOne(letter));
  }

  close(): void {
    this.#closed = true;
    this.#drop();
  }

  #drop(): void {
    this.#stopIdle();
    this.#open?.close();
    this.#open = null;
  }

  async #sendOne(letter: Letter): Promise<Result<void, MailError>> {
    this.#stopIdle();
    let handedOver = false;
    let late = false;
    const stop = this.#ports.timer.after(this.#limits.letter, () => {
      late = true;
      this.#drop();
    });
    try {
      const message = await mimeOf(letter, this.#server.from, this.#ports.clock.now());
      const connection = await this.#connected();
      const body = Readable.from(
        (function* () {
          yield message;
          handedOver = true;
        })(),
      );
      const envelope = { from: this.#server.from.address, to: [letter.to.address], size: message.length };
      await during(connection, (done) => connection.send(envelope, body, done));
      this.#stopIdle = this.#ports.timer.after(this.#limits.idle, () => this.#drop());
      return ok();
    } catch (error) {
      this.#drop();
      if (late) return err({ code: handedOver ? 'mail.uncertain' : 'mail.timeout', detail: '' });
      return err(mailErrorOf(error, handedOver));
    } finally {
      stop();
    }
  }

  /** The connection from before, or a new one, logged in. */
  async #connected(): Promise<SMTPConnection> {
    if (this.#closed) throw new Error('closed');
    if (this.#open !== null && !this.#open.destroyed) return this.#open;
    const connection = connectionTo(this.#server, this.#limits, this.#ports.authorities);
    // A late error, of a connection that is being taken down or lies idle, is nobody's.
    connection.on('error', () => undefined);
    this.#open = connection;
    await during<void>(connection, (done) => connection.connect((error) => done(error)));
    const { login, security } = this.#server;
    if (login !== null) {
      // SECURITY: the settings promise it, and the connection keeps it: no password without TLS.
      if (security === 'none' || !connection.secure) throw new Error('not protected');
      const credentials = { user: login.user, pass: login.password };
      await during(connection, (done) => connection.login({ credentials }, done));
    }
    return connection;
  }
}

/** Mail over SMTP. */
export const createSmtp =
  (ports: SmtpPorts): OpenMail =>
  (server) =>
    new Smtp(server, ports);
