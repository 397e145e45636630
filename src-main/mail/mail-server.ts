import { z } from 'zod';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { isEmail, isName } from '../../src-shared/policy/model/text.ts';
import { MAIL_SECURITIES, type MailServer } from './port.ts';

/** A host name (RFC 1123, international ones in Punycode), or an address as numbers. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$|^[0-9a-f:]{2,39}$/;
/** Printable, so that nothing in it can end a line of the protocol or of a header. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
const PLAIN = /^[^\u0000-\u001f\u007f-\u009f]+$/;

/** Names of this computer that no other computer can answer to: nothing is looked up for them. */
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);
export const isLoopback = (host: string): boolean => LOOPBACK.has(host);

export const mailServerSchema = z.strictObject({
  host: z.string().max(253).regex(HOST),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(MAIL_SECURITIES),
  login: z
    .strictObject({
      user: z.string().min(1).max(320).regex(PLAIN),
      password: z.string().min(1).max(1_024).regex(PLAIN),
    })
    .nullable(),
  from: z.strictObject({
    name: z.string().refine(isName),
    address: z.string().refine(isEmail),
  }),
});

export type MailServerError = {
  readonly code:
    | 'mail.server' // host, port, user or sender are not as they must be
    | 'mail.plain' // unprotected, and not on this computer
    | 'mail.plainLogin'; // a password, and nothing that protects it
};

/** SECURITY: what is unprotected never leaves this computer, and no password goes over it even there. */
export function checkMailServer(server: unknown): Result<MailServer, MailServerError> {
  const parsed = mailServerSchema.safeParse(server);
  if (!parsed.success) return err({ code: 'mail.server' });
  const { security, host, login } = parsed.data;
  if (security === 'none' && !isLoopback(host)) return err({ code: 'mail.plain' });
  if (security === 'none' && login !== null) return err({ code: 'mail.plainLogin' });
  return ok(parsed.data);
}
