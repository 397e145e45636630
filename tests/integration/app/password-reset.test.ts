import { describe, expect, it } from 'vitest';
import type { MemberSession } from '../../../src-main/app/port.ts';
import { passwordBytes } from '../../../src-main/vault/password.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { type CoreBench, coreBench, corePassword, founded, joined, sessionOf } from '../../support/core.ts';
import { ROLE } from '../../support/roles.ts';

const NEXT = 'a password of my own';
const next = () => passwordBytes(NEXT);

/** Dana governs; Emil has joined, and left what the help desk needs; his window is locked. */
async function helpDesk(bench: CoreBench) {
  const dana = await founded(bench, bench.core('dana'));
  const app = bench.core('emil');
  const emil = await joined(dana, app, 'Emil');
  await dana.sync();
  await emil.sync();
  const { profile } = emil;
  const { id: member } = emil.member();
  await app.lock(profile);
  return { dana, app, profile, member };
}

const stepOf = (session: MemberSession) => session.me().passwordReset?.step ?? null;
const mayList = (session: MemberSession) => session.can('pkg.receive').allowed;

describe('a forgotten password', () => {
  it('is replaced with the help desk’s code, everything kept, and both entries stand in the log', async () => {
    const bench = await coreBench();
    const { dana, app, profile, member } = await helpDesk(bench);
    const { code, link } = unwrap(await dana.admin.resetPassword({ member, by: 'code', password: null }));
    expect(code).toMatch(/^RSET(-[0-9A-HJKMNP-TV-Z]{4}){9}$/);
    expect(link).toBe(null);
    const request = { given: code ?? '', oneTimePassword: null, newPassword: next(), allowPasswordOnly: false };
    const emil = unwrap(await app.unlockWithReset(profile, request));
    await emil.sync();
    expect(emil.me().passwordReset).toMatchObject({ by: 'Dana Ruiz', step: 'done' });
    expect(mayList(emil)).toBe(true);
    expect(emil.log.history(null, 2).map(({ actions }) => actions[0]?.type)).toEqual([
      'password.chosen',
      'password.reset',
    ]);
    emil.acknowledgeReset();
    expect(emil.me().passwordReset).toBe(null);
    await app.lock(profile);
    expect((await app.unlock(profile, corePassword())).ok).toBe(false);
    unwrap(await app.unlock(profile, next()));
  });

  it('is replaced with a link and the one-time password, which are good once', async () => {
    const bench = await coreBench();
    const { dana, app, profile, member } = await helpDesk(bench);
    const told = 'told by telephone';
    const reset = unwrap(await dana.admin.resetPassword({ member, by: 'password', password: passwordBytes(told) }));
    expect(reset).toMatchObject({ code: null, oneTimePassword: null });
    const given = reset.link ?? '';
    expect(await app.resetProfile(given)).toBe(profile);
    const unlock = (oneTime: string, password = NEXT) =>
      app.unlockWithReset(profile, {
        given,
        oneTimePassword: passwordBytes(oneTime),
        newPassword: passwordBytes(password),
        allowPasswordOnly: false,
      });
    expect(await unlock('told by a stranger')).toMatchObject({ error: { code: 'vault.wrongOneTimePassword' } });
    expect(await unlock(told, told)).toMatchObject({ error: { code: 'vault.weakPassword' } });
    unwrap(await unlock(told));
    await app.lock(profile);
    expect(await unlock(told)).toMatchObject({ error: { code: 'vault.wrongReset' } });
  });

  it('makes a one-time password when the helper chose none', async () => {
    const bench = await coreBench();
    const { dana, app, profile, member } = await helpDesk(bench);
    const reset = unwrap(await dana.admin.resetPassword({ member, by: 'password', password: null }));
    expect(reset.oneTimePassword).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}$/);
    unwrap(
      await app.unlockWithReset(profile, {
        given: reset.link ?? '',
        oneTimePassword: passwordBytes(reset.oneTimePassword ?? ''),
        newPassword: next(),
        allowPasswordOnly: false,
      }),
    );
  });

  it('opens the vault by the code when the keychain lost its secret', async () => {
    const bench = await coreBench();
    const { dana, app, profile, member } = await helpDesk(bench);
    const { code } = unwrap(await dana.admin.resetPassword({ member, by: 'code', password: null }));
    bench.keychain.entries.clear();
    const request = { given: code ?? '', oneTimePassword: null, newPassword: next(), allowPasswordOnly: false };
    const emil = unwrap(await app.unlockWithReset(profile, request));
    expect(emil.me().keychain).toBe('keychain');
  });

  it('G8 keeps a member who had not forgotten to choosing anew, and tells them who reset it', async () => {
    const bench = await coreBench();
    const { dana, app, profile, member } = await helpDesk(bench);
    const { code } = unwrap(await dana.admin.resetPassword({ member, by: 'code', password: null }));
    let emil = unwrap(await app.unlock(profile, corePassword()));
    await emil.sync();
    expect(emil.me().passwordReset).toMatchObject({ by: 'Dana Ruiz', step: 'choose' });
    expect(mayList(emil)).toBe(false);
    await emil.sync();
    expect(stepOf(emil)).toBe('choose');
    unwrap(await emil.changePassword(corePassword(), next()));
    expect(stepOf(emil)).toBe('done');
    expect(mayList(emil)).toBe(true);
    await app.lock(profile);
    const request = { given: code ?? '', oneTimePassword: null, newPassword: corePassword(), allowPasswordOnly: false };
    expect(await app.unlockWithReset(profile, request)).toMatchObject({ error: { code: 'vault.wrongReset' } });
    emil = unwrap(await app.unlock(profile, next()));
    expect(stepOf(emil)).toBe('done');
  });

  it('can be reset again after it was, by what the client left anew', async () => {
    const bench = await coreBench();
    const { dana, app, profile, member } = await helpDesk(bench);
    const codes: string[] = [];
    for (const password of ['a first new password', 'a second new password']) {
      const { code } = unwrap(await dana.admin.resetPassword({ member, by: 'code', password: null }));
      codes.push(code ?? '');
      const request = {
        given: code ?? '',
        oneTimePassword: null,
        newPassword: passwordBytes(password),
        allowPasswordOnly: false,
      };
      const emil = unwrap(await app.unlockWithReset(profile, request));
      await emil.sync();
      expect(stepOf(emil)).toBe('done');
      await app.lock(profile);
      await dana.sync();
    }
    expect(new Set(codes).size).toBe(2);
  });

  it('tells the others once the hub answers again, over a restart', async () => {
    const bench = await coreBench();
    const { dana, app, profile, member } = await helpDesk(bench);
    const { code } = unwrap(await dana.admin.resetPassword({ member, by: 'code', password: null }));
    const request = { given: code ?? '', oneTimePassword: null, newPassword: next(), allowPasswordOnly: false };
    // The window is closed before the first round: as a crash at this place.
    unwrap(await app.unlockWithReset(profile, request));
    await app.lock(profile);
    const emil = unwrap(await app.unlock(profile, next()));
    await emil.sync();
    expect(stepOf(emil)).toBe('done');
    await dana.sync();
    expect(dana.log.state().members.get(member)?.resetBy).toBe(null);
  });

  it('is not reset for somebody whose client has left nothing yet', async () => {
    const bench = await coreBench();
    const dana = await founded(bench, bench.core('dana'));
    const emil = await joined(dana, bench.core('emil'), 'Emil');
    const { seq } = dana.log.state().head;
    const reset = await dana.admin.resetPassword({ member: emil.member().id, by: 'code', password: null });
    expect(reset).toMatchObject({ error: { code: 'reset.noEscrow' } });
    expect(dana.log.state().head.seq).toBe(seq);
  });

  it('S8 is refused to a member without the right, before anything is fetched or signed', async () => {
    const bench = await coreBench();
    const { dana, app, profile } = await helpDesk(bench);
    const emil = unwrap(await app.unlock(profile, corePassword()));
    const { seq } = dana.log.state().head;
    const reset = await emil.admin.resetPassword({ member: dana.member().id, by: 'code', password: null });
    expect(reset).toMatchObject({ error: { code: 'policy.denied' } });
    await dana.sync();
    expect(dana.log.state().head.seq).toBe(seq);
  });
});

describe('a vault under a password alone', () => {
  it('S13 is asked for by the organisation that wants none, shuts nobody out, and is bound when they say so', async () => {
    const bench = await coreBench();
    const dana = await founded(bench, bench.core('dana'));
    bench.keychain.failing = 'keychain.unavailable';
    const app = bench.core('emil');
    const { link } = unwrap(await dana.invite({ name: 'Emil', email: 'emil@acme.example', role: ROLE.member }));
    const password = corePassword();
    const profile = unwrap(await app.join({ invitation: link, name: 'Emil', password, allowPasswordOnly: true }));
    const emil = sessionOf(app, profile);
    expect(emil.me().keychain).toBe('password-only');
    await dana.sync();
    unwrap(await dana.admin.change([{ type: 'setting.set', key: 'security.passwordOnly', value: 'refuse' }]));
    await emil.sync();
    expect(emil.me().keychain).toBe('keychain-wanted');
    expect(emil.can('pkg.receive').allowed).toBe(true);
    expect(await emil.bindKeychain(corePassword())).toMatchObject({ error: { code: 'vault.noKeychain' } });
    await app.lock(profile);
    const again = unwrap(await app.unlock(profile, corePassword()));
    bench.keychain.failing = null;
    unwrap(await again.bindKeychain(corePassword()));
    expect(again.me().keychain).toBe('keychain');
  });
});

describe('a reset on which several governors must agree', () => {
  it('hands out nothing until they have, and then without a second proposal', async () => {
    const bench = await coreBench();
    const dana = await founded(bench, bench.core('dana'));
    const bob = await joined(dana, bench.core('bob'), 'Bob');
    const app = bench.core('emil');
    const emil = await joined(dana, app, 'Emil');
    const sync = async () => {
      for (const each of [dana, bob, emil]) await each.sync();
    };
    const { id: member } = emil.member();
    for (const { id } of [bob.member(), emil.member()]) {
      unwrap(await dana.admin.change([{ type: 'member.roles', member: id, add: [ROLE.administrator], remove: [] }]));
    }
    unwrap(await dana.admin.change([{ type: 'threshold.set', danger: 'administrator.add', governors: 2 }]));
    await sync();
    await sync();
    const first = unwrap(await dana.admin.resetPassword({ member, by: 'code', password: null }));
    expect(first).toEqual({ proposed: true, code: null, link: null, oneTimePassword: null });
    await bob.sync();
    const [proposal] = [...bob.log.state().proposals.values()];
    unwrap(await bob.admin.change([{ type: 'proposal.approve', proposal: proposal?.id }]));
    await dana.sync();
    const { seq } = dana.log.state().head;
    const { code } = unwrap(await dana.admin.resetPassword({ member, by: 'code', password: null }));
    expect(dana.log.state().head.seq).toBe(seq);
    await app.lock(emil.profile);
    const request = { given: code ?? '', oneTimePassword: null, newPassword: next(), allowPasswordOnly: false };
    const back = unwrap(await app.unlockWithReset(emil.profile, request));
    await back.sync();
    expect(back.me().passwordReset).toMatchObject({ by: 'Bob', step: 'done' });
  });
});
