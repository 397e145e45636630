import { describe, expect, it } from 'vitest';
import type { Letter, MailServer } from '../../../src-main/mail/port.ts';
import { createSmtp, type SmtpPorts } from '../../../src-main/mail/smtp.ts';
import { systemClock } from '../../../src-main/system/system-clock.ts';
import { systemTimer } from '../../../src-main/system/system-timer.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { selfSigned } from '../../support/certificate.ts';
import { MAIL_USER, mailServer, rawServer } from '../../support/mail-server.ts';
import { createManualTime } from '../../support/manual-time.ts';

const LETTER: Letter = {
  to: { name: 'Ada Müller', address: 'ada@acme.example' },
  subject: 'Grüße',
  text: 'Hello\n',
  html: '<p>Hello</p>',
};
const to = (address: string): Letter => ({ ...LETTER, to: { name: 'Ada', address } });

function connect(server: MailServer, authority?: string, changes: Partial<SmtpPorts> = {}) {
  const authorities = authority === undefined ? {} : { authorities: [authority] };
  return createSmtp({ clock: systemClock, timer: systemTimer, ...authorities, ...changes })(server);
}

describe('mail over SMTP', () => {
  it.each(['tls', 'starttls'] as const)('logs in and hands a letter over when protected by %s', async (security) => {
    const server = await mailServer(security);
    const mail = connect(server.settings(), server.certificate.cert);
    unwrap(await mail.send(LETTER));
    mail.close();
    expect(server.taken).toMatchObject([
      { from: 'dana@acme.example', to: ['ada@acme.example'], user: MAIL_USER, secure: true },
    ]);
    expect(server.taken[0]?.message).toContain('From: Dana Ruiz <dana@acme.example>');
    expect(server.taken[0]?.message).toMatch(/^Subject: =\?UTF-8\?/m);
  });

  it('hands a letter over without protection when the server is on this computer', async () => {
    const server = await mailServer('none');
    const mail = connect(server.settings());
    unwrap(await mail.send(LETTER));
    mail.close();
    expect(server.taken).toMatchObject([{ to: ['ada@acme.example'], user: undefined, secure: false }]);
  });

  it('keeps the connection between letters, and makes a new one when the server ended it', async () => {
    const server = await mailServer('none');
    const mail = connect(server.settings());
    unwrap(await mail.send(LETTER));
    unwrap(await mail.send(LETTER));
    expect(server.connections()).toBe(1);
    await server.hangUp();
    unwrap(await mail.send(LETTER));
    mail.close();
    expect(server.connections()).toBe(2);
    expect(server.taken).toHaveLength(3);
  });

  it('ends an idle connection by itself', async () => {
    const server = await mailServer('none');
    const time = createManualTime();
    const mail = connect(server.settings(), undefined, { timer: time, limits: { idle: 50 } });
    unwrap(await mail.send(LETTER));
    time.pass(50);
    unwrap(await mail.send(LETTER));
    mail.close();
    expect(server.connections()).toBe(2);
  });

  it('says which recipient was refused, in the words of the server, and goes on with the next', async () => {
    const server = await mailServer('none');
    const mail = connect(server.settings());
    expect(await mail.send(to('bounce@acme.example'))).toEqual({
      ok: false,
      error: { code: 'mail.recipient', detail: '550 5.1.1 No such user here' },
    });
    unwrap(await mail.send(LETTER));
    mail.close();
    expect(server.taken).toHaveLength(1);
  });

  it('asks for patience when greylisted, and succeeds when sent again', async () => {
    const server = await mailServer('none');
    const mail = connect(server.settings());
    expect(await mail.send(to('greylist@acme.example'))).toMatchObject({ error: { code: 'mail.later' } });
    unwrap(await mail.send(to('greylist@acme.example')));
    mail.close();
  });

  it('says that the message was rejected when the server refuses it after reading it', async () => {
    const server = await mailServer('none');
    const mail = connect(server.settings());
    expect(await mail.send({ ...LETTER, subject: 'spam' })).toMatchObject({
      error: { code: 'mail.rejected', detail: '554 5.7.1 Rejected as spam' },
    });
    mail.close();
  });

  it('says that logging in was refused when the password is wrong, or needed and missing', async () => {
    const server = await mailServer('tls', { authOptional: false });
    const login = { user: MAIL_USER, password: 'wrong' };
    const wrong = connect(server.settings({ login }), server.certificate.cert);
    expect(await wrong.send(LETTER)).toMatchObject({ error: { code: 'mail.login' } });
    const none = connect(server.settings({ login: null }), server.certificate.cert);
    expect(await none.send(LETTER)).toMatchObject({ error: { code: 'mail.login' } });
    expect(server.taken).toEqual([]);
  });

  it('says that the server cannot be reached when nobody listens there', async () => {
    const gone = await rawServer((socket) => socket.destroy());
    const server = await mailServer('none');
    const mail = connect(server.settings({ port: 1 }));
    expect(await mail.send(LETTER)).toMatchObject({ error: { code: 'mail.unreachable' } });
    const closing = connect(server.settings({ port: gone.port }));
    expect(await closing.send(LETTER)).toMatchObject({ error: { code: 'mail.unreachable' } });
  });

  it('does not know what became of a message when the connection breaks after it was handed over', async () => {
    const server = await rawServer((socket, heard) => {
      socket.write('220 ready\r\n');
      socket.on('data', () => {
        if (heard().endsWith('\r\n.\r\n')) socket.destroy();
        else if (heard().endsWith('DATA\r\n')) socket.write('354 go on\r\n');
        else if (!heard().includes('DATA\r\n')) socket.write('250 ok\r\n');
      });
    });
    const settings = (await mailServer('none')).settings({ port: server.port });
    expect(await connect(settings).send(LETTER)).toMatchObject({ error: { code: 'mail.uncertain' } });
  });
});

describe('the certificate of a mail server', () => {
  const cases = [
    { what: 'nobody vouches for it', certificate: selfSigned(), trusted: false },
    { what: 'it is for another host', certificate: selfSigned('mail.example.org'), trusted: true },
    { what: 'its time is over', certificate: selfSigned('localhost', [-30, -1]), trusted: true },
  ];
  for (const security of ['tls', 'starttls'] as const) {
    it.each(cases)(`ends the attempt before anything is said by ${security} when $what`, async (each) => {
      const server = await mailServer(security, {}, each.certificate);
      const mail = connect(server.settings(), each.trusted ? each.certificate.cert : undefined);
      expect(await mail.send(LETTER)).toMatchObject({ error: { code: 'mail.tls' } });
      expect(server.taken).toEqual([]);
    });
  }
});
