import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AppEvent } from '../../../src-main/app/port.ts';
import { createHub } from '../../../src-main/hub/open-hub.ts';
import type { Hub } from '../../../src-main/hub/port.ts';
import { passwordBytes } from '../../../src-main/vault/password.ts';
import type { ProfileId } from '../../../src-shared/base/ids.ts';
import { err, ok, unwrap } from '../../../src-shared/base/result.ts';
import { coreBench, corePassword, founded, joined, sessionOf } from '../../support/core.ts';
import { printedCode, readPdf } from '../../support/pdf-text.ts';
import { ROLE } from '../../support/roles.ts';

const random = { bytes: (length: number) => new Uint8Array(length).map(() => Math.floor(Math.random() * 256)) };

describe('the core without a window', () => {
  it('lets two people exchange a package when one founded and the other joined', async () => {
    const bench = await coreBench();
    const dana = await founded(bench, bench.core('dana'));
    const bob = await joined(dana, bench.core('bob'), 'Bob Marsh');
    await mkdir(join(bench.folder, 'files'));
    await writeFile(join(bench.folder, 'files', 'ünïcode.txt'), 'inside');

    const id = unwrap(
      await dana.packages.send({
        recipients: [bob.member().id],
        subject: 'Hello',
        message: 'For you.',
        paths: [join(bench.folder, 'files')],
        password: null,
        expiresAt: null,
      }),
    );
    expect((await dana.packages.settled(id)).phase).toBe('done');
    expect((await bob.sync()).state).toBe('online');
    const [row] = bob.packages.list('inbox', { after: null, limit: 10, filter: '' }).rows;
    expect(row).toMatchObject({ id, subject: 'Hello', unread: true, refused: null, from: dana.member().id });
    expect(unwrap(await bob.packages.contents(id, null)).message).toBe('For you.');
    const target = join(bench.folder, 'saved');
    await mkdir(target);
    const saving = unwrap(await bob.packages.save(id, null, target));
    expect((await bob.packages.settled(saving.id)).phase).toBe('done');
    expect(await readFile(join(target, 'files', 'ünïcode.txt'), 'utf8')).toBe('inside');
    expect(bob.safetyNumber(dana.member().id)).toBe(dana.me().safetyNumber);
  });

  it('opens again with the password, and says each failure apart, when it was locked', async () => {
    const bench = await coreBench();
    const app = bench.core('dana');
    const { profile } = await founded(bench, app);
    await app.lock(profile);
    expect(app.session(profile)).toBeNull();
    const wrong = await app.unlock(profile, passwordBytes('not the password'));
    expect(wrong).toMatchObject({ ok: false, error: { code: 'vault.wrongPassword' } });
    bench.keychain.failing = 'keychain.unavailable';
    const lost = await app.unlock(profile, corePassword());
    expect(lost).toMatchObject({ ok: false, error: { code: 'vault.keychainLost' } });
    bench.keychain.failing = null;
    expect(unwrap(await app.unlock(profile, corePassword())).me().name).toBe('Dana Ruiz');
    const again = await app.unlock(profile, corePassword());
    expect(again).toMatchObject({ ok: false, error: { code: 'session.unlocked' } });
  });

  it('wipes the password it was given when it has unlocked', async () => {
    const bench = await coreBench();
    const app = bench.core('dana');
    const { profile } = await founded(bench, app);
    await app.lock(profile);
    const password = corePassword();
    unwrap(await app.unlock(profile, password));
    expect(password.every((byte) => byte === 0)).toBe(true);
  });

  it('says that the profile is in use when another process has it open', async () => {
    const bench = await coreBench();
    const { profile } = await founded(bench, bench.core('dana'));
    const second = await bench.core('dana').unlock(profile, corePassword());
    expect(second).toMatchObject({ ok: false, error: { code: 'vault.inUse' } });
  });

  it('opens with the recovery kit and a new password when the password is forgotten', async () => {
    const bench = await coreBench();
    const app = bench.core('dana');
    const dana = await founded(bench, app);
    expect(dana.me().kitSaved).toBe(false);
    const pdf = unwrap(await dana.recoveryKit(corePassword(), 'en'));
    expect(readPdf(pdf).lines).toContain('Dana Ruiz');
    const german = unwrap(await dana.recoveryKit(corePassword(), 'de'));
    expect(readPdf(german).lines).toContain('Notfallblatt');
    expect(printedCode(german)).toBe(printedCode(pdf));
    dana.kitWritten();
    expect(dana.me().kitSaved).toBe(true);
    const refused = await dana.recoveryKit(passwordBytes('not the password'), 'en');
    expect(refused).toMatchObject({ ok: false, error: { code: 'vault.wrongPassword' } });
    await app.lock(dana.profile);
    const unknown = await app.unlockWithKit(dana.profile, 'nonsense', passwordBytes('a new password'), false);
    expect(unknown).toMatchObject({ ok: false, error: { code: 'vault.kitTypo' } });
    const code = printedCode(pdf);
    const opened = await app.unlockWithKit(dana.profile, code.toLowerCase(), passwordBytes('a new password'), false);
    expect(unwrap(opened).me().name).toBe('Dana Ruiz');
    await app.lock(dana.profile);
    expect((await app.unlock(dana.profile, corePassword())).ok).toBe(false);
    expect((await app.unlock(dana.profile, passwordBytes('a new password'))).ok).toBe(true);
  });

  it('makes a new recovery code, and opens with that one alone, when the page with it was kept', async () => {
    const bench = await coreBench();
    const app = bench.core('dana');
    const dana = await founded(bench, app);
    const old = printedCode(unwrap(await dana.recoveryKit(corePassword(), 'en')));
    dana.kitWritten();
    const failed = await dana.renewKit(corePassword(), 'en', async () => err({ code: 'save.full' as const }));
    expect(failed).toEqual({ ok: false, error: { code: 'save.full' } });
    expect(dana.me().kitSaved).toBe(true);
    expect(printedCode(unwrap(await dana.recoveryKit(corePassword(), 'en')))).toBe(old);
    const pages: Uint8Array[] = [];
    const codes: string[] = [];
    const password = corePassword();
    unwrap(
      await dana.renewKit(password, 'de', async (pdf) => {
        pages.push(pdf);
        codes.push(printedCode(pdf));
        return ok();
      }),
    );
    // SECURITY: S14.
    expect([password, ...pages].every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
    expect(dana.me().kitSaved).toBe(false);
    await app.lock(dana.profile);
    const next = () => passwordBytes('a new password');
    expect(await app.unlockWithKit(dana.profile, old, next(), false)).toMatchObject({
      ok: false,
      error: { code: 'vault.wrongKit' },
    });
    unwrap(await app.unlockWithKit(dana.profile, codes[0] ?? '', next(), false));
    await app.lock(dana.profile);
  });

  it('changes the password when the current one is right', async () => {
    const bench = await coreBench();
    const app = bench.core('dana');
    const dana = await founded(bench, app);
    unwrap(await dana.changePassword(corePassword(), passwordBytes('the next password')));
    await app.lock(dana.profile);
    expect((await app.unlock(dana.profile, corePassword())).ok).toBe(false);
    expect((await app.unlock(dana.profile, passwordBytes('the next password'))).ok).toBe(true);
  });

  it('leaves nothing behind when the hub already holds an organisation', async () => {
    const bench = await coreBench();
    await founded(bench, bench.core('dana'));
    const eve = bench.core('eve');
    const created = await eve.createOrganisation({
      organisation: 'Other',
      name: 'Eve',
      email: 'eve@other.example',
      password: corePassword(),
      hub: bench.hub,
      allowPasswordOnly: false,
    });
    expect(created).toMatchObject({ ok: false, error: { code: 'organisation.hubTaken' } });
    expect(await eve.profiles()).toEqual([]);
    expect(existsSync(join(bench.folder, 'eve', 'profiles'))).toBe(false);
  });

  it.each(['vault.noKeychain'])(
    'answers %s when no keychain answers and the person did not agree to do without',
    async (code) => {
      const bench = await coreBench();
      bench.keychain.failing = 'keychain.unavailable';
      const request = {
        organisation: 'Acme',
        name: 'Dana',
        email: 'dana@acme.example',
        hub: bench.hub,
      };
      const app = bench.core('dana');
      const refused = await app.createOrganisation({ ...request, password: corePassword(), allowPasswordOnly: false });
      expect(refused).toMatchObject({ ok: false, error: { code } });
      const agreed = unwrap(
        await app.createOrganisation({ ...request, password: corePassword(), allowPasswordOnly: true }),
      );
      expect(sessionOf(app, agreed).me().keychain).toBe('password-only');
    },
  );

  /** A hub whose answer to one kind of put gets lost, after or before it happened. */
  function losing(hub: Hub, when: 'before' | 'after', key: RegExp): { readonly hub: Hub; heal(): void } {
    let broken = true;
    const lost = { ok: false, error: { code: 'hub.io', detail: 'EIO' } } as const;
    return {
      heal() {
        broken = false;
      },
      hub: {
        ...hub,
        put: async (name, body, options) => {
          if (!broken || !key.test(name)) return hub.put(name, body, options);
          if (when === 'after') await hub.put(name, body, options);
          return lost;
        },
      },
    };
  }

  it.each(['before', 'after'] as const)(
    'S27 finishes founding by unlocking when the hub failed %s genesis was stored',
    async (when) => {
      const bench = await coreBench();
      const fault = losing(createHub(bench.hub, { random }, 'any'), when, /^org\.json$/);
      const app = bench.core('dana', { openHub: () => fault.hub });
      const created = await app.createOrganisation({
        organisation: 'Acme',
        name: 'Dana Ruiz',
        email: 'dana@acme.example',
        password: corePassword(),
        hub: bench.hub,
        allowPasswordOnly: false,
      });
      expect(created).toMatchObject({ ok: false, error: { code: 'hub.io' } });
      const [half] = await app.profiles();
      expect(half).toMatchObject({ organisation: 'Acme', member: 'Dana Ruiz' });
      fault.heal();
      const session = unwrap(await bench.core('dana').unlock(half?.id as ProfileId, corePassword()));
      expect(session.me()).toMatchObject({ role: { id: ROLE.owner }, organisation: 'Acme' });
    },
  );

  it('S27 keeps the keys when something broke after genesis was stored', async () => {
    const bench = await coreBench();
    const hub = createHub(bench.hub, { random }, 'any');
    const breaking: Hub = {
      ...hub,
      put: async (name, body, options) => {
        await hub.put(name, body, options);
        throw new Error('broken');
      },
    };
    const request = { organisation: 'Acme', name: 'Dana Ruiz', email: 'dana@acme.example', allowPasswordOnly: false };
    const app = bench.core('dana', { openHub: () => breaking });
    const founding = app.createOrganisation({ ...request, password: corePassword(), hub: bench.hub });
    await expect(founding).rejects.toThrow('broken');
    const again = bench.core('dana');
    const [half] = await again.profiles();
    const session = unwrap(await again.unlock(half?.id as ProfileId, corePassword()));
    expect(session.me()).toMatchObject({ role: { id: ROLE.owner }, organisation: 'Acme' });
  });

  it('S27 finishes joining by unlocking when the hub failed after the entry was stored', async () => {
    const bench = await coreBench();
    const dana = await founded(bench, bench.core('dana'));
    const { link } = unwrap(await dana.invite({ name: 'Bob', email: 'bob@acme.example', role: ROLE.member }));
    const fault = losing(createHub(bench.hub, { random }, 'existing'), 'before', /^log\//);
    const app = bench.core('bob', { openHub: () => fault.hub });
    const joining = await app.join({
      invitation: link,
      name: 'Bob',
      password: corePassword(),
      allowPasswordOnly: false,
    });
    expect(joining).toMatchObject({ ok: false, error: { code: 'hub.io' } });
    const [half] = await app.profiles();
    fault.heal();
    const bob = unwrap(await bench.core('bob').unlock(half?.id as ProfileId, corePassword()));
    expect(bob.me()).toMatchObject({ name: 'Bob', role: { id: ROLE.member } });
  });

  it('removes the half-made profile when its invitation was used by another meanwhile', async () => {
    const bench = await coreBench();
    const dana = await founded(bench, bench.core('dana'));
    const { link } = unwrap(await dana.invite({ name: 'Bob', email: 'bob@acme.example', role: ROLE.member }));
    const fault = losing(createHub(bench.hub, { random }, 'existing'), 'before', /^log\//);
    const app = bench.core('bob', { openHub: () => fault.hub });
    const request = { invitation: link, name: 'Bob', allowPasswordOnly: false };
    await app.join({ ...request, password: corePassword() });
    const [half] = await app.profiles();
    unwrap(await bench.core('other').join({ ...request, password: corePassword() }));
    const again = bench.core('bob');
    const refused = await again.unlock(half?.id as ProfileId, corePassword());
    expect(refused).toMatchObject({ ok: false, error: { code: 'invitation.used' } });
    expect(await again.profiles()).toEqual([]);
  });

  it('S27 sweeps a folder without a vault when it is old, and leaves a fresh one alone', async () => {
    const bench = await coreBench();
    const root = join(bench.folder, 'dana', 'profiles');
    const old = '0'.repeat(26);
    const fresh = '1'.repeat(26);
    await mkdir(join(root, old), { recursive: true });
    await mkdir(join(root, fresh));
    await utimes(join(root, old), 1, 1);
    expect(await bench.core('dana').profiles()).toEqual([]);
    expect(await readdir(root)).toEqual([fresh]);
  });

  it('tells what changed when somebody joins and a package arrives', async () => {
    const bench = await coreBench();
    const danaApp = bench.core('dana');
    const dana = await founded(bench, danaApp);
    const events: AppEvent[] = [];
    danaApp.subscribe((event) => events.push(event));
    const bob = await joined(dana, bench.core('bob'), 'Bob');
    const draft = { subject: 'Hi', message: 'there', paths: [], password: null, expiresAt: null };
    const id = unwrap(await bob.packages.send({ ...draft, recipients: [dana.member().id] }));
    await bob.packages.settled(id);
    await dana.sync();
    const types = events.map((event) => (event.type === 'session' ? event.event.type : event.type));
    expect(types).toContain('people');
    expect(types).toContain('hub');
    expect(types).toContain('package');
    await danaApp.lock(dana.profile);
    expect(events.at(-1)).toEqual({ type: 'locked', profile: dana.profile });
  });

  it('makes the demo organisation once, with people of every role and packages of every kind', async () => {
    const bench = await coreBench();
    const app = bench.core('demo', { passwordCost: { passes: 3, memoryKiB: 256 * 1024 } });
    const demo = unwrap(await app.openDemo());
    expect(demo.profiles).toHaveLength(5);
    expect(demo.profiles.every((profile) => profile.demo)).toBe(true);
    expect(unwrap(await app.openDemo())).toEqual(demo);
    const roles = new Set<string>();
    for (const profile of demo.profiles) {
      const session = unwrap(await app.unlock(profile.id as ProfileId, passwordBytes(demo.password)));
      roles.add(session.me().role.id);
      const counts = session.packages.counts();
      expect(counts.inbox, profile.member).toBeGreaterThan(0);
      expect(counts.briefcase, profile.member).toBe(1);
      expect(session.people().some(({ status }) => status === 'invited')).toBe(true);
    }
    expect(roles).toEqual(new Set(['owner', 'administrator', 'member']));
    const dana = sessionOf(app, demo.profiles[0]?.id as ProfileId);
    const { rows } = dana.packages.list('inbox', { after: null, limit: 50, filter: '' });
    expect(rows.some((row) => row.needsPassword)).toBe(true);
    expect(rows.some((row) => row.expiresAt !== null)).toBe(true);
    expect(rows.every((row) => row.refused === null)).toBe(true);
    // The password of the closed package is told in an open one.
    const closed = rows.find((row) => row.needsPassword);
    const note = rows.find((row) => row.subject === 'Password for the contract draft');
    if (closed === undefined || note === undefined) throw new Error('the demo lacks a package');
    expect((await dana.packages.contents(closed.id, null)).ok).toBe(false);
    const told = /It is: (\w+)\./.exec(unwrap(await dana.packages.contents(note.id, null)).message)?.[1] ?? '';
    expect((await dana.packages.contents(closed.id, passwordBytes(told))).ok).toBe(true);
  });
});
