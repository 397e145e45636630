import { concat, hex, u32, utf8 } from '../../src-shared/base/bytes.ts';
import type { Member } from '../../src-shared/policy/model/entities.ts';
import { LABEL } from '../crypto/labels.ts';
import type { Crypto } from '../crypto/port.ts';

const GROUPS = 12;
const DIGITS = 5;
const BYTES_PER_GROUP = 5;
const GROUPS_PER_HASH = 6;

/**
 * A person's safety number: 60 digits, in 12 groups of 5, that follow from their id and public keys alone. Two people who
 * read each other's numbers aloud, and find on both screens what they hear, hold each other's true keys. Each group is 40
 * bits of a hash modulo 100,000, six groups a hash, as in Signal's numeric fingerprints (Signal hashes 5,200 times over;
 * 199 bits need no stretching).
 *
 * @returns null until the person has keys.
 */
export function safetyNumber(crypto: Pick<Crypto, 'hash'>, member: Pick<Member, 'id' | 'keyset'>): string | null {
  if (member.keyset === null) return null;
  const { signing, sealing } = member.keyset;
  const subject = [member.id, signing, sealing].map(utf8).flatMap((part) => [u32(part.length), part]);
  const hashes = Array.from({ length: GROUPS / GROUPS_PER_HASH }, (_, index) =>
    crypto.hash(concat([utf8(LABEL.safetyNumber), u32(index), ...subject])),
  );
  return Array.from({ length: GROUPS }, (_, group) => groupOf(hashes, group)).join(' ');
}

function groupOf(hashes: readonly Uint8Array[], group: number): string {
  const start = (group % GROUPS_PER_HASH) * BYTES_PER_GROUP;
  const bytes = hashes[Math.floor(group / GROUPS_PER_HASH)]?.subarray(start, start + BYTES_PER_GROUP);
  return (Number.parseInt(hex(bytes ?? new Uint8Array()), 16) % 10 ** DIGITS).toString().padStart(DIGITS, '0');
}
