import { z } from 'zod';

/** What a person chooses for the window. Not in the contract, so that a window can be made before all of that is loaded. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  language: z.enum(['system', 'en', 'de']),
  notifications: z.boolean(),
  lockAfterMinutes: z.number().int().min(0).max(240), // 0 = never
});
