import { afterEach, describe, expect, it, vi } from 'vitest';
import { governsPeople } from '../../../src-renderer/app/governance.ts';
import { groupsFor } from '../../../src-renderer/app/shell/Sidebar.tsx';
import {
  askPeople,
  forgetAdminPeople,
  PAGE,
  paged,
  pagesFor,
  rowAt,
  useAdminPeople,
} from '../../../src-renderer/state/admin-people.ts';
import { keptByClass } from '../../../src-renderer/views/admin/invite/kept-by-class.ts';
import { newcomer } from '../../../src-renderer/views/admin/invite/newcomer.ts';
import { dayOf, endOfDay } from '../../../src-renderer/views/admin/people/days.ts';
import {
  type BulkEdit,
  bulkChanges,
  type Change,
  draftOf,
  NO_EDIT,
  overrideChanges,
  type PersonDraft,
  peopleIn,
  personChanges,
  withOverride,
} from '../../../src-renderer/views/admin/people/person-changes.ts';
import type { PersonDetail, PersonRow } from '../../../src-shared/ipc/admin-views.ts';
import type { Me } from '../../../src-shared/ipc/people-contract.ts';
import { parseAction } from '../../../src-shared/policy/action/action.ts';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import { COUCHDROP } from '../../../src-shared/policy/presets/couchdrop.ts';

const id = (letter: string): string => letter.repeat(26);

const row = (change: Partial<PersonRow> = {}): PersonRow => ({
  id: id('a'),
  name: 'Ada Marsh',
  email: 'ada@acme.example',
  kind: 'internal',
  state: 'active',
  roles: ['member'],
  class: 'internal',
  groups: ['sales'],
  self: false,
  owner: false,
  ...change,
});
const person = (change: Partial<PersonDetail> = {}): PersonDetail => ({
  ...row(),
  origin: 'local',
  expiresAt: null,
  invitationExpiresAt: null,
  orphanedBy: null,
  withheld: [],
  scopes: null,
  approvers: [],
  credits: 0,
  requests: [],
  mustChoosePassword: false,
  devices: [],
  rights: [],
  safetyNumber: null,
  ...change,
});
const changed = (before: PersonDetail, edit: Partial<PersonDraft>): readonly Change[] =>
  personChanges(before, { ...draftOf(before), ...edit });

/** As main parses it once it has put the pins in. */
const isAction = (change: Change): boolean => parseAction(change).ok || parseAction({ ...change, pins: [] }).ok;

describe('the changes of one person', () => {
  it('are none when nothing is other, in whatever order sets stand', () => {
    const before = person({ roles: ['auditor', 'member'], groups: ['berlin', 'sales'], scopes: ['berlin', 'sales'] });
    expect(changed(before, {})).toEqual([]);
    expect(changed(before, { roles: ['member', 'auditor'], scopes: ['sales', 'berlin'] })).toEqual([]);
    expect(changed(before, { name: ' Ada Marsh ' })).toEqual([]);
  });

  it('are one action for each thing that is other, and each is one of the log', () => {
    const approver = { id: id('b'), name: 'Bob' };
    const changes = changed(person(), {
      name: 'Ada Moss',
      kind: 'external',
      roles: ['auditor'],
      class: 'partner',
      groups: [],
      expiresAt: 2_000_000_000_000,
      withheld: ['pkg.briefcase'],
      scopes: [],
      approvers: [approver],
    });
    expect(changes).toEqual([
      { type: 'member.edit', member: id('a'), name: 'Ada Moss', kind: 'external' },
      { type: 'member.roles', member: id('a'), add: ['auditor'], remove: ['member'] },
      { type: 'member.class', member: id('a'), class: 'partner' },
      { type: 'member.groups', member: id('a'), add: [], remove: ['sales'] },
      { type: 'member.expiry', member: id('a'), expiresAt: 2_000_000_000_000 },
      { type: 'member.limits', member: id('a'), withheld: ['pkg.briefcase'], scopes: [] },
      { type: 'member.approvers', member: id('a'), approvers: [approver.id] },
    ]);
    expect(changes.filter((change) => !isAction(change))).toEqual([]);
  });

  it('tell no departments at all from all of the organisation', () => {
    expect(changed(person({ scopes: [] }), { scopes: null })).toEqual([
      { type: 'member.limits', member: id('a'), withheld: [], scopes: null },
    ]);
  });
});

describe('what is set for one person alone', () => {
  const right = (permission: Permission, override: 'allow' | 'deny' | null) => ({
    permission,
    override,
    level: 'full' as const,
  });

  it('is an edit as long as it differs from what stands', () => {
    const denied = withOverride(new Map(), right('pkg.send', null), 'deny');
    expect([...denied]).toEqual([['pkg.send', 'deny']]);
    expect(withOverride(denied, right('pkg.send', null), 'roles').size).toBe(0);
    expect(withOverride(denied, right('pkg.send', 'deny'), 'deny').size).toBe(0);
  });

  it('becomes an action a permission, with null for what the roles say', () => {
    const edits = withOverride(
      withOverride(new Map(), right('pkg.send', 'deny'), 'roles'),
      right('pkg.track', null),
      'allow',
    );
    const changes = overrideChanges(id('a'), edits);
    expect(changes.map(({ permission, effect }) => [permission, effect])).toEqual([
      ['pkg.send', null],
      ['pkg.track', 'allow'],
    ]);
    expect(changes.every(isAction)).toBe(true);
  });
});

describe('the changes of several people', () => {
  const bulk = (people: readonly PersonRow[], edit: Partial<BulkEdit>) => bulkChanges(people, { ...NO_EDIT, ...edit });

  it('leave out whoever has it so already, the owner, oneself and those removed', () => {
    const people = [
      row(),
      row({ id: id('b'), roles: ['auditor', 'member'] }),
      row({ id: id('c'), owner: true }),
      row({ id: id('d'), self: true }),
      row({ id: id('e'), state: 'removed' }),
    ];
    const changes = bulk(people, { addRoles: ['auditor'], addGroups: ['sales'] });
    expect(changes).toEqual([{ type: 'member.roles', member: id('a'), add: ['auditor'], remove: [] }]);
    expect(changes.every(isAction)).toBe(true);
  });

  it('leave nobody without a role', () => {
    expect(bulk([row()], { removeRoles: ['member'] })).toEqual([]);
    expect(bulk([row()], { removeRoles: ['member'], addRoles: ['auditor'] })).toEqual([
      { type: 'member.roles', member: id('a'), add: ['auditor'], remove: ['member'] },
    ]);
  });

  it('open and close accounts as their states allow', () => {
    const people = (['active', 'invited', 'expired', 'disabled', 'locked'] as const).map((state, index) =>
      row({ id: id('abcde'.charAt(index)), state }),
    );
    const types = (edit: Partial<BulkEdit>) => bulk(people, edit).map(({ type, member }) => [type, member]);
    expect(types({ state: 'disable' })).toEqual([['member.disable', id('a')]]);
    expect(types({ state: 'enable' })).toEqual([
      ['member.enable', id('d')],
      ['member.unlock', id('e')],
    ]);
    expect(peopleIn(bulk(people, { state: 'remove', addRoles: ['auditor'] }))).toBe(5);
    expect(bulk(people, { state: 'remove' }).every(isAction)).toBe(true);
  });
});

describe('the windowed list of people', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => row({ name: `P${index}` }));

  it('asks for the pages that hold the rows in view, and none beyond the end', () => {
    expect(pagesFor(0, 20, 10_000)).toEqual([0]);
    expect(pagesFor(PAGE - 1, PAGE + 1, 10_000)).toEqual([0, 1]);
    expect(pagesFor(9_990, 10_020, 10_000)).toEqual([99]);
    expect(pagesFor(0, 20, 0)).toEqual([]);
  });

  it('finds a row by its index, and none where no page is', () => {
    const pages = paged(rows(150), 2 * PAGE);
    expect(rowAt(pages, 2 * PAGE + 120)?.name).toBe('P120');
    expect(rowAt(pages, 2 * PAGE + 150)).toBeNull();
    expect(rowAt(pages, 0)).toBeNull();
  });
});

describe('a search, a key at a time', () => {
  afterEach(() => {
    forgetAdminPeople();
    vi.unstubAllGlobals();
  });

  it('keeps the rows that are here until the answer comes, and drops answers to less than what is typed', async () => {
    const answers: (() => void)[] = [];
    const adminPeople = ({ search }: { readonly search: string }) =>
      new Promise((resolve) => {
        answers.push(() => resolve({ ok: true, value: { total: 1, rows: [row({ name: `found ${search}` })] } }));
      });
    vi.stubGlobal('window', { sealpost: { adminPeople } });
    const first = () => rowAt(useAdminPeople.getState().pages, 0)?.name ?? null;

    const everybody = askPeople({ search: '' });
    answers[0]?.();
    await everybody;
    expect(first()).toBe('found ');

    const typed = [askPeople({ search: 'a' }), askPeople({ search: 'ad' })];
    expect([useAdminPeople.getState().query.search, first()]).toEqual(['ad', 'found ']);
    answers[2]?.();
    await typed[1];
    answers[1]?.();
    await typed[0];
    expect([answers.length, first()]).toEqual([3, 'found ad']);
  });
});

describe('the last day of an account', () => {
  it('ends with its midnight, over the end of a year too', () => {
    expect(endOfDay('2026-12-31')).toBe(new Date(2027, 0, 1).getTime());
    expect(dayOf((endOfDay('2026-12-31') ?? 0) - 1)).toBe('2026-12-31');
  });

  it('is none that the calendar does not have', () => {
    expect(['2026-06-31', '2026-02-29', '', '31.12.2026', '2026-13-01'].map(endOfDay)).toEqual(Array(5).fill(null));
  });
});

describe('whoever governs people', () => {
  const me = (...held: readonly Permission[]): Me => ({
    member: id('a'),
    name: 'Ada',
    email: 'ada@acme.example',
    role: { id: 'member', name: 'Member', text: null },
    assignable: [{ id: 'auditor', name: 'Auditor', text: null }],
    usualRole: 'member',
    organisation: 'Acme',
    permissions: held.map((permission) => ({
      permission,
      allowed: true,
      reason: 'decision.roleAllow',
      setBy: null,
      setAt: null,
      subject: null,
    })),
    safetyNumber: '1',
    keychain: 'keychain',
    kitSaved: true,
    passwordReset: null,
  });
  const of = (ids: string, who: Me): boolean =>
    groupsFor(who)
      .find(({ label }) => label === ids)
      ?.ids.includes('go.people') === true;

  it('holds a right over others, not only one of their own', () => {
    expect(governsPeople(me('pkg.send', 'org.pkg.view'))).toBe(false);
    expect(governsPeople(me('user.state'))).toBe(true);
    expect(governsPeople(null)).toBe(false);
  });

  it('finds people among the administration only with its pages', () => {
    expect(of('nav.administration', me('user.edit', 'admin.section'))).toBe(true);
    expect(of('nav.organisation', me('user.edit', 'admin.section'))).toBe(false);
    expect(of('nav.organisation', me('user.edit'))).toBe(true);
    expect(of('nav.organisation', me('admin.section'))).toBe(true);
  });

  it('says what a class keeps from whoever is to govern, and nothing where it keeps only rights of use', () => {
    const { roles, classes } = COUCHDROP;
    const organisation = {
      roles: roles.map(({ matrix, ...role }) => ({ ...role, text: null, cells: { ...matrix }, holders: 0 })),
      classes: classes.map((one) => ({ ...one, ceiling: one.ceiling && [...one.ceiling], text: null, members: 0 })),
    };
    expect(keptByClass(organisation, ['administrator'], 'external')).toContain('user.edit');
    expect(keptByClass(organisation, ['manager', 'standard'], 'external')).toContain('user.invite');
    expect(keptByClass(organisation, ['administrator'], 'external')).not.toContain('pkg.send');
    expect(keptByClass(organisation, ['standard'], 'external')).toEqual([]);
    expect(keptByClass(organisation, ['administrator'], 'internal')).toEqual([]);
    expect(keptByClass(organisation, ['administrator'], 'gone')).toEqual([]);
  });

  it('invites into the usual role where they may, else into the lowest that they may give', () => {
    const template = { role: 'member', class: 'internal', groups: ['sales'], permissions: {} };
    expect(newcomer({ template }, me()).roles).toEqual(['auditor']);
    expect(newcomer({ template }, { ...me(), usualRole: 'auditor' })).toMatchObject({
      roles: ['auditor'],
      class: 'internal',
      groups: ['sales'],
      kind: 'internal',
    });
    expect(newcomer({ template }, { ...me(), assignable: [] }).roles).toEqual([]);
  });
});
