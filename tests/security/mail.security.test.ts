import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailDraft } from '../../src-main/app/mail.ts';
import { invitationLetter } from '../../src-main/mail/letters.ts';
import { checkMailServer } from '../../src-main/mail/mail-server.ts';
import { mimeOf } from '../../src-main/mail/mime.ts';
import type { Letter } from '../../src-main/mail/port.ts';
import { createSmtp } from '../../src-main/mail/smtp.ts';
import { serverWords } from '../../src-main/mail/smtp-errors.ts';
import { systemClock } from '../../src-main/system/system-clock.ts';
import { systemTimer } from '../../src-main/system/system-timer.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { coreBench, founded } from '../support/core.ts';
import { MAIL_PASSWORD, mailServer, rawServer } from '../support/mail-server.ts';
import { ROLE } from '../support/roles.ts';

const LETTER: Letter = {
  to: { name: 'Ada', address: 'ada@acme.example' },
  subject: 'Hello',
  text: 'Hello\n',
  html: '<p>Hello</p>',
};
const LIMITS = { answer: 400, letter: 1_200, idle: 100 };
/** Where it is the time that must run out. */
const impatient = createSmtp({ clock: systemClock, timer: systemTimer, limits: LIMITS });
/** Where it must not, on a busy machine either. */
const patient = createSmtp({ clock: systemClock, timer: systemTimer });

const HEADERS = ['from', 'to', 'subject', 'message-id', 'date', 'mime-version', 'content-type', 'auto-submitted'];

/** Names of the header's fields, as a mail server reads them. */
function headersOf(message: string): readonly string[] {
  const [head = ''] = message.split('\r\n\r\n');
  return head
    .split('\r\n')
    .filter((line) => !/^[ \t]/.test(line))
    .map((line) => line.split(':')[0]?.toLowerCase() ?? '');
}

/** Texts that like to be something else. */
const hostile = fc
  .array(
    fc.constantFrom(
      '\r\n',
      '\n',
      '\r',
      '\u2028',
      '\0',
      'Bcc: eve@evil.example',
      '"',
      '<eve@evil.example>',
      ',',
      ';',
      '\\',
      'ä',
      '=?UTF-8?Q?=0ABcc?=',
      ' ',
      'x',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('letters', () => {
  it('hold no header and no recipient but their own, whatever names and subject are', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (name, subject, sender) => {
        const letter = { ...LETTER, subject, to: { ...LETTER.to, name } };
        const message = Buffer.from(await mimeOf(letter, { name: sender, address: 'dana@acme.example' }, 0));
        const text = message.toString('latin1');
        expect([...headersOf(text)].toSorted()).toEqual(
          [...HEADERS].toSorted().filter((each) => headersOf(text).includes(each)),
        );
        expect(text.split('\r\n\r\n')[0]).not.toMatch(/[\0\u0080-\u00ff]|(?<!\r)\n|\r(?!\n)/);
        expect(headersOf(text)).not.toContain('bcc');
      }),
      { numRuns: 300 },
    );
  });

  it('show names and greetings as text when they look like markup', () => {
    const { html } = invitationLetter('en', {
      to: { name: '<b>Ada</b>', address: 'ada@acme.example' },
      inviter: '<img src=x onerror=alert(1)>',
      organisation: 'A & "B"',
      link: 'sealpost://join/abc',
      expiresAt: 0,
      welcome: '</blockquote><script>alert(1)</script>\n<a href="https://evil.example">x</a>',
    });
    expect(html).not.toMatch(/<(?:b|img|script)\b/);
    expect([...html.matchAll(/<a /g)]).toHaveLength(1);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('A &amp; &quot;B&quot;');
  });
});

describe('a mail server’s words', () => {
  it('are one bounded line of printable characters, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (said) => {
        const shown = serverWords(`${said}\u202e\u0007\r\n`);
        expect(shown.length).toBeLessThanOrEqual(200);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('passwords and letters', () => {
  const from = { name: 'Dana Ruiz', address: 'dana@acme.example' };
  const login = { user: 'dana', password: MAIL_PASSWORD };

  it('go over nothing unprotected: such settings are refused', () => {
    const plain = { host: 'smtp.example.org', port: 25, security: 'none', login: null, from };
    expect(checkMailServer(plain)).toEqual({ ok: false, error: { code: 'mail.plain' } });
    for (const host of ['10.0.0.1', '127.0.0.2', 'localhost.example.org', '0.0.0.0', '::ffff:10.0.0.1']) {
      expect(checkMailServer({ ...plain, host }).ok).toBe(false);
    }
    expect(checkMailServer({ ...plain, host: 'localhost', login })).toEqual({
      ok: false,
      error: { code: 'mail.plainLogin' },
    });
    expect(checkMailServer({ ...plain, host: 'localhost' }).ok).toBe(true);
    for (const host of ['a b', 'a\r\nb', 'http://a', '', '-a', 'a/b', 'a@b']) {
      expect(checkMailServer({ ...plain, security: 'tls', host })).toEqual({
        ok: false,
        error: { code: 'mail.server' },
      });
    }
    for (const user of ['a\r\nb', 'a\0b']) {
      const answer = checkMailServer({ ...plain, security: 'tls', login: { ...login, user } });
      expect(answer).toEqual({ ok: false, error: { code: 'mail.server' } });
    }
  });

  it('stay here when somebody on the way has taken STARTTLS out of the answer', async () => {
    const stripping = await rawServer((socket, heard) => {
      socket.write('220 mail.example.org\r\n');
      socket.on('data', () => {
        const line = heard().trimEnd().split('\r\n').at(-1) ?? '';
        socket.write(line.startsWith('STARTTLS') ? '502 not here\r\n' : '250-mail\r\n250 AUTH PLAIN LOGIN\r\n');
      });
    });
    const mail = patient({ host: 'localhost', port: stripping.port, security: 'starttls', login, from });
    expect(await mail.send(LETTER)).toMatchObject({ ok: false, error: { code: 'mail.tls' } });
    expect(stripping.heard()).not.toMatch(/AUTH|MAIL FROM|ada@/);
  });
});

describe('a hostile mail server', () => {
  const server = (port: number) => ({
    host: 'localhost',
    port,
    security: 'none' as const,
    login: null,
    from: { name: 'Dana', address: 'dana@acme.example' },
  });

  it('is given up when it never greets', async () => {
    const silent = await rawServer(() => undefined);
    expect(await impatient(server(silent.port)).send(LETTER)).toMatchObject({ error: { code: 'mail.timeout' } });
  });

  it.each([
    ['its greeting', ''],
    ['its answers', '220 hello\r\n'],
  ])('is given up when it drips %s, byte by byte, for ever', async (_what, first) => {
    const dripping = await rawServer((socket) => {
      socket.write(first);
      const timer = setInterval(() => socket.write('2'), 50);
      socket.on('close', () => clearInterval(timer));
    });
    expect(await impatient(server(dripping.port)).send(LETTER)).toMatchObject({ error: { code: 'mail.timeout' } });
  });

  it('is given up when it stalls before TLS', async () => {
    const silent = await rawServer(() => undefined);
    const answer = await impatient({ ...server(silent.port), security: 'tls' }).send(LETTER);
    expect(answer).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^mail\.(?:timeout|tls)$/) } });
  });

  it.each([
    ['never ends a line', 'x'.repeat(64 * 1024)],
    ['never ends an answer', '220-hello\r\n'.repeat(6_000)],
  ])('is given up, its words not kept, when it %s', async (_what, piece) => {
    const flood = await rawServer((socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.on('drain', more);
      more();
    });
    const answer = await patient(server(flood.port)).send(LETTER);
    expect(answer).toEqual({ ok: false, error: { code: 'mail.protocol', detail: '' } });
  });

  it('is told of by a code when it says anything at all in place of SMTP', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const garbage = await rawServer((socket) => {
          socket.write(bytes);
          socket.end('\r\n');
        });
        const answer = await impatient(server(garbage.port)).send(LETTER);
        expect(answer.ok).toBe(false);
      }),
      { numRuns: 25 },
    );
  });
});

describe('what is kept of a mail server', () => {
  const draft = (port: number): MailDraft => ({
    host: 'localhost',
    port,
    security: 'tls',
    user: 'dana',
    password: MAIL_PASSWORD,
    from: { name: 'Dana', address: 'dana@acme.example' },
  });

  it('is in the vault alone, and the password goes to no other server, user or protection than before', async () => {
    const bench = await coreBench();
    const app = bench.core('dana');
    const dana = await founded(bench, app);
    unwrap(dana.mail.configure(draft(465)));
    expect(JSON.stringify(dana.mail.settings())).not.toContain(MAIL_PASSWORD);
    const kept = { ...draft(465), password: null };
    unwrap(dana.mail.configure({ ...kept, from: { name: 'Dana R', address: 'dana@acme.example' } }));
    for (const change of [
      { host: 'evil.example' },
      { port: 466 },
      { user: 'eve' },
      { security: 'starttls' },
    ] as const) {
      expect(dana.mail.configure({ ...kept, ...change })).toEqual({
        ok: false,
        error: { code: 'mail.passwordNeeded', detail: '' },
      });
    }
    expect(dana.mail.settings()?.from.name).toBe('Dana R');
    await app.close();
    for (const entry of await readdir(bench.folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      expect(bytes.includes(MAIL_PASSWORD), entry.name).toBe(false);
    }
  });

  it('lets nothing be sent but the open invitations that this profile made', async () => {
    const server = await mailServer('none');
    const bench = await coreBench();
    const app = bench.core('dana');
    const dana = await founded(bench, app);
    const { member } = unwrap(await dana.invite({ name: 'Ada', email: 'ada@acme.example', role: ROLE.member }));
    expect(await dana.mail.sendInvitation(member, 'en')).toMatchObject({ error: { code: 'mail.none' } });
    unwrap(dana.mail.configure({ ...draft(server.port), security: 'none', user: '', password: null }));
    const self = dana.member().id;
    expect(await dana.mail.sendInvitation(self, 'en')).toMatchObject({ error: { code: 'mail.noInvitation' } });
    expect(server.taken).toEqual([]);
    unwrap(await dana.mail.sendInvitation(member, 'en'));
    expect(server.taken).toMatchObject([{ to: ['ada@acme.example'] }]);
  });
});
