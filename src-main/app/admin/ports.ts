import type { Member } from '../../../src-shared/policy/model/entities.ts';
import type { Membership } from '../../organisation/membership.ts';
import type { Citations } from './citations.ts';
import type { CompiledStates } from './compiled-states.ts';

/** What the administration of one unlocked member stands on. */
export interface AdminPorts {
  readonly membership: Membership;
  readonly citations: Citations;
  readonly compiled: CompiledStates;
  readonly safetyNumber: (member: Member) => string | null;
  /** Milliseconds; never before the newest entry. */
  readonly now: () => number;
}
