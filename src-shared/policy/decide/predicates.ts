import type { Member } from '../model/entities.ts';
import type { Laws } from '../model/laws.ts';
import type { Permission } from '../model/permissions.ts';
import type { PolicyState } from '../model/state.ts';
import type { Step } from './decision.ts';
import type { Resource } from './resource.ts';

/** What is known when a resource is looked at: the permission is held, by the step `decisive`. */
export interface Held {
  readonly state: PolicyState;
  readonly member: Member;
  readonly permission: Permission;
  readonly decisive: Step;
  readonly at: number;
  readonly laws: Laws;
}

/** The resource layer: null where the permission says nothing about such a resource. */
export function onResource(_held: Held, _resource: Resource): Step | null {
  return null;
}
