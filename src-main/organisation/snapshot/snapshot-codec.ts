import { u32, u64, utf8 } from '../../../src-shared/base/bytes.ts';
import type { OrganisationId } from '../../../src-shared/base/ids.ts';
import { err, type Result } from '../../../src-shared/base/result.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { readingState, type StateTextError, stateChunks } from '../../../src-shared/policy/model/state-text.ts';
import {
  decodeNamedText,
  decodeStoredSnapshot,
  encodeNamedText,
  encodeStoredSnapshot,
  type NamedText,
  SNAPSHOT_MAX,
  SNAPSHOT_PART_MAX,
  type StoredSnapshot,
} from '../../../src-shared/protocol/snapshot.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { Crypto } from '../../crypto/port.ts';
import type { DirectoryKey } from '../entry-codec.ts';

const under = (organisation: OrganisationId, epoch: number, seq: number, part: number) => [
  utf8(LABEL.policySnapshot),
  utf8(organisation),
  u32(epoch),
  u64(seq),
  u32(part),
];

/**
 * The bytes of `snapshots/<seq>`.
 *
 * @param state the one before entry `seq`, which commits to it.
 * @returns null when it would be larger than readers accept.
 */
export function sealSnapshot(
  crypto: Crypto,
  { epoch, key }: DirectoryKey,
  seq: number,
  state: PolicyState,
): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const chunk of stateChunks(state)) {
    const plain = encodeNamedText(chunk);
    if (plain.length > SNAPSHOT_PART_MAX) return null;
    const part = crypto.encrypt(key, plain, under(state.organisation, epoch, seq, parts.length));
    size += part.length;
    parts.push(part);
  }
  return size > SNAPSHOT_MAX - 16 * (parts.length + 1) ? null : encodeStoredSnapshot({ epoch, parts });
}

export type SnapshotError =
  | StateTextError
  | {
      readonly code:
        | 'snapshot.frame' // no snapshot of this version
        | 'snapshot.key' // does not open: damaged, of another place or organisation, under a key that we lack
        | 'snapshot.foreign'; // of another organisation or place than its name says
      readonly detail: string;
    };

/**
 * A state that somebody wrote down: well-formed, and true only if its root stands in the log.
 *
 * @param seq the number in its key.
 * @param pause lets other work run; between parts, since those of 10,000 members take half a second.
 */
export async function openSnapshot(
  crypto: Crypto,
  organisation: OrganisationId,
  directoryKey: (epoch: number) => Uint8Array | null,
  seq: number,
  stored: Uint8Array,
  pause: () => Promise<void>,
): Promise<Result<PolicyState, SnapshotError>> {
  const frame = decodeStoredSnapshot(stored);
  if (frame === null) return err({ code: 'snapshot.frame', detail: '' });
  const key = directoryKey(frame.epoch);
  if (key === null) return err({ code: 'snapshot.key', detail: '' });
  let damaged = false;
  const damage = () => {
    damaged = true;
  };
  const reading = readingState(texts(crypto, organisation, key, seq, frame, damage));
  let step = reading.next();
  while (step.done !== true) {
    await pause();
    step = reading.next();
  }
  if (damaged) return err({ code: 'snapshot.key', detail: '' });
  const state = step.value;
  if (!state.ok) return state;
  const { value } = state;
  const fits = value.organisation === organisation && value.head.seq === seq - 1 && seq > 1;
  return fits ? state : err({ code: 'snapshot.foreign', detail: '' });
}

/** Decrypts one part after the other, as they are wanted; the first that does not open is the last. */
function* texts(
  crypto: Crypto,
  organisation: OrganisationId,
  key: Uint8Array,
  seq: number,
  { epoch, parts }: StoredSnapshot,
  damage: () => void,
): Generator<NamedText> {
  for (const [index, part] of parts.entries()) {
    const plain = crypto.decrypt(key, part, under(organisation, epoch, seq, index));
    const text = plain.ok ? decodeNamedText(plain.value) : null;
    if (text === null) return damage();
    yield text;
  }
}
