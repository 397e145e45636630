import { z } from 'zod';
import { adminContract } from './admin-contract.ts';
import { appContract, openedSchema, sessionSchema } from './app-contract.ts';
import { billingContract } from './billing-contract.ts';
import type { ContractPart } from './contract-fields.ts';
import { filesContract } from './files-contract.ts';
import { hubContract, hubStatusSchema } from './hub-contract.ts';
import { mailContract } from './mail-contract.ts';
import { boxSchema, packagesContract, transferSchema } from './packages-contract.ts';
import { peopleContract } from './people-contract.ts';
import { settingsSchema } from './settings.ts';
import { vaultContract } from './vault-contract.ts';

/*
 * The one contract between renderer and main: channel -> request, response. Errors are data (`ipcErrorSchema`) with a
 * code of the message catalogue. No secret, key, path or hub address is in any response (S8); paths and dialogs are
 * opaque handles. Passwords go one way, renderer to main.
 */

export const contract = {
  ...appContract,
  ...filesContract,
  ...vaultContract,
  ...peopleContract,
  ...adminContract,
  ...billingContract,
  ...mailContract,
  ...hubContract,
  ...packagesContract,
} as const satisfies ContractPart;

export type Channel = keyof typeof contract;
export type Request<C extends Channel> = z.input<(typeof contract)[C]['request']>;
export type Response<C extends Channel> = z.output<(typeof contract)[C]['response']>;

/** Pushed by main. A renderer that misses one loses nothing: each says what to ask again, or carries a whole value. */
export const events = {
  'session.changed': sessionSchema,
  'packages.changed': z.strictObject({ box: boxSchema.nullable() }),
  'transfer.changed': transferSchema,
  'people.changed': z.strictObject({}),
  'hub.changed': hubStatusSchema,
  'settings.changed': settingsSchema,
  'link.opened': openedSchema,
  /** A menu item or a global shortcut asks for a command of the renderer's registry. */
  command: z.strictObject({ name: z.string() }),
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>;
