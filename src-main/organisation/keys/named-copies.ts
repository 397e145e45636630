import type { KeyKind } from '../../../src-shared/protocol/organisation-key.ts';
import type { Custodian } from './custodian.ts';
import { rotatedBy } from './holders.ts';

/** Hash of the copies that the log names for the newest key of that kind; null when the vault has no such entry. */
export function namedCopies({ log }: Pick<Custodian, 'log'>, kind: KeyKind): string | null {
  const seq = rotatedBy(log.state(), kind);
  const [entry] = log.history(seq + 1, 1);
  if (entry === undefined || entry.seq !== seq) return null;
  for (const action of entry.actions) {
    if (action.type === 'key.rotate' && action.key === kind) return String(action.copies);
  }
  return null;
}
