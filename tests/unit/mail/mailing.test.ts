import { describe, expect, it } from 'vitest';
import {
  counted,
  endsMailing,
  SHOWN,
  shown,
  unsent,
  waiting,
  withState,
} from '../../../src-renderer/views/admin/mail/mailing.ts';
import {
  draftOf,
  keepsPassword,
  portOf,
  requestOf,
  withSecurity,
} from '../../../src-renderer/views/admin/mail/server-draft.ts';
import type { MailServerView } from '../../../src-shared/ipc/mail-contract.ts';

const person = (member: string) => ({ member, name: member, email: `${member}@acme.example` });
const SERVER: MailServerView = {
  host: 'smtp.acme.example',
  port: 465,
  security: 'tls',
  user: 'dana',
  from: { name: 'Dana', address: 'dana@acme.example' },
};
const ME = { name: 'Dana Ruiz', email: 'dana@acme.example' };

describe('invitations on their way to the mail server', () => {
  it('are sent again when they failed or were never tried, and not when they are handed over', () => {
    const failure = { code: 'mail.later', params: {} };
    let rows = waiting(['a', 'b', 'c', 'd'].map(person));
    rows = withState(rows, 'a', 'done');
    rows = withState(rows, 'b', 'failed', failure);
    rows = withState(rows, 'c', 'sending');
    expect(unsent(rows).map(({ member }) => member)).toEqual(['b', 'd']);
    expect(rows[1]?.error).toEqual(failure);
    expect(withState(rows, 'b', 'sending')[1]?.error).toBeNull();
    expect([counted(rows, 'done'), counted(rows, 'failed'), counted(rows, 'waiting')]).toEqual([1, 1, 1]);
  });

  it('show what failed first when there are more than fit', () => {
    let rows = waiting(Array.from({ length: SHOWN + 50 }, (_none, index) => person(`m${index}`)));
    rows = withState(rows, `m${SHOWN + 49}`, 'failed');
    expect(shown(rows)).toHaveLength(SHOWN);
    expect(shown(rows)[0]?.member).toBe(`m${SHOWN + 49}`);
    expect(shown(rows.slice(0, 3))).toEqual(rows.slice(0, 3));
  });

  it('end when the failure is the server’s, and go on when it is about one address or one moment', () => {
    const ends = (code: string): boolean => endsMailing({ code, params: {} });
    expect(['mail.recipient', 'mail.rejected', 'mail.later', 'mail.noInvitation', 'mail.uncertain'].some(ends)).toBe(
      false,
    );
    expect(['mail.login', 'mail.tls', 'mail.unreachable', 'mail.none', 'session.locked', 'internal'].every(ends)).toBe(
      true,
    );
  });
});

describe('the mail server in the form', () => {
  it('begins with the member’s own name and address, on the port of the protection', () => {
    const draft = draftOf(null, ME);
    expect(draft).toMatchObject({ port: '465', security: 'tls', fromName: 'Dana Ruiz', fromAddress: ME.email });
    expect(withSecurity(draft, 'starttls').port).toBe('587');
    expect(withSecurity({ ...draft, port: '2525' }, 'starttls').port).toBe('2525');
    expect(withSecurity({ ...draft, user: 'dana', password: 'x' }, 'none')).toMatchObject({ user: '', password: '' });
  });

  it('takes whole numbers from 1 to 65535 for a port', () => {
    expect(['1', ' 587 ', '65535'].map(portOf)).toEqual([1, 587, 65_535]);
    expect(['0', '65536', '-1', '1.5', '', 'smtp', '1e3'].map(portOf)).toEqual(Array(7).fill(null));
  });

  it('uses the password that is kept for the same server, port, protection and user alone', () => {
    const draft = draftOf(SERVER, ME);
    expect(keepsPassword(draft, SERVER)).toBe(true);
    expect(keepsPassword({ ...draft, host: 'SMTP.acme.example ' }, SERVER)).toBe(true);
    for (const change of [
      { host: 'other.example' },
      { port: '587' },
      { security: 'starttls' },
      { user: 'eve' },
    ] as const) {
      expect(keepsPassword({ ...draft, ...change }, SERVER)).toBe(false);
    }
    expect(requestOf(draft, 465).server?.password).toBeNull();
    expect(requestOf({ ...draft, password: 'new' }, 465).server?.password).toBe('new');
  });
});
