import { loadBlake3 } from '../../../src-main/crypto/blake3.ts';
import type { Sodium } from '../../../src-main/crypto/sodium/port.ts';
import { MESSAGE_BYTES, SEALED_MESSAGE_BYTES, SEALED_SEGMENT_BYTES } from '../../../src-main/crypto/v1/constants.ts';
import { sealedSegmentSize, sealSegment } from '../../../src-main/crypto/v1/segment.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import { ok, unwrap } from '../../../src-shared/base/result.ts';
import { testRandom } from '../../unit/crypto/support.ts';
import { type Edit, edited, pattern } from './edit.ts';

export interface SegmentVectors {
  readonly about: string;
  readonly streamKey: string;
  readonly valid: readonly {
    readonly name: string;
    readonly index: number;
    readonly header: string;
    readonly plainLength: number;
    readonly sealedLength: number;
    readonly blake3: string;
    readonly sealed: string | null; // only of short ones
  }[];
  readonly refused: readonly {
    readonly name: string;
    readonly of: string;
    readonly index: number;
    readonly streamKey: string;
    readonly edit: Edit | null;
    readonly code: 'format.malformed' | 'format.refused';
  }[];
}

const random = testRandom('vectors of segments');
const streamKey = random(32);
const headers = Array.from({ length: 8 }, () => random(24));

const VALID = [
  { name: 'one byte', index: 0, length: 1 },
  { name: 'short', index: 3, length: 100 },
  { name: 'one byte less than a message', index: 0, length: MESSAGE_BYTES - 1 },
  { name: 'exactly a message', index: 0, length: MESSAGE_BYTES },
  { name: 'one byte more than a message', index: 0, length: MESSAGE_BYTES + 1 },
  { name: 'three messages', index: 1, length: 3 * MESSAGE_BYTES },
  { name: 'last index', index: 262_143, length: 5 },
] as const;

const messages = (order: readonly number[]): Edit => ({ op: 'parts', lead: 24, size: SEALED_MESSAGE_BYTES, order });

const REFUSED: readonly {
  readonly name: string;
  readonly of: string;
  readonly edit: Edit | null;
  readonly change?: 'index' | 'key';
}[] = [
  { name: 'header flipped', of: 'short', edit: { op: 'flip', at: 0, bit: 0 } },
  { name: 'end of header flipped', of: 'short', edit: { op: 'flip', at: 23, bit: 7 } },
  { name: 'tag byte flipped', of: 'short', edit: { op: 'flip', at: 24, bit: 1 } },
  { name: 'ciphertext flipped', of: 'short', edit: { op: 'flip', at: 60, bit: 4 } },
  { name: 'authenticator flipped', of: 'short', edit: { op: 'flip', at: -1, bit: 0 } },
  { name: 'last message flipped', of: 'three messages', edit: { op: 'flip', at: -1, bit: 7 } },
  { name: 'nothing', of: 'short', edit: { op: 'cut', to: 0 } },
  { name: 'header alone', of: 'short', edit: { op: 'cut', to: 24 } },
  { name: 'an empty message', of: 'one byte', edit: { op: 'cut', to: 41 } },
  { name: 'cut by one byte', of: 'short', edit: { op: 'cut', to: 140 } },
  { name: 'cut to the first message', of: 'three messages', edit: messages([0]) },
  { name: 'cut before the last message', of: 'three messages', edit: messages([0, 1]) },
  { name: 'without the first message', of: 'three messages', edit: messages([1, 2]) },
  { name: 'messages swapped', of: 'three messages', edit: messages([1, 0, 2]) },
  { name: 'last message not last', of: 'three messages', edit: messages([0, 2, 1]) },
  { name: 'message repeated', of: 'three messages', edit: messages([0, 0, 1, 2]) },
  { name: 'last message repeated', of: 'three messages', edit: messages([0, 1, 2, 2]) },
  { name: 'one byte appended', of: 'short', edit: { op: 'append', hex: '00' } },
  { name: 'an empty last message appended', of: 'exactly a message', edit: { op: 'append', hex: '00'.repeat(17) } },
  { name: 'another place', of: 'short', edit: null, change: 'index' },
  { name: 'another package', of: 'short', edit: null, change: 'key' },
];

/** The size alone rules these out, before anything is decrypted. */
function isPossibleSize(sealed: number): boolean {
  const body = sealed - 24;
  return sealed <= SEALED_SEGMENT_BYTES && body >= 18 && (body - 1) % SEALED_MESSAGE_BYTES >= 17;
}

export function sealPattern(sodium: Sodium, index: number, header: Uint8Array, length: number): Uint8Array {
  const plain = pattern(length);
  const sealed = new Uint8Array(sealedSegmentSize(length));
  let at = 0;
  const fill = (into: Uint8Array) => {
    into.set(plain.subarray(at, at + into.length));
    at += into.length;
    return ok();
  };
  unwrap(sealSegment<never>(sodium, streamKey, index, header, fill, new Uint8Array(MESSAGE_BYTES), sealed));
  return sealed;
}

export async function makeSegmentVectors(sodium: Sodium): Promise<SegmentVectors> {
  const blake3 = await loadBlake3();
  const sealed = new Map<string, Uint8Array>();
  const valid = VALID.map(({ name, index, length }, at) => {
    const header = headers[at] ?? new Uint8Array(24);
    const bytes = sealPattern(sodium, index, header, length);
    sealed.set(name, bytes);
    return {
      name,
      index,
      header: hex(header),
      plainLength: length,
      sealedLength: bytes.length,
      blake3: hex(blake3(bytes)),
      sealed: bytes.length <= 200 ? hex(bytes) : null,
    };
  });
  const otherKey = testRandom('another package')(32);
  const refused = REFUSED.map(({ name, of, edit, change }) => {
    const base = sealed.get(of);
    const index = VALID.find((one) => one.name === of)?.index;
    if (base === undefined || index === undefined) throw new Error(`no vector ${of}`);
    const bytes = edit === null ? base : edited(base, edit);
    const code: 'format.malformed' | 'format.refused' = isPossibleSize(bytes.length)
      ? 'format.refused'
      : 'format.malformed';
    return {
      name,
      of,
      index: change === 'index' ? index + 1 : index,
      streamKey: hex(change === 'key' ? otherKey : streamKey),
      edit,
      code,
    };
  });
  const about = 'Plaintext is bytes 0, 1, ... 250, 0, 1, ...; a refused one is the valid one it names after one edit';
  return { about, streamKey: hex(streamKey), valid, refused };
}
