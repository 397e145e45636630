import { hex } from '../../../../src-shared/base/bytes.ts';
import { type InviteId, type MemberId, randomId } from '../../../../src-shared/base/ids.ts';
import type { Acting, Fault } from '../../../../src-shared/policy/apply/acting.ts';
import { perform, SWEEPS_MAX } from '../../../../src-shared/policy/apply/apply.ts';
import { LAWS } from '../../../../src-shared/policy/model/laws.ts';
import { StateDraft } from '../../../../src-shared/policy/model/state-draft.ts';
import { type Invitee, invitationOf } from '../../../organisation/invite-many.ts';
import { subjectName } from '../names.ts';
import type { AdminPorts } from '../ports.ts';
import { parsePerson, type RowProblem } from './parse-person.ts';
import type { PersonText } from './read-people.ts';

export interface JudgedRow {
  readonly line: number;
  readonly name: string;
  readonly email: string;
  readonly problem: RowProblem | null;
}

export interface Judged {
  /** Who can be invited, in the order of the file. */
  readonly invitees: readonly Invitee[];
  readonly rows: readonly JudgedRow[];
}

/**
 * Each row as the log would judge it, after the good ones before it: who may be invited by this member, whose address is
 * taken, how far the licences reach. Nothing is signed, and no code made.
 */
export function judge(ports: AdminPorts, people: readonly PersonText[]): Judged {
  const { log, signer, crypto } = ports.membership;
  const state = log.state();
  const draft = new StateDraft(state);
  const at = ports.now();
  const seq = state.head.seq + 1;
  const acting: Acting = {
    seq,
    at,
    author: signer.member,
    introduced: null,
    agreed: false,
    laws: LAWS,
    sweeps: { left: SWEEPS_MAX },
    perform,
  };
  const random = { bytes: (length: number) => crypto.random(length) };
  const seen = new Set<string>();
  const invitees: Invitee[] = [];

  function invite(invitee: Invitee): RowProblem | null {
    // Nobody's: a real one comes with a code, which is made when it is signed.
    const invitation = { id: randomId<InviteId>(random), publicKey: hex(crypto.random(32)), expiresAt: at + 1 };
    const action = invitationOf(state, invitee, randomId<MemberId>(random), invitation);
    let fault: Fault | null = null;
    draft.attempt(() => {
      fault = perform(draft, acting, action);
      return fault === null;
    });
    return fault === null ? null : problemOf(fault);
  }

  function problemOf(fault: Fault): RowProblem {
    if (typeof fault === 'string') return { text: `problem.${fault}`, subject: '' };
    const { reason, subject } = fault.steps.at(-1) ?? fault.steps[0];
    return { text: `decision.${reason}`, subject: subject === null ? '' : subjectName(state, subject).name };
  }

  function check(person: PersonText): RowProblem | null {
    const parsed = parsePerson(state, person);
    if (!parsed.ok) return parsed.error;
    const address = parsed.value.email.toLowerCase();
    if (seen.has(address)) return { text: 'problem.import.twice', subject: parsed.value.email };
    seen.add(address);
    const problem = invite(parsed.value);
    if (problem === null) invitees.push(parsed.value);
    return problem;
  }

  const rows = people.map((person) => {
    const { name, email } = person.cells;
    return { line: person.line, name: name.slice(0, 100), email: email.slice(0, 254), problem: check(person) };
  });
  return { invitees, rows };
}
