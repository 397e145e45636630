import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { OrganisationView } from '../../../src-shared/ipc/admin-views.ts';
import type { Level } from '../../../src-shared/policy/model/entities.ts';
import { DANGERS } from '../../../src-shared/policy/model/entities.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { nameIn } from '../people.ts';
import { roleView } from '../roles.ts';
import { classText } from './names.ts';
import type { AdminPorts } from './ports.ts';
import { proposalViews } from './proposals.ts';
import { settingViews } from './setting-views.ts';

/** The organisation but for its people. */
export function organisationView(ports: AdminPorts): OrganisationView {
  const { log, keyset } = ports.membership;
  const state = log.state();
  const count = countHolders(state);
  const { transfer, template, licences } = state;
  const person = (id: MemberId) => ({ id, name: nameIn(state, id) });
  return {
    name: state.name,
    preset: state.preset,
    owner: person(state.owner),
    ownerRole: state.ownerRole,
    head: { seq: state.head.seq, at: state.at },
    roles: [...state.roles.values()]
      .sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1))
      .map((role) => ({
        ...roleView(state, role),
        rank: role.rank,
        peer: role.peer,
        unique: role.unique,
        cells: levelsOf(role.matrix),
        holders: count.get(`role ${role.id}`) ?? 0,
      })),
    classes: [...state.classes.values()].map((each) => ({
      id: each.id,
      name: each.name,
      text: classText(state, each),
      ceiling: each.ceiling === null ? null : [...each.ceiling],
      audience: {
        classes: each.audience.classes === null ? null : [...each.audience.classes],
        contacts: each.audience.contacts,
      },
      licensed: each.licensed,
      members: count.get(`class ${each.id}`) ?? 0,
    })),
    groups: [...state.groups.values()].map(({ id, name, scope, permissions }) => ({
      id,
      name,
      text: null,
      scope,
      permissions: Object.fromEntries(Object.entries(permissions).map(([key, { effect }]) => [key, effect])),
      members: count.get(`group ${id}`) ?? 0,
    })),
    settings: settingViews(ports, state),
    template: {
      role: template.role,
      class: template.class,
      groups: [...template.groups],
      permissions: { ...template.permissions },
    },
    thresholds: thresholdsOf(state),
    licences: { bought: licences.bought, inUse: state.licencesInUse },
    transfer:
      transfer === null
        ? null
        : {
            to: person(transfer.to),
            keep: transfer.keep,
            offer: transfer.setBy,
            toMe: transfer.to === keyset.memberId,
          },
    contacts: [...state.contacts.values()].map(({ id, name, email, pgp }) => ({ id, name, email, pgp })),
    links: [...state.links.values()].map(({ id, name }) => ({ id, name })),
    proposals: proposalViews(ports, state),
    requests: [...state.members.values()]
      .filter(({ status }) => status !== 'removed')
      .flatMap(({ id, name, requests }) => requests.map((permission) => ({ member: id, name, permission }))),
  };
}

/** How many have each role, class and group, past members left out. */
function countHolders(state: PolicyState): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { status, roles, groups, class: of } of state.members.values()) {
    if (status === 'removed') continue;
    add(`class ${of}`);
    for (const { id } of roles) add(`role ${id}`);
    for (const { id } of groups) add(`group ${id}`);
  }
  return counts;
}

function levelsOf(matrix: Readonly<Record<string, { readonly level: Level } | undefined>>): Record<string, Level> {
  return Object.fromEntries(
    Object.entries(matrix).flatMap(([key, cell]) => (cell === undefined ? [] : [[key, cell.level]])),
  );
}

function thresholdsOf({ thresholds }: PolicyState): OrganisationView['thresholds'] {
  return Object.fromEntries(
    DANGERS.map((danger) => [danger, thresholds[danger].governors]),
  ) as OrganisationView['thresholds'];
}
