import { loadBlake3 } from '../../../src-main/crypto/blake3.ts';
import { cryptoOf } from '../../../src-main/crypto/crypto.ts';
import { passwordKey, passwordParameters } from '../../../src-main/crypto/kdf.ts';
import { loadKem } from '../../../src-main/crypto/sodium/kem.ts';
import type { Sodium } from '../../../src-main/crypto/sodium/port.ts';
import { BLOB, sealBlob } from '../../../src-main/crypto/v1/blob.ts';
import { encodeHeader } from '../../../src-main/crypto/v1/header.ts';
import { rootKey, streamKey } from '../../../src-main/crypto/v1/keys.ts';
import { encodeSegmentList } from '../../../src-main/crypto/v1/segment-list.ts';
import { encodeWraps, planWraps } from '../../../src-main/crypto/v1/wraps.ts';
import { hex, u32, utf8 } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { testRandom } from '../../unit/crypto/support.ts';
import type { Edit } from './edit.ts';

type FormatCode = 'format.malformed' | 'format.version' | 'format.tooLarge' | 'format.refused' | 'format.wrongKey';

export interface Refused {
  readonly name: string;
  readonly edit: Edit;
  readonly code: FormatCode;
}

export interface PackageVectors {
  readonly about: string;
  readonly deviceSeed: string;
  readonly devicePublicKey: string;
  readonly recipientSeeds: readonly string[];
  readonly packageId: string;
  readonly salt: string;
  readonly contentKey: string;
  readonly envelope: string;
  readonly contents: string;
  readonly password: string;
  readonly passwordSalt: string;
  readonly passwordKey: string;
  readonly root: string;
  readonly rootWithPassword: string;
  readonly streamKey: string;
  readonly storedHeader: string;
  readonly storedContents: string;
  readonly storedContentsWithPassword: string;
  readonly storedSegmentList: string;
  readonly segmentHashes: readonly string[];
  readonly refusedHeaders: readonly Refused[];
  readonly refusedContents: readonly Refused[];
  readonly refusedSegmentLists: readonly Refused[];
}

const number = (value: number) => hex(u32(value));
/** First bytes of the parts of a header with three wraps: see FORMAT.md. */
const WRAPS = 64;
const WRAP = 1184;
const ENVELOPE = WRAPS + 3 * WRAP;

const REFUSED_HEADERS: readonly Refused[] = [
  { name: 'another magic', edit: { op: 'write', at: 0, hex: '53504b48' }, code: 'format.malformed' },
  { name: 'version 0', edit: { op: 'write', at: 4, hex: number(0) }, code: 'format.version' },
  { name: 'version 2', edit: { op: 'write', at: 4, hex: number(2) }, code: 'format.version' },
  { name: 'another package', edit: { op: 'flip', at: 8, bit: 0 }, code: 'format.refused' },
  { name: 'salt flipped', edit: { op: 'flip', at: 24, bit: 0 }, code: 'format.refused' },
  { name: 'no wraps', edit: { op: 'write', at: 56, hex: number(0) }, code: 'format.malformed' },
  { name: 'fewer wraps than there are', edit: { op: 'write', at: 56, hex: number(2) }, code: 'format.malformed' },
  { name: 'more wraps than there may be', edit: { op: 'write', at: 56, hex: number(4097) }, code: 'format.tooLarge' },
  { name: 'four thousand million wraps', edit: { op: 'write', at: 56, hex: 'ffffffff' }, code: 'format.tooLarge' },
  { name: 'a shorter envelope', edit: { op: 'write', at: 60, hex: number(500) }, code: 'format.malformed' },
  { name: 'an envelope beyond its bound', edit: { op: 'write', at: 60, hex: 'ffffffff' }, code: 'format.tooLarge' },
  {
    name: 'wraps out of order',
    edit: { op: 'parts', lead: WRAPS, size: WRAP, order: [1, 0, 2, 3] },
    code: 'format.malformed',
  },
  {
    name: 'the same wrap twice',
    edit: { op: 'parts', lead: WRAPS, size: WRAP, order: [0, 0, 2, 3] },
    code: 'format.malformed',
  },
  { name: 'a wrap flipped', edit: { op: 'flip', at: WRAPS + 16, bit: 0 }, code: 'format.refused' },
  { name: 'the envelope flipped', edit: { op: 'flip', at: ENVELOPE + 60, bit: 3 }, code: 'format.refused' },
  { name: 'the signature flipped', edit: { op: 'flip', at: -64, bit: 0 }, code: 'format.refused' },
  { name: 'cut by one byte', edit: { op: 'cut', to: 4000 }, code: 'format.malformed' },
  { name: 'nothing', edit: { op: 'cut', to: 0 }, code: 'format.malformed' },
  { name: 'one byte appended', edit: { op: 'append', hex: '00' }, code: 'format.malformed' },
];

const REFUSED_CONTENTS: readonly Refused[] = [
  { name: 'the commitment flipped', edit: { op: 'flip', at: 0, bit: 0 }, code: 'format.wrongKey' },
  { name: 'the nonce flipped', edit: { op: 'flip', at: 32, bit: 0 }, code: 'format.wrongKey' },
  { name: 'the ciphertext flipped', edit: { op: 'flip', at: 100, bit: 0 }, code: 'format.refused' },
  { name: 'the tag flipped', edit: { op: 'flip', at: -1, bit: 0 }, code: 'format.refused' },
  { name: 'shorter than any', edit: { op: 'cut', to: 583 }, code: 'format.malformed' },
  { name: 'one byte appended', edit: { op: 'append', hex: '00' }, code: 'format.refused' },
];

const REFUSED_SEGMENT_LISTS: readonly Refused[] = [
  { name: 'another magic', edit: { op: 'flip', at: 3, bit: 0 }, code: 'format.malformed' },
  { name: 'version 2', edit: { op: 'write', at: 4, hex: number(2) }, code: 'format.version' },
  { name: 'one hash too few', edit: { op: 'write', at: 8, hex: number(3) }, code: 'format.malformed' },
  { name: 'more than there may be', edit: { op: 'write', at: 8, hex: number(262_145) }, code: 'format.tooLarge' },
  { name: 'cut by one byte', edit: { op: 'cut', to: 75 }, code: 'format.malformed' },
  { name: 'one byte appended', edit: { op: 'append', hex: '00' }, code: 'format.malformed' },
];

export async function makePackageVectors(sodium: Sodium): Promise<PackageVectors> {
  const random = testRandom('vectors of a package');
  const crypto = cryptoOf({ sodium, kem: await loadKem(), blake3: await loadBlake3(), random });
  const deviceSeed = random(32);
  const device = crypto.signingPair(deviceSeed);
  const recipientSeeds = [random(32), random(32), random(32)];
  const recipients = recipientSeeds.map((seed) => crypto.sealingPair(seed).publicKey);
  const [packageId, salt, contentKey, passwordSalt] = [random(16), random(32), random(32), random(16)];
  const password = 'correct horse battery staple';
  const cost = { passes: 2, memoryKiB: 65_536 };
  const key = unwrap(passwordKey(sodium, utf8(password), passwordParameters(passwordSalt, cost)));
  const root = rootKey(crypto, contentKey, packageId, null);
  const rootWithPassword = rootKey(crypto, contentKey, packageId, key);
  const envelope = utf8('{"an":"envelope"}');
  const contents = utf8(`{"contents":"${'of some length '.repeat(60)}"}`);
  const segmentHashes = [crypto.hash(utf8('segment 0')), crypto.hash(utf8('segment 1'))];
  const plan = planWraps(crypto, { packageId, salt }, contentKey, recipients);
  const wraps = plan.recipients.map((to, at) => crypto.sealTo(to, contentKey, plan.associated, plan.randomness[at]));
  const stored = encodeHeader(crypto, device.secretKey, {
    packageId,
    salt,
    wraps: encodeWraps(plan, wraps),
    envelope: sealBlob(crypto, BLOB.envelope, contentKey, packageId, envelope),
  });
  return {
    about:
      'A package for three recipients. Blob nonces are those of the stored bytes. A refused one is the stored one after one edit; a header is refused by form, or when its signature or package id is checked',
    deviceSeed: hex(deviceSeed),
    devicePublicKey: hex(device.publicKey),
    recipientSeeds: recipientSeeds.map(hex),
    packageId: hex(packageId),
    salt: hex(salt),
    contentKey: hex(contentKey),
    envelope: hex(envelope),
    contents: hex(contents),
    password,
    passwordSalt: hex(passwordSalt),
    passwordKey: hex(key),
    root: hex(root),
    rootWithPassword: hex(rootWithPassword),
    streamKey: hex(streamKey(crypto, root, packageId)),
    storedHeader: hex(stored),
    storedContents: hex(sealBlob(crypto, BLOB.contents, root, packageId, contents)),
    storedContentsWithPassword: hex(sealBlob(crypto, BLOB.contents, rootWithPassword, packageId, contents)),
    storedSegmentList: hex(encodeSegmentList(segmentHashes)),
    segmentHashes: segmentHashes.map(hex),
    refusedHeaders: REFUSED_HEADERS,
    refusedContents: REFUSED_CONTENTS,
    refusedSegmentLists: REFUSED_SEGMENT_LISTS,
  };
}
