import type { MemberId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { CompiledPolicy } from '../../../src-shared/policy/compile/compiled-policy.ts';
import { type Alternative, alternatives } from '../../../src-shared/policy/decide/alternatives.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import type { Decision, Step } from '../../../src-shared/policy/decide/decision.ts';
import { isPermission, PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { whoCan } from '../../../src-shared/policy/query/list.ts';
import { levelIn, matrix as rowsOf } from '../../../src-shared/policy/query/matrix.ts';
import type { MemberSession } from '../../app/port.ts';
import { type CliError, cliError } from '../answer.ts';
import { type Command, openSynced } from '../context.ts';
import { findPerson } from '../find-person.ts';
import { formatTable, formatTime, printable } from '../format.ts';
import { formatGrid } from '../grid.ts';
import { changeText, permissionName, reasonText } from '../policy-words.ts';
import { findResource } from '../resource.ts';

const YES = 'yes';
const NO = 'no';

function parsePermission(text: string): Result<Permission, CliError> {
  if (isPermission(text)) return ok(text);
  return err(cliError('cli.usage', `“${text}” is no permission. They are: ${PERMISSIONS.join(', ')}.`));
}

/** Whether somebody may do something, by the policy as this profile knows it after a sync. */
export const can: Command = async (context) => {
  const [who = '', wanted = '', about] = context.parsed.positionals;
  const permission = parsePermission(wanted);
  if (!permission.ok) return permission;
  const opened = await openSynced(context);
  if (!opened.ok) return opened;
  const { session, problem } = opened.value;
  const person = findPerson(session, who, () => true);
  if (!person.ok) return person;
  const resource = findResource(session, about);
  if (!resource.ok) return resource;
  const state = session.log.state();
  const member = person.value.id as MemberId;
  const question = {
    at: Math.max(context.now(), state.at),
    ...(resource.value === undefined ? {} : { resource: resource.value }),
  };
  const decision = decide(state, member, permission.value, question);
  const others = context.parsed.flag('why') ? alternatives(state, member, permission.value, question) : [];
  const name = printable(person.value.name);
  return ok({
    json: {
      member,
      permission: permission.value,
      allowed: decision.allowed,
      steps: decision.steps.map((step) => stepJson(session, step)),
      shadowed: decision.shadowed.map((step) => stepJson(session, step)),
      ...(context.parsed.flag('why') && { alternatives: others.map(({ change }) => change) }),
    },
    lines: [
      `${decision.allowed ? YES : NO}: ${name}, ${permissionName(permission.value)} (${permission.value})`,
      ...(context.parsed.flag('why') ? explained(session, decision, others) : [reasonOf(session, decision)]),
    ],
    ...(problem === null ? {} : { problem }),
    ...(decision.allowed ? {} : { refused: true as const }),
  });
};

const stepJson = (session: MemberSession, step: Step) => ({ ...step, text: reasonText(session.log.state(), step) });

function reasonOf(session: MemberSession, { steps }: Decision): string {
  const last = steps.at(-1) ?? steps[0];
  return `Because ${printable(reasonText(session.log.state(), last))} ${citation(session, last.entry)}`;
}

/** Who set it, and when. */
function citation(session: MemberSession, entry: number): string {
  const [cited] = session.log.history(entry + 1, 1);
  if (cited === undefined || cited.seq !== entry) return `Entry ${entry}.`;
  return `Entry ${entry}, by ${printable(session.nameOf(cited.author))}, ${formatTime(cited.at)}.`;
}

function explained(session: MemberSession, decision: Decision, others: readonly Alternative[]): readonly string[] {
  const state = session.log.state();
  const row = (step: Step): readonly string[] => [
    step.layer,
    step.effect === 'allow' ? YES : NO,
    reasonText(state, step),
    citation(session, step.entry),
  ];
  const changes = others.map(({ change }) => `  ${printable(changeText(session, change))}  (${change.type})`);
  return [
    ...formatTable(['LAYER', '', 'BECAUSE', 'SET BY'], decision.steps.map(row)),
    ...(decision.shadowed.length === 0
      ? []
      : ['', 'Not asked any more:', ...formatTable(['LAYER', '', 'BECAUSE', 'SET BY'], decision.shadowed.map(row))]),
    ...(changes.length === 0 ? [] : ['', 'Each of these alone would change the answer:', ...changes]),
  ];
}

/** Everybody who may do it: the same code as `can`. */
export const whoMay: Command = async (context) => {
  const [wanted = '', about] = context.parsed.positionals;
  const permission = parsePermission(wanted);
  if (!permission.ok) return permission;
  const opened = await openSynced(context);
  if (!opened.ok) return opened;
  const { session, problem } = opened.value;
  const resource = findResource(session, about);
  if (!resource.ok) return resource;
  const state = session.log.state();
  const question = resource.value === undefined ? {} : { resource: resource.value };
  const at = Math.max(context.now(), state.at);
  const found = whoCan(CompiledPolicy.of(state), permission.value, { at, ...question });
  const rows = found.map((id) => [session.nameOf(id), state.members.get(id)?.email ?? '']);
  return ok({
    json: { permission: permission.value, members: found },
    lines: [...formatTable(['NAME', 'E-MAIL'], rows), '', `${found.length} of ${state.members.size}`],
    ...(problem !== null && { problem }),
  });
};

const SIGNS = { full: 'x', limited: 'l', none: '.' } as const;

/** Permissions by people, or by roles: a column each, in blocks as wide as the terminal. */
export const matrix: Command = async (context) => {
  const opened = await openSynced(context);
  if (!opened.ok) return opened;
  const { session, problem } = opened.value;
  const state = session.log.state();
  const levels = context.parsed.flag('roles') ? levelsOfRoles(session) : levelsOfPeople(session, context.now());
  const grid = levels.map(({ name, of }) => ({
    heading: name,
    cells: PERMISSIONS.map((each) => SIGNS[of(each) ?? 'none']),
  }));
  return ok({
    json: {
      head: state.head,
      rows: levels.map(({ id, name, of }) => ({
        id,
        name,
        permissions: Object.fromEntries(PERMISSIONS.flatMap((each) => (of(each) === null ? [] : [[each, of(each)]]))),
      })),
    },
    lines: [
      'x full, l limited, . not',
      ...formatGrid(PERMISSIONS, grid, context.columns).flatMap((block) => ['', ...block]),
    ],
    ...(problem !== null && { problem }),
  });
};

interface Levels {
  readonly id: string;
  readonly name: string;
  of(permission: Permission): 'limited' | 'full' | null;
}

function levelsOfRoles(session: MemberSession): readonly Levels[] {
  return [...session.log.state().roles.values()]
    .sort((a, b) => b.rank - a.rank)
    .map(({ id, name, matrix: cells }) => ({ id, name, of: (permission) => cells[permission]?.level ?? null }));
}

function levelsOfPeople(session: MemberSession, now: number): readonly Levels[] {
  const state = session.log.state();
  return rowsOf(CompiledPolicy.of(state), Math.max(now, state.at)).map(({ member, rights }) => ({
    id: member,
    name: session.nameOf(member),
    of: (permission) => levelIn(rights, permission),
  }));
}
