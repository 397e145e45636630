import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { LogEntryView } from '../../organisation/policy-log.ts';
import { type HistoryParams, historyParams } from '../history-params.ts';
import { nameIn } from '../people.ts';

type ActionView = LogEntryView['actions'][number];

/** What is done, in one line: `text` is a key of the catalogue. */
export interface ActionLine {
  readonly text: string;
  readonly params: HistoryParams;
}

/** An entry may invite ten thousand people: nobody reads on after so many lines. */
const MOST_LINES = 100;

type NameOf = (member: MemberId) => string;
const namesOf =
  (state: PolicyState): NameOf =>
  (member) =>
    nameIn(state, member);

export function actionLine(action: ActionView, state: PolicyState, nameOf: NameOf = namesOf(state)): ActionLine {
  return { text: `history.${action.type}`, params: historyParams(action, state, nameOf) };
}

/** A line an action; of an entry of thousands the first ones, and how many there are besides. */
export function actionLines(
  actions: readonly ActionView[],
  state: PolicyState,
  nameOf: NameOf = namesOf(state),
): ActionLine[] {
  const lines = actions.slice(0, MOST_LINES).map((action) => actionLine(action, state, nameOf));
  const others = actions.length - lines.length;
  return others === 0 ? lines : [...lines, { text: 'history.others', params: { count: others } }];
}
