import type { AppError } from './port.ts';

/** A feature's error without what only the feature needs (a whole decision, say). */
export const appError = ({ code, detail = '' }: { readonly code: string; readonly detail?: string }): AppError => ({
  code,
  detail,
});
