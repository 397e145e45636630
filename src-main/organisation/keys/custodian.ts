import type { Clock } from '../../../src-shared/base/clock.ts';
import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { Result } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { HubError } from '../../hub/port.ts';
import type { LogEntryView, ProposeError } from '../policy-log.ts';
import type { DirectoryPorts } from './directory-keys.ts';
import type { SealToAll } from './key-object.ts';

/** Makes the actions of an entry from the state that it will follow; none: there is nothing to do any more. */
export type Build = (state: PolicyState) => Promise<Result<readonly Action[], HubError>>;

/** What the client of a member who keeps the organisation's keys works with. */
export interface Custodian extends DirectoryPorts {
  readonly me: MemberId;
  readonly clock: Clock;
  readonly log: {
    state(): PolicyState;
    /** As of an accepted entry. */
    stateAt(seq: number): PolicyState;
    history(before: number | null, limit: number): readonly LogEntryView[];
  };
  /** Asked again for each round in which somebody else wrote first. */
  readonly propose: (build: Build) => Promise<Result<unknown, ProposeError>>;
  readonly sealToAll: SealToAll;
}
