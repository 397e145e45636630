import { z } from 'zod';
import { type ContractPart, empty, handle, nothing, password } from './contract-fields.ts';

/* How a vault is opened, locked and kept openable: part of the one contract (`contract.ts`). */

export const vaultContract = {
  'vault.unlock': { access: 'locked', request: z.strictObject({ password }), response: nothing },
  'vault.unlockWithKit': {
    access: 'locked',
    request: z.strictObject({ code: z.string().max(200), newPassword: password, allowPasswordOnly: z.boolean() }),
    response: nothing,
  },
  /** `source`: the code or link as typed, or a link that was opened; `oneTimePassword` goes with a link. */
  'vault.unlockWithReset': {
    access: 'locked',
    request: z.strictObject({
      source: z.union([z.strictObject({ text: z.string().max(4000) }), z.strictObject({ handle })]),
      oneTimePassword: password.nullable(),
      newPassword: password,
      allowPasswordOnly: z.boolean(),
    }),
    response: nothing,
  },
  'vault.lock': { access: 'unlocked', request: empty, response: nothing },
  'vault.changePassword': {
    access: 'unlocked',
    request: z.strictObject({ current: password, next: password }),
    response: nothing,
  },
  'vault.bindKeychain': { access: 'unlocked', request: z.strictObject({ password }), response: nothing },
  /** The member has read that their password was reset. */
  'vault.acknowledgeReset': { access: 'unlocked', request: empty, response: nothing },
  /** Main asks where, writes the PDF; false when the person cancelled. */
  'vault.saveKit': { access: 'unlocked', request: z.strictObject({ password }), response: z.boolean() },
  /** Main asks where, makes a new code and writes the PDF; false when the person cancelled, and the old code stays. */
  'vault.renewKit': { access: 'unlocked', request: z.strictObject({ password }), response: z.boolean() },
} as const satisfies ContractPart;
