import type { PackageId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { MemberSession } from '../app/port.ts';
import type { PackageRow } from '../packages/port.ts';
import { type CliError, cliError } from './answer.ts';

/** By id, or the first letters of it. */
export function findPackage(session: MemberSession, wanted: string): Result<PackageRow, CliError> {
  const exact = session.packages.row(wanted as PackageId);
  if (exact !== null) return ok(exact);
  const found =
    wanted.length < 4
      ? []
      : (['inbox', 'sent', 'briefcase'] as const).flatMap((box) =>
          session.packages
            .list(box, { after: null, limit: 500, filter: '' })
            .rows.filter(({ id }) => id.startsWith(wanted)),
        );
  const [only] = found;
  if (only === undefined) return err(cliError('cli.unknownPackage', wanted));
  return new Set(found.map(({ id }) => id)).size === 1 ? ok(only) : err(cliError('cli.ambiguousPackage', wanted));
}
