import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { LogEntryView } from '../../organisation/policy-log.ts';
import { type HistoryParams, historyParams } from '../history-params.ts';
import { nameIn } from '../people.ts';

/** What is done, in one line: `text` is a key of the catalogue. */
export interface ActionLine {
  readonly text: string;
  readonly params: HistoryParams;
}

export function actionLine(action: LogEntryView['actions'][number], state: PolicyState): ActionLine {
  return {
    text: `history.${action.type}`,
    params: historyParams(action, state, (member) => nameIn(state, member)),
  };
}
