import { utf8 } from '../../src-shared/base/bytes.ts';
import type { MemberId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { Member } from '../../src-shared/policy/model/entities.ts';
import { normaliseEmail, normaliseName } from '../../src-shared/policy/model/text.ts';
import { parseJson } from '../../src-shared/protocol/json.ts';
import type { LetterLanguage } from '../mail/letters.ts';
import { checkMailServer } from '../mail/mail-server.ts';
import type { Letter, MailConnection, MailSecurity, MailServer, OpenMail } from '../mail/port.ts';
import { invitationLink } from '../organisation/invite.ts';
import type { Membership } from '../organisation/membership.ts';
import { readMeta, writeMeta } from '../vault/meta.ts';
import type { AppError, AppResult } from './error.ts';
import { appError } from './error.ts';

const SERVER = 'mail.server';

/** What may be shown of the mail server: all but the password. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** '': the server asks for no password. */
  readonly user: string;
  readonly from: { readonly name: string; readonly address: string };
}

export interface MailDraft extends MailSettings {
  /** null: the one that is kept already, which never goes to another server or user than before. */
  readonly password: string | null;
}

export interface HandedOver {
  /** The server that has taken the letter. */
  readonly server: string;
}

/** E-mail in this member's name, through a server of their choice. What is kept of it is in the vault alone. */
export interface MemberMail {
  settings(): MailSettings | null;
  /** null forgets the server. */
  configure(draft: MailDraft | null): Result<void, AppError>;
  /** To the member's own address. */
  sendTest(language: LetterLanguage): AppResult<HandedOver>;
  /** To the member's address, the link of the open invitation that this profile made. */
  sendInvitation(member: MemberId, language: LetterLanguage): AppResult<HandedOver>;
  /** Ends what is under way, and forgets the connection. */
  close(): void;
}

const isSamePlace = (one: MailSettings, other: MailSettings): boolean =>
  one.host === other.host && one.port === other.port && one.security === other.security && one.user === other.user;

export function createMemberMail(
  membership: Membership,
  self: () => Member,
  load: () => Promise<OpenMail>,
): MemberMail {
  const { database, log } = membership;
  let connection: MailConnection | null = null;

  function server(): MailServer | null {
    const checked = checkMailServer(parseJson(utf8(readMeta(database, SERVER) ?? '')));
    return checked.ok ? checked.value : null;
  }
  const settingsOf = ({ host, port, security, login, from }: MailServer): MailSettings => ({
    host,
    port,
    security,
    user: login?.user ?? '',
    from,
  });
  function close(): void {
    connection?.close();
    connection = null;
  }

  /** SECURITY: a password that is kept goes where it went before, so that nobody who gets at the settings gets at it. */
  function passwordOf(draft: MailDraft): Result<string, AppError> {
    if (draft.password !== null) return ok(draft.password);
    const kept = server();
    if (kept?.login && isSamePlace(settingsOf(kept), draft)) return ok(kept.login.password);
    return err({ code: 'mail.passwordNeeded', detail: '' });
  }

  function loginOf(draft: MailDraft): Result<MailServer['login'], AppError> {
    if (draft.user === '') return ok(null);
    if (draft.security === 'none') return err({ code: 'mail.plainLogin', detail: '' });
    const password = passwordOf(draft);
    return password.ok ? ok({ user: draft.user, password: password.value }) : password;
  }

  async function send(letter: Letter): AppResult<HandedOver> {
    const open = await load();
    const to = server();
    if (to === null) return err({ code: 'mail.none', detail: '' });
    connection ??= open(to);
    const sent = await connection.send(letter);
    if (sent.ok) return ok({ server: to.host });
    const { code, detail } = sent.error;
    return err({ code, detail: '', params: { server: to.host, answer: detail } });
  }

  return {
    settings() {
      const kept = server();
      return kept === null ? null : settingsOf(kept);
    },
    configure(draft) {
      if (draft === null) {
        close();
        writeMeta(database, SERVER, null);
        return ok();
      }
      const name = normaliseName(draft.from.name);
      if (!name.ok) return err(appError(name.error));
      const address = normaliseEmail(draft.from.address);
      if (!address.ok) return err(appError(address.error));
      const host = draft.host.trim().toLowerCase();
      const user = draft.user.trim();
      const login = loginOf({ ...draft, host, user });
      if (!login.ok) return login;
      const from = { name: name.value, address: address.value };
      const { port, security } = draft;
      const checked = checkMailServer({ host, port, security, login: login.value, from });
      if (!checked.ok) return err(appError(checked.error));
      close();
      writeMeta(database, SERVER, JSON.stringify(checked.value));
      return ok();
    },
    async sendTest(language) {
      const { testLetter } = await import('../mail/letters.ts');
      const { name, email } = self();
      return send(testLetter(language, { name, address: email }, log.state().name));
    },
    async sendInvitation(member, language) {
      const invitee = log.state().members.get(member);
      const told = invitationLink(membership, member);
      if (invitee === undefined || told === null) return err({ code: 'mail.noInvitation', detail: '' });
      const { invitationLetter } = await import('../mail/letters.ts');
      const { link, expiresAt, welcome } = told;
      const { name, email } = invitee;
      const to = { name, address: email };
      const inviter = self().name;
      return send(
        invitationLetter(language, { to, inviter, organisation: log.state().name, link, expiresAt, welcome }),
      );
    },
    close,
  };
}
