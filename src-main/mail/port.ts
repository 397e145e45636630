import type { Result } from '../../src-shared/base/result.ts';

/** How the way to the server is protected. `none` is for a server on this computer alone, and carries no password. */
export const MAIL_SECURITIES = ['tls', 'starttls', 'none'] as const;
export type MailSecurity = (typeof MAIL_SECURITIES)[number];

export interface MailAddress {
  /** As `normaliseName` leaves it. */
  readonly name: string;
  /** As `normaliseEmail` leaves it: ASCII. */
  readonly address: string;
}

/** A server that takes mail for delivery (RFC 6409), as `mailServerSchema` accepts it. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** null: the server asks for none. */
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: MailAddress;
}

/** One message to one person. `html` says the same as `text`. */
export interface Letter {
  readonly to: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export const MAIL_ERRORS = [
  'mail.unreachable', // no such host, nobody listens, or the connection broke before the message was handed over
  'mail.timeout',
  'mail.tls', // the certificate is not good for this host, or the server does not speak TLS
  'mail.login',
  'mail.recipient', // the server does not take mail for this address
  'mail.rejected', // the sender, or the message
  'mail.later', // greylisted, too many at once, out of order for now
  'mail.protocol', // what answers is no mail server, or says too much
  'mail.uncertain', // the message was handed over, and no answer came
] as const;

export interface MailError {
  readonly code: (typeof MAIL_ERRORS)[number];
  /** The server's own words, one printable line of at most 200 characters; '' when it said none. Not to be trusted. */
  readonly detail: string;
}

/** The way to one server. Letters go one after the other; the connection is kept for a while between them. */
export interface MailConnection {
  /** The server has taken responsibility for the message (RFC 5321, 4.2.5); whether it arrives, nobody here learns. */
  send(letter: Letter): Promise<Result<void, MailError>>;
  close(): void;
}

export type OpenMail = (server: MailServer) => MailConnection;
