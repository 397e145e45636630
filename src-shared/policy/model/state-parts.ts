import { OwnedMap } from './owned-map.ts';
import type { PolicyState } from './state.ts';

/** The two halves of a state for whoever changes it: its maps, each owned, and everything else. */

export type MapField = {
  [F in keyof PolicyState]: PolicyState[F] extends ReadonlyMap<string, unknown> ? F : never;
}[keyof PolicyState];
export type KeyIn<F extends MapField> = PolicyState[F] extends ReadonlyMap<infer K, unknown> ? K : never;
export type ValueIn<F extends MapField> = PolicyState[F] extends ReadonlyMap<string, infer V> ? V : never;
export type Maps = { readonly [F in MapField]: OwnedMap<KeyIn<F>, ValueIn<F>> };
export type Scalars = Omit<PolicyState, MapField>;

export function mapsOf(state: PolicyState): Maps {
  return {
    members: new OwnedMap(state.members),
    devices: new OwnedMap(state.devices),
    roles: new OwnedMap(state.roles),
    classes: new OwnedMap(state.classes),
    groups: new OwnedMap(state.groups),
    contacts: new OwnedMap(state.contacts),
    folders: new OwnedMap(state.folders),
    links: new OwnedMap(state.links),
    proposals: new OwnedMap(state.proposals),
    billing: new OwnedMap(state.billing),
    taken: new OwnedMap(state.taken),
  };
}

/** Field by field: of another draft, which has its fields by getters, as of a plain state. */
export function scalarsOf(state: PolicyState): Scalars {
  return {
    organisation: state.organisation,
    name: state.name,
    preset: state.preset,
    owner: state.owner,
    ownerRole: state.ownerRole,
    rules: state.rules,
    head: state.head,
    at: state.at,
    settings: state.settings,
    template: state.template,
    thresholds: state.thresholds,
    licences: state.licences,
    licencesInUse: state.licencesInUse,
    transfer: state.transfer,
    keys: state.keys,
    directoryEpoch: state.directoryEpoch,
    directorySetBy: state.directorySetBy,
  };
}
