import { z } from 'zod';
import { type ContractPart, empty, ipcErrorSchema, time } from './contract-fields.ts';

/* What the hub says, and when it last did: part of the one contract (`contract.ts`). */

export const alarmSchema = z.strictObject({ code: z.string(), params: ipcErrorSchema.shape.params });

export const hubStatusSchema = z.strictObject({
  kind: z.enum(['folder']),
  state: z.enum(['unknown', 'online', 'offline']),
  lastSync: time.nullable(),
  /** How old the rules here may be: past `until` nothing is changed, and sending warns or stops, until the hub answers. */
  lease: z.strictObject({ renewedAt: time, until: time, expired: z.boolean(), sending: z.enum(['warn', 'stop']) }),
  error: ipcErrorSchema.nullable(),
  alarm: alarmSchema.nullable(),
});
export type HubStatus = z.infer<typeof hubStatusSchema>;

export const hubContract = {
  'hub.status': { access: 'unlocked', request: empty, response: hubStatusSchema },
  'hub.sync': { access: 'unlocked', request: empty, response: hubStatusSchema },
} as const satisfies ContractPart;
