import type { DeviceId, MemberId, ProposalId } from '../../base/ids.ts';
import { type Action, parseAction } from '../action/action.ts';
import type { PolicyState } from '../model/state.ts';

export type PinnedAction = Extract<Action, { readonly pins: unknown }>;
type WithoutPins<A> = A extends unknown ? Omit<A, 'pins'> : never;
/** Something that may take rights from somebody, before anybody has looked how far their feeds have come. */
export type Demotion = WithoutPins<PinnedAction>;

/** The devices that pins are asked for: those that are not revoked of everybody who may lose rights by it. */
export function devicesToPin(state: PolicyState, demotion: Demotion): readonly DeviceId[] {
  switch (demotion.type) {
    case 'owner.accept':
      return devicesOf(state, state.owner);
    case 'proposal.approve':
      return devicesOfProposal(state, demotion.proposal);
    default:
      return devicesOf(state, demotion.member);
  }
}

function devicesOf(state: PolicyState, member: MemberId): readonly DeviceId[] {
  const all = [...state.devices.values()];
  return all.filter((device) => device.member === member && !device.revoked).map(({ id }) => id);
}

function devicesOfProposal(state: PolicyState, id: ProposalId): readonly DeviceId[] {
  const proposal = state.proposals.get(id);
  const actions = proposal === undefined ? [] : (JSON.parse(proposal.actions) as readonly unknown[]);
  const devices = new Set<DeviceId>();
  for (const value of actions) {
    const action = parseAction(value);
    if (!action.ok) continue;
    if (action.value.type === 'device.revoke') devices.add(action.value.pin.device);
    else if ('pins' in action.value) for (const device of devicesToPin(state, action.value)) devices.add(device);
  }
  return [...devices];
}
