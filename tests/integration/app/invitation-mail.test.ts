import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MemberSession } from '../../../src-main/app/port.ts';
import { writePrivateFile } from '../../../src-main/system/write-private-file.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { coreBench, corePassword, founded, sessionOf } from '../../support/core.ts';
import { mailServer, type TestMailServer } from '../../support/mail-server.ts';
import { ROLE } from '../../support/roles.ts';

const WELCOME = 'Good that you are here!\n\nAsk Dana.';
const BOB = { name: 'Bob Marsh', email: 'bob@acme.example', role: ROLE.member };

function useServer(session: MemberSession, { port }: TestMailServer): void {
  const from = { name: 'Dana Ruiz', address: 'dana@acme.example' };
  unwrap(session.mail.configure({ host: 'localhost', port, security: 'none', user: '', password: null, from }));
}

async function office() {
  const bench = await coreBench();
  const app = bench.core('dana');
  return { bench, app, dana: await founded(bench, app) };
}

const joinWith = async (bench: Awaited<ReturnType<typeof coreBench>>, link: string, name: string) => {
  const app = bench.core(name);
  const made = await app.join({ invitation: link, name, password: corePassword(), allowPasswordOnly: false });
  return { app, profile: unwrap(made), session: sessionOf(app, unwrap(made)) };
};

describe('the greeting of a newcomer', () => {
  it('travels in the invitation, stays until it is dismissed, and is there again for the next one', async () => {
    const { bench, dana } = await office();
    const { link } = unwrap(await dana.invite({ ...BOB, welcome: `${WELCOME}\r\n` }));
    expect(dana.welcome()).toBe(WELCOME);
    const bob = await joinWith(bench, link, 'Bob Marsh');
    const greeting = { text: WELCOME, from: 'Dana Ruiz' };
    expect(bob.session.greeting()).toEqual(greeting);
    await bob.app.lock(bob.profile);
    const again = unwrap(await bob.app.unlock(bob.profile, corePassword()));
    expect(again.greeting()).toEqual(greeting);
    again.dismissGreeting();
    expect(again.greeting()).toBeNull();

    const next = unwrap(await dana.invite({ ...BOB, email: 'ada@acme.example' }));
    expect((await joinWith(bench, next.link, 'Ada')).session.greeting()).toEqual(greeting);
    const silent = unwrap(await dana.invite({ ...BOB, email: 'cy@acme.example', welcome: '' }));
    expect((await joinWith(bench, silent.link, 'Cy')).session.greeting()).toBeNull();
    expect(dana.welcome()).toBeNull();
  });

  it('is in the bundle still when the bundle is put again under a newer key, and in the next link', async () => {
    const { bench, dana } = await office();
    const bob = unwrap(await dana.invite({ ...BOB, welcome: WELCOME }));
    const eve = unwrap(await dana.invite({ ...BOB, email: 'eve@acme.example' }));
    const epoch = dana.log.state().directoryEpoch;
    await joinWith(bench, eve.link, 'Eve');
    await dana.sync();
    unwrap(await dana.admin.change([{ type: 'member.disable', member: eve.member }]));
    expect(dana.log.state().directoryEpoch).toBeGreaterThan(epoch);
    await dana.sync();
    expect((await joinWith(bench, bob.link, 'Bob')).session.greeting()?.text).toBe(WELCOME);
    const cy = unwrap(await dana.invite({ ...BOB, email: 'cy@acme.example', welcome: WELCOME }));
    const second = unwrap(await dana.resendInvitation(cy.member));
    expect((await joinWith(bench, second.link, 'Cy')).session.greeting()?.text).toBe(WELCOME);
  });

  it('invites nobody when it is not allowed, and keeps the one from before', async () => {
    const { dana } = await office();
    const before = dana.log.state().head;
    for (const welcome of ['x'.repeat(2_001), 'a\u202eb']) {
      expect(await dana.invite({ ...BOB, welcome })).toMatchObject({ error: { code: 'welcome.invalid' } });
    }
    expect(dana.log.state().head).toEqual(before);
    expect(dana.welcome()).toBeNull();
  });
});

describe('an invitation by e-mail', () => {
  it('brings the newcomer in with the link in the mail, which holds the greeting', async () => {
    const server = await mailServer('none');
    const { bench, dana } = await office();
    useServer(dana, server);
    const { member, link } = unwrap(await dana.invite({ ...BOB, welcome: WELCOME }));
    expect(await dana.mail.sendInvitation(member, 'en')).toEqual({ ok: true, value: { server: 'localhost' } });
    const message = server.taken[0]?.message.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? '';
    expect(message).toContain(link);
    expect(message).toContain('Good that you are here!');
    const bob = await joinWith(bench, link, 'Bob');
    expect(bob.session.member().id).toBe(member);
    await dana.sync();
    // It has been used: there is nothing left to send.
    expect(await dana.mail.sendInvitation(member, 'en')).toMatchObject({ error: { code: 'mail.noInvitation' } });
  });

  it('says which server refused what, and the invitation stands', async () => {
    const server = await mailServer('none');
    const { bench, dana } = await office();
    useServer(dana, server);
    const { member, link } = unwrap(await dana.invite({ ...BOB, email: 'bounce@acme.example' }));
    expect(await dana.mail.sendInvitation(member, 'de')).toEqual({
      ok: false,
      error: {
        code: 'mail.recipient',
        detail: '',
        params: { server: 'localhost', answer: '550 5.1.1 No such user here' },
      },
    });
    expect((await joinWith(bench, link, 'Bob')).session.member().id).toBe(member);
  });

  it('goes to everybody of a file, over one connection, after the links are on the disk', async () => {
    const server = await mailServer('none');
    const { bench, dana } = await office();
    useServer(dana, server);
    const path = join(bench.folder, 'people.csv');
    await writeFile(path, 'name,email\nAda,ada@acme.example\nCy,cy@acme.example\n');
    const { invitees } = unwrap(await dana.admin.readImport(path));
    const links = join(bench.folder, 'links.csv');
    const ran = unwrap(await dana.admin.runImport(invitees, (bytes) => writePrivateFile(links, bytes), WELCOME));
    for (const { member } of ran.invited) unwrap(await dana.mail.sendInvitation(member, 'en'));
    expect(server.taken.map(({ to }) => to)).toEqual([['ada@acme.example'], ['cy@acme.example']]);
    expect(server.connections()).toBe(1);
    const [, , link = ''] = (await readFile(links, 'utf8')).split('\r\n')[1]?.split(',') ?? [];
    expect((await joinWith(bench, link, 'Ada')).session.greeting()?.text).toBe(WELCOME);
  });

  it('needs the mail server anew once it was forgotten, and keeps it over a lock', async () => {
    const server = await mailServer('none');
    const { app, dana } = await office();
    useServer(dana, server);
    unwrap(await dana.mail.sendTest('en'));
    expect(server.taken[0]?.to).toEqual(['dana@acme.example']);
    await app.lock(dana.profile);
    const again = unwrap(await app.unlock(dana.profile, corePassword()));
    expect(again.mail.settings()).toMatchObject({ host: 'localhost', port: server.port, user: '' });
    unwrap(again.mail.configure(null));
    expect(again.mail.settings()).toBeNull();
    expect(await again.mail.sendTest('en')).toMatchObject({ error: { code: 'mail.none' } });
  });
});
