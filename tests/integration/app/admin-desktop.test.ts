import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../src-main/app/log.ts';
import { handleAll } from '../../../src-main/ipc/handle.ts';
import { createHandlers } from '../../../src-main/ipc/handlers.ts';
import { systemRandom } from '../../../src-main/system/system-random.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { type Channel, contract, type Response } from '../../../src-shared/ipc/contract.ts';
import { coreBench, founded, joined } from '../../support/core.ts';
import { createTestDesktop, createWindowState, createWireTransport } from '../../support/ipc.ts';
import { ROLE } from '../../support/roles.ts';

async function desk() {
  const bench = await coreBench();
  const app = bench.core('dana');
  const dana = await founded(bench, app);
  const bob = await joined(dana, app, 'Bob Marsh');
  const window = createWindowState();
  window.profile = dana.profile;
  const transport = createWireTransport();
  const desktop = createTestDesktop([window]);
  const ports = {
    transport,
    window: (id: string) => (id === window.id ? window : null),
    session: (profile: typeof dana.profile) => app.session(profile),
    log: silentLog,
    random: systemRandom,
  };
  handleAll(ports, createHandlers({ app, desktop }));
  /** The answer, as the contract has it. */
  async function ask<C extends Channel>(channel: C, request: unknown): Promise<Response<C>> {
    const answer = unwrap(await transport.call(channel, request));
    return contract[channel].response.parse(answer) as Response<C>;
  }
  return { bench, dana, bob, window, desktop, ask, call: transport.call };
}

describe('the administration and files', () => {
  it('reads a chosen file, asks where the links go before it signs, and writes them for the owner’s eyes alone', async () => {
    const { bench, dana, desktop, ask, call, window } = await desk();
    const path = join(bench.folder, 'people.csv');
    await writeFile(
      path,
      'name,email,roles\nEve Poe,eve@acme.example,\nNobody,nobody,\nMia Lang,mia@acme.example,boss\n',
    );
    desktop.chosen = [path];
    const [file] = await ask('files.choose', { what: 'people' });
    const read = await ask('admin.readImport', { file: file?.handle });
    expect(read).toMatchObject({ good: 1, bad: 2 });
    expect(read.rows.map(({ line, problem, subject }) => [line, problem, subject])).toEqual([
      [3, 'problem.import.email', 'nobody'],
      [4, 'problem.import.role', 'boss'],
      [2, null, ''],
    ]);
    const { head } = dana.log.state();
    expect(await ask('admin.runImport', { import: read.import })).toBeNull();
    expect(dana.log.state().head).toEqual(head);
    desktop.target = join(bench.folder, 'no-such-folder', 'links.csv');
    expect(await call('admin.runImport', { import: read.import })).toMatchObject({
      ok: false,
      error: { code: 'save.target' },
    });
    expect(dana.log.state().head).toEqual(head);

    desktop.target = join(bench.folder, 'links.csv');
    const ran = await ask('admin.runImport', { import: read.import });
    const eve = dana.people().find(({ email }) => email === 'eve@acme.example');
    expect(ran).toEqual({
      seq: head.seq + 1,
      invited: [{ member: eve?.id, name: 'Eve Poe', email: 'eve@acme.example' }],
    });
    expect(await readFile(desktop.target, 'utf8')).toContain('Eve Poe,eve@acme.example,sealpost:');
    if (process.platform !== 'win32') expect((await stat(desktop.target)).mode & 0o777).toBe(0o600);
    const again = await call('admin.runImport', { import: read.import });
    expect(again).toMatchObject({ ok: false, error: { code: 'policy.invalid', params: { problem: 'emailTaken' } } });
    expect((await readdir(bench.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    window.handles.clear();
    const gone = await call('admin.runImport', { import: read.import });
    expect(gone).toMatchObject({ ok: false, error: { code: 'import.unknown' } });
  });

  it('writes people and history where the person wants them, and nothing when they think better of it', async () => {
    const { bench, desktop, ask } = await desk();
    expect(await ask('admin.exportPeople', {})).toBe(false);
    expect(await ask('admin.exportHistory', { format: 'json' })).toBe(false);
    desktop.target = join(bench.folder, 'people.csv');
    expect(await ask('admin.exportPeople', {})).toBe(true);
    expect(await readFile(desktop.target, 'utf8')).toContain('Bob Marsh,');
    desktop.target = join(bench.folder, 'history.json');
    expect(await ask('admin.exportHistory', { format: 'json' })).toBe(true);
    const history: unknown = JSON.parse(await readFile(desktop.target, 'utf8'));
    expect(history).toMatchObject({ statement: { format: 'sealpost-history', from: 0 }, name: 'Acme' });
    desktop.target = join(bench.folder, 'history.pdf');
    expect(await ask('admin.exportHistory', { format: 'pdf' })).toBe(true);
    expect((await readFile(desktop.target)).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('answers every question of the screens within the contract', async () => {
    const { bob, dana, ask } = await desk();
    const member = bob.member().id;
    const change = { type: 'member.roles', member, add: [ROLE.manager], remove: [ROLE.member] };
    expect((await ask('admin.preview', { changes: [change] })).touched).toBe(1);
    expect(await ask('admin.change', { changes: [change] })).toMatchObject({ proposed: false });
    expect((await ask('admin.person', { member })).roles).toEqual([ROLE.manager]);
    expect((await ask('admin.explain', { member, permission: 'user.invite' })).steps.length).toBeGreaterThan(0);
    expect((await ask('admin.organisation', {})).owner.id).toBe(dana.member().id);
    expect((await ask('admin.viewAs', { member })).permissions).toContain('account.login');
    expect((await ask('admin.matrix', { offset: 1, limit: 1 })).rows).toHaveLength(1);
    expect((await ask('admin.history', { member, before: null, limit: 5 }))[0]?.actions).toHaveLength(1);
    expect((await ask('admin.entryDiff', { seq: dana.log.state().head.seq })).touched).toBe(1);
    expect((await ask('admin.presetChanges', { preset: 'egress' })).changes.length).toBeGreaterThan(0);
  });

  it('shows the organisation to whoever it is offered to, until they have accepted', async () => {
    const { bob, dana, ask, call, window } = await desk();
    window.profile = bob.profile;
    expect(await call('admin.organisation', {})).toMatchObject({ ok: false, error: { code: 'permission.denied' } });
    const offer = { type: 'owner.offer', to: bob.member().id, keep: ROLE.administrator };
    const { seq } = unwrap(await dana.admin.change([offer]));
    await bob.sync();
    expect((await ask('admin.organisation', {})).transfer).toMatchObject({
      toMe: true,
      offer: seq,
      keep: ROLE.administrator,
    });
    await ask('admin.change', { changes: [{ type: 'owner.accept', offer: seq }] });
    expect((await ask('admin.organisation', {})).owner.id).toBe(bob.member().id);
  });
});
