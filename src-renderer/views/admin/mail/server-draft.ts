import type { Request } from '../../../../src-shared/ipc/contract.ts';
import type { MailServerView } from '../../../../src-shared/ipc/mail-contract.ts';

/** The mail server as it stands in the form. */
export interface ServerDraft {
  readonly host: string;
  readonly port: string;
  readonly security: MailServerView['security'];
  readonly user: string;
  /** '': the one that is kept, where there is one. */
  readonly password: string;
  readonly fromName: string;
  readonly fromAddress: string;
}

/** What each protection is usually offered at (RFC 8314, RFC 6409, RFC 5321). */
export const USUAL_PORT: Readonly<Record<MailServerView['security'], string>> = {
  tls: '465',
  starttls: '587',
  none: '25',
};

export function draftOf(
  server: MailServerView | null,
  me: { readonly name: string; readonly email: string },
): ServerDraft {
  return {
    host: server?.host ?? '',
    port: String(server?.port ?? USUAL_PORT.tls),
    security: server?.security ?? 'tls',
    user: server?.user ?? '',
    password: '',
    fromName: server?.from.name ?? me.name,
    fromAddress: server?.from.address ?? me.email,
  };
}

/** Another protection, with its usual port unless the person chose one of their own. */
export function withSecurity(draft: ServerDraft, security: MailServerView['security']): ServerDraft {
  const isUsual = Object.values(USUAL_PORT).includes(draft.port);
  const login = security === 'none' ? { user: '', password: '' } : {};
  return { ...draft, security, ...(isUsual && { port: USUAL_PORT[security] }), ...login };
}

/** null: no whole number from 1 to 65535. */
export function portOf(text: string): number | null {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

/** Whether the password that main keeps can be used: it goes to no other place than before. */
export function keepsPassword(draft: ServerDraft, server: MailServerView | null): boolean {
  if (server === null || server.user === '') return false;
  return (
    draft.host.trim().toLowerCase() === server.host &&
    portOf(draft.port) === server.port &&
    draft.security === server.security &&
    draft.user.trim() === server.user
  );
}

export function requestOf(draft: ServerDraft, port: number): Request<'mail.configure'> {
  const { host, security, user, password, fromName, fromAddress } = draft;
  return {
    server: {
      host: host.trim(),
      port,
      security,
      user: user.trim(),
      password: password === '' ? null : password,
      from: { name: fromName.trim(), address: fromAddress.trim() },
    },
  };
}
