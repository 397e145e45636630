import type { MailError } from './port.ts';

/** What nodemailer's connection tells of a failure, as far as it is looked at. */
interface SmtpFailure {
  readonly code: string;
  readonly system: string;
  readonly command: string;
  readonly status: number;
  readonly said: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function failureOf(error: unknown): SmtpFailure {
  const given: Readonly<Record<string, unknown>> = error instanceof Error ? { ...error } : {};
  return {
    code: textOf(given.code),
    system: textOf(given.originalCode),
    command: textOf(given.command),
    status: typeof given.responseCode === 'number' ? given.responseCode : 0,
    said: serverWords(textOf(given.response)),
  };
}

const SAID_MAX = 200;

/** SECURITY: a stranger's words: one line of printable characters, none that turn or hide what stands beside them. */
export function serverWords(text: string): string {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return plain.length > SAID_MAX ? `${plain.slice(0, SAID_MAX - 1)}…` : plain;
}

/** Codes of Node.js and OpenSSL that are about the certificate or the handshake. */
const TLS_CODE = /^(?:ERR_TLS|ERR_SSL|EPROTO$|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA)/;

/**
 * The error that a person is told. Codes are nodemailer's (`EAUTH`, `EENVELOPE`, ...), statuses those of RFC 5321, 4.2: 4xx
 * is for now, 5xx for good; 530, 534 and 535 are about logging in (RFC 4954).
 *
 * @param handedOver the whole message had been written when it failed
 */
export function mailErrorOf(error: unknown, handedOver: boolean): MailError {
  const failure = failureOf(error);
  return { code: codeOf(failure, handedOver), detail: failure.said };
}

function codeOf({ code, system, command, status }: SmtpFailure, handedOver: boolean): MailError['code'] {
  if (code === 'ETLS' || TLS_CODE.test(system)) return 'mail.tls';
  if (code === 'ECONNECTION' && command === 'EHLO' && status >= 500) return 'mail.tls';
  if (status === 530 || status === 534 || status === 535) return 'mail.login';
  if (status >= 400 && status < 500) return 'mail.later';
  switch (code) {
    case 'EAUTH':
      return 'mail.login';
    case 'EENVELOPE':
      return command === 'RCPT TO' ? 'mail.recipient' : 'mail.rejected';
    case 'EMESSAGE':
      return 'mail.rejected';
    case 'ETIMEDOUT':
      return handedOver ? 'mail.uncertain' : 'mail.timeout';
    case 'EPROTOCOL':
      return handedOver ? 'mail.uncertain' : 'mail.protocol';
    default:
      return handedOver ? 'mail.uncertain' : 'mail.unreachable';
  }
}
