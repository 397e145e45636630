import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src-main/app/log.ts';
import type { App, MemberSession } from '../../src-main/app/port.ts';
import { handleAll } from '../../src-main/ipc/handle.ts';
import { createHandlers } from '../../src-main/ipc/handlers.ts';
import { needsOf } from '../../src-main/ipc/permissions.ts';
import { PINNED } from '../../src-main/organisation/governance/pins.ts';
import { systemRandom } from '../../src-main/system/system-random.ts';
import type { ClassId, MemberId, RoleId } from '../../src-shared/base/ids.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { adminContract } from '../../src-shared/ipc/admin-contract.ts';
import { type Channel, contract } from '../../src-shared/ipc/contract.ts';
import type { Action } from '../../src-shared/policy/action/action.ts';
import { authorise } from '../../src-shared/policy/authorise/authorise.ts';
import { decide } from '../../src-shared/policy/decide/decide.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../src-shared/policy/model/permissions.ts';
import { SETTING_KEYS } from '../../src-shared/policy/model/settings.ts';
import { PRESETS } from '../../src-shared/policy/presets/presets.ts';
import { coreBench, corePassword, sessionOf } from '../support/core.ts';
import { createTestDesktop, createWindowState, createWireTransport } from '../support/ipc.ts';
import { validRequest } from '../support/requests.ts';

/*
 * Every channel of an open session, called by a holder of every role of every preset through the real wrapper, against
 * what `decide` and `authorise` say of them. Which role may do what is written nowhere here.
 */

/** These end what the others need; what they ask for is one's own. */
const LAST: readonly Channel[] = ['vault.lock'];
const CHANNELS = (Object.keys(contract) as Channel[]).filter(
  (channel) => contract[channel].access === 'unlocked' && !LAST.includes(channel),
);
const GOVERNING = PERMISSIONS.filter((permission) => ['governance', 'delegated'].includes(kindOf(permission)));

interface Staffed {
  readonly app: App;
  readonly owner: MemberSession;
  /** One a role, the owner's included. */
  readonly people: readonly MemberSession[];
}

/** An organisation of the preset, with one person in each of its roles. */
async function staffed(key: string): Promise<Staffed> {
  const preset = PRESETS.get(key);
  if (preset === undefined) throw new Error(`no preset ${key}`);
  const bench = await coreBench();
  const app = bench.core('everybody');
  const created = await app.createOrganisation({
    organisation: 'Acme',
    name: 'Dana Ruiz',
    email: 'dana@acme.example',
    password: corePassword(),
    hub: bench.hub,
    preset: key,
    allowPasswordOnly: false,
  });
  const owner = sessionOf(app, unwrap(created));
  if (preset.licences !== null) unwrap(await owner.admin.change([{ type: 'licence.set', bought: null }]));
  const people = [owner];
  for (const role of preset.roles.filter(({ unique }) => !unique)) {
    const invited = await owner.admin.invite({
      name: `The ${role.name}`,
      email: `${role.id}@acme.example`,
      kind: 'internal',
      roles: [role.id],
      class: preset.ownerClass,
      groups: [],
      withheld: [],
      scopes: null,
      expiresAt: null,
      contact: null,
    });
    const { link } = unwrap(invited);
    const joined = await app.join({
      invitation: link,
      name: `The ${role.name}`,
      password: corePassword(),
      allowPasswordOnly: false,
    });
    people.push(sessionOf(app, unwrap(joined)));
  }
  await Promise.all(people.map((each) => each.sync()));
  return { app, owner, people };
}

function wired(app: App) {
  const window = createWindowState();
  const transport = createWireTransport();
  const context = { app, desktop: createTestDesktop([window]) };
  const ports = {
    transport,
    window: (id: string) => (id === window.id ? window : null),
    session: (profile: MemberSession['profile']) => app.session(profile),
    log: silentLog,
    random: systemRandom,
  };
  handleAll(ports, createHandlers(context));
  return { window, call: transport.call };
}

/** The page leaves pins out. */
const isPinned = (type: string): boolean => Object.hasOwn(PINNED, type);
const allows = (session: MemberSession, permission: Permission): boolean =>
  decide(session.log.state(), session.member().id, permission, { at: Date.now() }).allowed;
const isGoverning = (session: MemberSession): boolean => GOVERNING.some((permission) => allows(session, permission));

/** The first need that is not met, by single decisions. */
function refusal(session: MemberSession, channel: Channel, request: unknown): string | null {
  const parsed = contract[channel].request.parse(request);
  for (const need of needsOf(channel, parsed as never)) {
    if (typeof need === 'string') {
      if (!allows(session, need)) return need;
    } else if (!isGoverning(session) && need.or !== session.member().id) return 'admin.section';
  }
  return null;
}

/** What an administrator might do to that person and that role, one of each family. */
function changes(
  target: MemberId,
  role: RoleId,
  of: ClassId,
): readonly { readonly type: string; readonly [field: string]: unknown }[] {
  return [
    { type: 'member.edit', member: target, name: 'Another Name' },
    { type: 'member.disable', member: target },
    { type: 'member.remove', member: target },
    { type: 'member.expiry', member: target, expiresAt: Date.now() + 86_400_000 },
    { type: 'member.roles', member: target, add: [role], remove: [] },
    { type: 'member.class', member: target, class: of },
    ...PERMISSIONS.flatMap((permission) =>
      (['allow', 'deny'] as const).map((effect) => ({ type: 'member.override', member: target, permission, effect })),
    ),
    { type: 'member.limits', member: target, withheld: ['pkg.send'], scopes: null },
    { type: 'credits.grant', member: target, amount: 1 },
    { type: 'role.edit', role, name: 'Another Role' },
    ...PERMISSIONS.map((permission) => ({ type: 'role.edit', role, cells: { [permission]: 'full' } })),
    { type: 'role.create', role: 'newcomer', name: 'Newcomer', rank: 1, peer: false, matrix: {} },
    { type: 'class.edit', class: of, name: 'Another Class' },
    { type: 'group.create', group: 'sales', name: 'Sales', scope: false, permissions: {} },
    { type: 'organisation.edit', name: 'Another Acme' },
    ...SETTING_KEYS.flatMap((key) => ['nobody', 'everybody'].map((value) => ({ type: 'setting.set', key, value }))),
    { type: 'threshold.set', danger: 'mfa.weaken', governors: 2 },
    { type: 'licence.set', bought: 100 },
    { type: 'billing.record', record: 'v'.repeat(26), hash: 'a'.repeat(64) },
    { type: 'billing.void', record: 'v'.repeat(26) },
    { type: 'owner.offer', to: target, keep: role },
    { type: 'owner.withdraw' },
    { type: 'contact.add', contact: '1'.repeat(26), name: 'Contact', email: 'contact@other.example' },
    { type: 'link.add', link: '2'.repeat(26), organisation: 'a'.repeat(64), name: 'Other' },
    { type: 'privilege.request', permission: 'billing.view' },
    { type: 'credits.spend', amount: 1 },
  ];
}

describe.each([...PRESETS.keys()])('the bridge, by every role of the preset %s', (key) => {
  it('S8 answers each channel exactly as single decisions allow, and names the permission that is missing', async () => {
    const { app, people } = await staffed(key);
    const { window, call } = wired(app);
    let denials = 0;
    for (const session of people) {
      window.profile = session.profile;
      const self = session.member().id;
      const others = people.map((each) => each.member().id).filter((id) => id !== self);
      for (const channel of CHANNELS) {
        const requests = [validRequest(channel)];
        const { shape } = contract[channel].request;
        if (Object.hasOwn(adminContract, channel) && 'member' in shape) {
          for (const member of [self, ...others]) requests.push({ ...(validRequest(channel) as object), member });
        }
        for (const request of requests) {
          const missing = refusal(session, channel, request);
          const answer = await call(channel, request);
          const label = `${session.member().name}: ${channel} ${JSON.stringify(request)}`;
          if (missing === null) {
            expect(answer.ok ? null : answer.error.code, label).not.toBe('permission.denied');
            if (!answer.ok) expect(answer.error.code, label).not.toBe('internal');
          } else {
            denials += 1;
            expect(answer, label).toMatchObject({
              ok: false,
              error: { code: 'permission.denied', params: { permission: missing } },
            });
          }
        }
      }
    }
    expect(denials).toBeGreaterThan(0);
  });

  it('S8 lets through exactly the changes that the policy authorises, and says the decisive reason of each other', async () => {
    const { app, owner, people } = await staffed(key);
    const { window, call } = wired(app);
    const preset = PRESETS.get(key);
    let refusals = 0;
    for (const session of people) {
      window.profile = session.profile;
      const by = { member: session.member().id, at: Date.now() };
      for (const target of [owner, people.at(1), people.at(-1), session]) {
        const subject = target?.member();
        const role = subject?.roles[0]?.id;
        if (subject === undefined || role === undefined || preset === undefined) throw new Error('nobody there');
        const state = session.log.state();
        for (const change of changes(subject.id, role, preset.template.class)) {
          const decision = authorise(
            state,
            by,
            (isPinned(change.type) ? { ...change, pins: [] } : change) as unknown as Action,
          );
          const answer = await call('admin.preview', { changes: [change] });
          const label = `${session.member().name} → ${subject.name}: ${JSON.stringify(change)}`;
          // What more governors can make good is previewed, and signed as a proposal.
          const canBeProposed = decision.steps.at(-1)?.reason === 'thresholdNeeded';
          if (decision.allowed || canBeProposed)
            expect(answer.ok ? null : answer.error.code, label).not.toBe('policy.denied');
          else {
            refusals += 1;
            const error = { code: 'policy.denied', params: { reason: decision.steps.at(-1)?.reason } };
            expect(answer, label).toMatchObject({ ok: false, error });
          }
        }
      }
      const { head } = session.log.state();
      const [promotion] = [
        { type: 'member.roles', member: by.member, add: [session.log.state().ownerRole], remove: [] },
      ];
      const signed = await call('admin.change', { changes: [promotion] });
      expect(signed, session.member().name).toMatchObject({ ok: false, error: { code: 'policy.denied' } });
      expect(session.log.state().head).toEqual(head);
    }
    expect(refusals).toBeGreaterThan(0);
  });
});
