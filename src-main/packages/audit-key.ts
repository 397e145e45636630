import { fromHex } from '../../src-shared/base/bytes.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';

/**
 * The organisation's audit key at that state, to which every package that names it is sealed as well; null while there is
 * none.
 */
export function auditKey(state: PolicyState): Uint8Array | null {
  return state.keys.audit === null ? null : fromHex(state.keys.audit.publicKey);
}
