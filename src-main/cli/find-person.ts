import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { Person } from '../../src-shared/ipc/people-contract.ts';
import type { MemberSession } from '../app/port.ts';
import { type CliError, cliError } from './answer.ts';

/** By id, e-mail address, or name; the address and the id are certain, a name may be several people's. */
export function findPerson(
  session: MemberSession,
  wanted: string,
  eligible: (person: Person) => boolean,
): Result<Person, CliError> {
  const all = session.people().filter(eligible);
  const folded = wanted.toLowerCase();
  const certain = all.find(({ id, email }) => id === wanted || email.toLowerCase() === folded);
  if (certain !== undefined) return ok(certain);
  const named = all.filter(({ name }) => name.toLowerCase() === folded);
  const [only] = named;
  if (only === undefined) return err(cliError('cli.unknownRecipient', wanted));
  return named.length === 1 ? ok(only) : err(cliError('cli.ambiguousRecipient', wanted));
}
