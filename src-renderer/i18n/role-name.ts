import type { RoleView } from '../../src-shared/ipc/contract-fields.ts';
import type { I18n } from './i18n.tsx';

/** In the person's language while it is called as its preset called it; otherwise as the organisation calls it. */
export const roleName = (role: RoleView, { lookup }: Pick<I18n, 'lookup'>): string =>
  role.text === null ? role.name : lookup(role.text, {}, role.name);

/** One sentence about a role that a preset brought; empty for others. */
export const roleHint = (role: RoleView, { lookup }: Pick<I18n, 'lookup'>): string =>
  role.text === null ? '' : lookup(role.text.replace('roleName.', 'roleHint.'), {}, '');
