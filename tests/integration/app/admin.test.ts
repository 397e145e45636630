import { describe, expect, it } from 'vitest';
import { en } from '../../../assets/locales/en.ts';
import type { PeopleQuery } from '../../../src-main/app/admin/people-index.ts';
import type { MemberSession } from '../../../src-main/app/port.ts';
import type { MemberId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { isConstraintSetting } from '../../../src-shared/policy/model/settings.ts';
import { PRESETS } from '../../../src-shared/policy/presets/presets.ts';
import { type CoreBench, coreBench, founded, joined } from '../../support/core.ts';
import { ROLE } from '../../support/roles.ts';

const EVERYBODY: PeopleQuery = {
  search: '',
  states: [],
  role: null,
  group: null,
  class: null,
  sort: 'name',
  descending: false,
  offset: 0,
  limit: 100,
};

interface Team {
  readonly bench: CoreBench;
  readonly dana: MemberSession;
  readonly bob: MemberSession;
}

/** Dana owns it; Bob is a member; each on a machine of their own. */
async function team(): Promise<Team> {
  const bench = await coreBench();
  const dana = await founded(bench, bench.core('dana'));
  const bob = await joined(dana, bench.core('bob'), 'Bob Marsh');
  return { bench, dana, bob };
}

const idOf = (session: MemberSession): MemberId => session.member().id;

function toRole(session: MemberSession, add: string, remove: string) {
  return { type: 'member.roles', member: idOf(session), add: [add], remove: [remove] };
}

const change = async (by: MemberSession, ...changes: readonly object[]) => unwrap(await by.admin.change(changes));

describe('the administration: who is there', () => {
  it('finds, filters and sorts people by what stands, whatever case and accents are typed', async () => {
    const { dana } = await team();
    unwrap(await dana.invite({ name: 'Ülrike Müller', email: 'um@acme.example', role: ROLE.guest }));
    unwrap(await dana.invite({ name: 'Aaron Zimt', email: 'aaron@other.example', role: ROLE.manager }));
    const names = (query: object) => dana.admin.people({ ...EVERYBODY, ...query }).rows.map(({ name }) => name);
    expect(names({})).toEqual(['Aaron Zimt', 'Bob Marsh', 'Dana Ruiz', 'Ülrike Müller']);
    expect(names({ search: 'MULLER ulri' })).toEqual(['Ülrike Müller']);
    expect(names({ search: 'other.example' })).toEqual(['Aaron Zimt']);
    expect(names({ states: ['invited'] })).toEqual(['Aaron Zimt', 'Ülrike Müller']);
    expect(names({ role: ROLE.guest })).toEqual(['Ülrike Müller']);
    expect(names({ sort: 'role' })).toEqual(['Dana Ruiz', 'Aaron Zimt', 'Bob Marsh', 'Ülrike Müller']);
    expect(names({ sort: 'email', descending: true })[0]).toBe('Ülrike Müller');
    expect(names({ offset: 1, limit: 2 })).toEqual(['Bob Marsh', 'Dana Ruiz']);
    const { total, rows } = dana.admin.people({ ...EVERYBODY, offset: 2, limit: 1 });
    expect(total).toBe(4);
    expect(rows[0]).toMatchObject({ name: 'Dana Ruiz', self: true, owner: true, state: 'active', roles: ['owner'] });
  });

  it('leaves removed people out unless they are asked for', async () => {
    const { dana, bob } = await team();
    await change(dana, { type: 'member.remove', member: idOf(bob) });
    expect(dana.admin.people(EVERYBODY).rows.map(({ name }) => name)).toEqual(['Dana Ruiz']);
    expect(dana.admin.people({ ...EVERYBODY, states: ['removed'] }).rows.map(({ name }) => name)).toEqual([
      'Bob Marsh',
    ]);
  });
});

describe('the administration: invitations that outlive the standing of their maker', () => {
  it('lists them until somebody else makes a new link or withdraws them, and says who made them', async () => {
    const { dana, bob } = await team();
    await change(dana, toRole(bob, ROLE.administrator, ROLE.member));
    await bob.sync();
    const eve = unwrap(await bob.invite({ name: 'Eve Adler', email: 'eve@acme.example', role: ROLE.member }));
    const gus = unwrap(await bob.invite({ name: 'Gus Lind', email: 'gus@acme.example', role: ROLE.member }));
    unwrap(await dana.invite({ name: 'Kim Ode', email: 'kim@acme.example', role: ROLE.member }));
    await dana.sync();
    const orphaned = () =>
      dana.admin.people({ ...EVERYBODY, states: ['orphaned'] }).rows.map(({ name, state }) => [name, state]);
    const maker = (member: MemberId) => unwrap(dana.admin.person(member)).orphanedBy;
    expect([orphaned(), maker(eve.member)]).toEqual([[], null]);

    await change(dana, toRole(bob, ROLE.member, ROLE.administrator));
    const both = [
      ['Eve Adler', 'invited'],
      ['Gus Lind', 'invited'],
    ];
    expect(orphaned()).toEqual(both);
    expect([maker(eve.member), maker(idOf(bob))]).toEqual(['Bob Marsh', null]);
    // With another state it is either of them.
    const wider = dana.admin.people({ ...EVERYBODY, states: ['active', 'orphaned'] }).rows.map(({ name }) => name);
    expect(wider).toEqual(['Bob Marsh', 'Dana Ruiz', 'Eve Adler', 'Gus Lind']);
    await change(dana, { type: 'member.remove', member: idOf(bob) });
    expect(orphaned()).toEqual(both);

    unwrap(await dana.resendInvitation(eve.member));
    expect([orphaned(), maker(eve.member)]).toEqual([[['Gus Lind', 'invited']], null]);
    await change(dana, { type: 'member.remove', member: gus.member });
    expect(orphaned()).toEqual([]);
  });
});

describe('the administration: why', () => {
  it('says of every step who set it and when, and each alternative turns the answer around when it is made', async () => {
    const { dana, bob } = await team();
    const why = unwrap(dana.admin.explain(idOf(bob), 'user.invite'));
    expect(why.allowed).toBe(false);
    expect(why.steps.length).toBeGreaterThan(0);
    for (const step of why.steps) expect(step).toMatchObject({ setBy: expect.any(String), setAt: expect.any(Number) });
    expect(why.alternatives.length).toBeGreaterThan(0);
    // Each in words that say which it is.
    const lines = why.alternatives.map(({ text, params }) => JSON.stringify([text, params]));
    expect(new Set(lines).size).toBe(lines.length);
    for (const { change: alternative, text } of why.alternatives) {
      expect(Object.keys(en)).toContain(text);
      const preview = await dana.admin.preview([alternative]);
      // What nobody may change is an alternative all the same: the log refuses it, with a reason.
      if (!preview.ok) expect(preview.error.code).toMatch(/^policy\.(denied|invalid)$/);
      else {
        const own = preview.value.differences.find(({ member }) => member === idOf(bob));
        expect(own?.gained, JSON.stringify(alternative)).toContain('user.invite');
      }
    }
    const [first] = why.alternatives;
    await change(dana, first?.change as object);
    const others = unwrap(dana.admin.explain(idOf(bob), 'user.invite')).alternatives;
    expect(others.map(({ text, params }) => [text, params.permission])).toContainEqual([
      'alternative.withhold',
      'user.invite',
    ]);
    const now = unwrap(dana.admin.explain(idOf(bob), 'user.invite'));
    expect(now.allowed).toBe(true);
    expect(now.steps.at(-1)).toMatchObject({ setBy: 'Dana Ruiz', entry: dana.log.state().head.seq });
  });
});

describe('the administration: changes', () => {
  it('previews exactly what the entry then does, and writes nothing before', async () => {
    const { dana, bob } = await team();
    const changes = [
      toRole(bob, ROLE.manager, ROLE.member),
      { type: 'setting.set', key: 'users.mfa', value: 'everybody' },
    ];
    const head = dana.log.state().head;
    const preview = unwrap(await dana.admin.preview(changes));
    expect(dana.log.state().head).toEqual(head);
    expect(preview).toMatchObject({ touched: 2, losing: 2, governors: 1 });
    const { seq } = await change(dana, ...changes);
    const { warnings: _, governors: __, head: ___, overtaken: ____, ...summary } = preview;
    expect(unwrap(dana.admin.entryDiff(seq))).toEqual(summary);
  });

  it('names the invitations of whoever is shut out, and withdraws them in the same entry', async () => {
    const { dana, bob } = await team();
    await change(dana, toRole(bob, ROLE.administrator, ROLE.member));
    await bob.sync();
    unwrap(await bob.invite({ name: 'Eve Adler', email: 'eve@acme.example', role: ROLE.member }));
    unwrap(await dana.invite({ name: 'Kim Ode', email: 'kim@acme.example', role: ROLE.member }));
    await dana.sync();
    const disable = { type: 'member.disable', member: idOf(bob) };
    const { warnings } = unwrap(await dana.admin.preview([disable]));
    const open = warnings.find(({ code }) => code === 'warning.openInvitations');
    expect(open).toMatchObject({ members: 1, names: ['Eve Adler'], dangers: [] });
    const [eve = ''] = open?.withdraw ?? [];
    const both = [disable, { type: 'member.remove', member: eve }];
    const codes = unwrap(await dana.admin.preview(both)).warnings.map(({ code }) => code);
    expect(codes).not.toContain('warning.openInvitations');
    await change(dana, ...both);
    const { members } = dana.log.state();
    expect([members.get(idOf(bob))?.status, members.get(eve as MemberId)?.status]).toEqual(['disabled', 'removed']);
  });

  it('refuses with the decisive reason, or the problem, and changes nothing', async () => {
    const { dana, bob } = await team();
    const head = dana.log.state().head;
    const denied = await bob.admin.change([toRole(bob, ROLE.administrator, ROLE.member)]);
    expect(denied).toMatchObject({
      ok: false,
      error: { code: 'policy.denied', params: { reason: expect.any(String) } },
    });
    const invalid = await dana.admin.change([{ type: 'role.delete', role: ROLE.member }]);
    expect(invalid).toMatchObject({ ok: false, error: { code: 'policy.invalid', params: { problem: 'inUse' } } });
    const unknown = await dana.admin.change([{ type: 'member.promote', member: idOf(bob) }]);
    expect(unknown).toMatchObject({ ok: false, error: { code: 'change.unknown' } });
    await dana.sync();
    expect(dana.log.state().head).toEqual(head);
  });

  it('opens a proposal when a threshold asks for more governors, and it takes effect when they agree', async () => {
    const { bench, dana, bob } = await team();
    await change(dana, toRole(bob, ROLE.administrator, ROLE.member));
    const eve = await joined(dana, bench.core('eve'), 'Eve Poe');
    await change(dana, { type: 'threshold.set', danger: 'administrator.add', governors: 2 });
    const promotion = toRole(eve, ROLE.administrator, ROLE.member);
    expect(unwrap(await dana.admin.preview([promotion])).governors).toBe(2);
    expect(await change(dana, promotion)).toMatchObject({ proposed: true });
    expect(unwrap(dana.admin.person(idOf(eve))).roles).toEqual([ROLE.member]);
    await bob.sync();
    const [proposal] = bob.admin.organisation().proposals;
    expect(proposal).toMatchObject({ by: 'Dana Ruiz', own: false, approvedByMe: false, governors: 2 });
    expect(proposal?.actions).toMatchObject([{ text: 'history.member.roles' }]);
    await change(bob, { type: 'proposal.approve', proposal: proposal?.id });
    expect(unwrap(bob.admin.person(idOf(eve))).roles).toEqual([ROLE.administrator]);
    expect(bob.admin.organisation().proposals).toEqual([]);
  });

  it('lets every change of two administrators at once be made anew from what stands, or be refused with the reason', async () => {
    const { bench, dana, bob } = await team();
    const eve = await joined(dana, bench.core('eve'), 'Eve Poe');
    await change(dana, toRole(bob, ROLE.administrator, ROLE.member));
    await bob.sync();
    const override = (effect: string) => ({
      type: 'member.override',
      member: idOf(eve),
      permission: 'pkg.briefcase',
      effect,
    });
    const [one, two] = await Promise.all([
      dana.admin.change([override('deny')]),
      bob.admin.change([override('allow')]),
    ]);
    expect([one.ok, two.ok]).toEqual([true, true]);
    expect(unwrap(one).seq).not.toBe(unwrap(two).seq);
    const [removed, edited] = await Promise.all([
      dana.admin.change([{ type: 'member.remove', member: idOf(eve) }]),
      bob.admin.change([{ type: 'member.edit', member: idOf(eve), name: 'Eve Later' }]),
    ]);
    expect(removed.ok).toBe(true);
    if (!edited.ok) expect(edited.error).toMatchObject({ code: 'policy.denied', params: { reason: 'targetUnknown' } });
    await Promise.all([dana.sync(), bob.sync()]);
    expect(dana.log.state().head).toEqual(bob.log.state().head);
    expect(dana.log.state().members.get(idOf(eve))).toMatchObject({
      status: 'removed',
      name: edited.ok ? 'Eve Later' : 'Eve Poe',
    });
  });
});

describe('the administration: other people’s changes', () => {
  it('brings whoever is demoted, and whoever is disabled, to what they may see within one sync', async () => {
    const { bench, dana, bob } = await team();
    const app = bench.core('eve');
    const eve = await joined(dana, app, 'Eve Poe');
    await change(dana, toRole(eve, ROLE.administrator, ROLE.member));
    await eve.sync();
    expect(eve.admin.governs()).toBe(true);
    expect((await eve.admin.preview([toRole(bob, ROLE.manager, ROLE.member)])).ok).toBe(true);
    let told = 0;
    app.subscribe((event) => {
      if (event.type === 'session' && event.event.type === 'people') told += 1;
    });
    await change(dana, toRole(eve, ROLE.member, ROLE.administrator));
    await eve.sync();
    expect(told).toBe(1);
    expect(eve.admin.governs()).toBe(false);
    const refused = await eve.admin.change([toRole(bob, ROLE.manager, ROLE.member)]);
    expect(refused).toMatchObject({ ok: false, error: { code: 'policy.denied' } });

    await change(dana, { type: 'member.disable', member: idOf(eve) });
    await eve.sync();
    expect(told).toBe(2);
    const views = eve.me().permissions;
    expect(views.every(({ allowed, reason }) => !allowed && reason === 'decision.disabled')).toBe(true);
    expect(views[0]).toMatchObject({ setBy: 'Dana Ruiz' });
    const draft = { subject: 'x', message: '', paths: [], password: null, expiresAt: null };
    const sent = await eve.packages.send({ ...draft, recipients: [idOf(bob)] });
    expect(sent.ok).toBe(false);
  });
});

describe('the administration: the organisation', () => {
  it('counts who holds what, and whom each setting touches today', async () => {
    const { dana, bob } = await team();
    await change(dana, { type: 'group.create', group: 'sales', name: 'Sales', scope: true, permissions: {} });
    await change(dana, { type: 'member.groups', member: idOf(bob), add: ['sales'], remove: [] });
    const view = dana.admin.organisation();
    expect(view.roles.find(({ id }) => id === ROLE.member)?.holders).toBe(1);
    expect(view.groups).toMatchObject([{ id: 'sales', members: 1 }]);
    expect(view.owner.name).toBe('Dana Ruiz');
    const matrix = dana.admin.matrix(0, 100);
    expect(matrix.rows.map(({ name }) => name)).toEqual(['Dana Ruiz', 'Bob Marsh']);
    for (const { key, touches } of view.settings) {
      if (isConstraintSetting(key as 'users.mfa')) expect(touches, key).toBe(0);
    }
    await change(dana, { type: 'setting.set', key: 'users.mfa', value: 'everybody' });
    expect(dana.admin.organisation().settings.find(({ key }) => key === 'users.mfa')).toMatchObject({
      value: 'everybody',
      setBy: 'Dana Ruiz',
      touches: 2,
    });
  });

  it('shows the history of one person: what names them and what they did', async () => {
    const { dana, bob } = await team();
    await change(dana, { type: 'setting.set', key: 'users.mfa', value: 'everybody' });
    await change(
      dana,
      { type: 'member.edit', member: idOf(bob), name: 'Bob M. Marsh' },
      {
        type: 'setting.set',
        key: 'users.mfa',
        value: 'nobody',
      },
    );
    const history = dana.admin.history(idOf(bob), null, 10);
    expect(history.flatMap(({ actions }) => actions.map(({ text }) => text))).toEqual([
      'history.member.edit',
      'history.member.activate',
      'history.member.invite',
    ]);
    const [newest] = history;
    expect(dana.admin.history(idOf(bob), newest?.seq ?? 0, 10)).toEqual(history.slice(1));
  });

  it.each([...PRESETS.keys()])(
    'turns the organisation into the preset %s by one previewed change, and then none',
    async (key) => {
      const { dana } = await team();
      const changes = unwrap(dana.admin.presetChanges(key));
      expect(changes.length > 0).toBe(key !== 'sealpost');
      if (changes.length === 0) return;
      expect((await dana.admin.preview(changes)).ok).toBe(true);
      await change(dana, ...changes);
      expect(dana.log.state().preset).toBe(key);
      expect(unwrap(dana.admin.presetChanges(key))).toEqual([]);
    },
  );
});
