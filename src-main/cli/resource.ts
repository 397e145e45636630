import type { ContactId, FolderId, MemberId, PackageId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { Resource } from '../../src-shared/policy/decide/resource.ts';
import type { MemberSession } from '../app/port.ts';
import { type CliError, cliError } from './answer.ts';
import { findPackage } from './find-package.ts';
import { findPerson } from './find-person.ts';

const KINDS = 'user:WHO, package:ID, folder:NAME or contact:ADDRESS';

/** `user:bob@example.org`, `package:3f9k`, `folder:Plans`, `contact:eve@example.org`; undefined when nothing is given. */
export function findResource(session: MemberSession, text: string | undefined): Result<Resource | undefined, CliError> {
  if (text === undefined) return ok(undefined);
  const colon = text.indexOf(':');
  const [kind, name] = [text.slice(0, colon), text.slice(colon + 1)];
  switch (kind) {
    case 'user': {
      const person = findPerson(session, name, () => true);
      return person.ok ? ok({ type: 'member', member: person.value.id as MemberId }) : person;
    }
    case 'package':
      return packageFacts(session, name);
    case 'folder': {
      const folder = inTable(session.log.state().folders, name, ({ name: called }) => called);
      return folder === null ? unknown(text) : ok({ type: 'folder', folder: folder as FolderId });
    }
    case 'contact': {
      const contact = inTable(session.log.state().contacts, name, ({ email }) => email);
      return contact === null ? unknown(text) : ok({ type: 'contact', contact: contact as ContactId });
    }
    default:
      return err(cliError('cli.usage', `“${text}” is no resource. Give ${KINDS}.`));
  }
}

const unknown = (text: string) => err(cliError('cli.unknownResource', text));

function inTable<T>(table: ReadonlyMap<string, T>, wanted: string, nameOf: (item: T) => string): string | null {
  const folded = wanted.toLowerCase();
  for (const [id, item] of table) if (id === wanted || nameOf(item).toLowerCase() === folded) return id;
  return null;
}

/** As far as this member's own copy of the package tells. */
function packageFacts(session: MemberSession, wanted: string): Result<Resource, CliError> {
  const row = findPackage(session, wanted);
  if (!row.ok) return row;
  const { from: author, to: recipients, id } = row.value;
  const approvers = session.log.state().members.get(author)?.approvers ?? [];
  const keyHeld = session.packages.row(id as PackageId)?.refused === null;
  return ok({ type: 'package', author, recipients, contributors: [], audience: 'private', approvers, keyHeld });
}
