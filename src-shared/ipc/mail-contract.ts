import { z } from 'zod';
import { type ContractPart, empty, id, nothing } from './contract-fields.ts';

/*
 * E-mail to those who are invited, and what they are greeted with: part of the one contract (`contract.ts`). The page never
 * says what a letter holds or to which address it goes: it names the member, and main knows the rest.
 */

const server = z.strictObject({
  host: z.string().max(253),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  /** '': the server asks for no password. */
  user: z.string().max(320),
  from: z.strictObject({ name: z.string().max(200), address: z.string().max(254) }),
});
export type MailServerView = z.infer<typeof server>;

/** The server that has taken responsibility for the letter. */
const handedOver = z.strictObject({ server: z.string() });

export const mailContract = {
  /** The password is not among them: it goes one way. `welcome`: what newcomers were greeted with last; '': nothing. */
  'mail.settings': {
    access: 'unlocked',
    request: empty,
    response: z.strictObject({ server: server.nullable(), welcome: z.string() }),
  },
  /** `password` null: the one that is kept, for the same server and user. `server` null: forgets it. */
  'mail.configure': {
    access: 'unlocked',
    request: z.strictObject({ server: server.extend({ password: z.string().max(1_024).nullable() }).nullable() }),
    response: nothing,
  },
  /** To one's own address. Errors of sending carry {server} and {answer}, the server's own words. */
  'mail.test': { access: 'unlocked', request: empty, response: handedOver },
  /** The link of an open invitation that was made here, to the address it was made for. */
  'mail.sendInvitation': { access: 'unlocked', request: z.strictObject({ member: id }), response: handedOver },

  /** What came with one's own invitation; null: nothing, or dismissed. Plain text. */
  'welcome.greeting': {
    access: 'unlocked',
    request: empty,
    response: z.strictObject({ text: z.string(), from: z.string() }).nullable(),
  },
  'welcome.dismiss': { access: 'unlocked', request: empty, response: nothing },
} as const satisfies ContractPart;

export type MailChannel = keyof typeof mailContract;
