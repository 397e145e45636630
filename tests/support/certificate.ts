import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';

/*
 * Certificates for servers on the loopback address, made when a test wants them: as much of X.509 (RFC 5280) and its
 * encoding (X.690) as that takes.
 */

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const BOOLEAN = 0x01;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;
const EXPLICIT = 0xa0;

const ECDSA_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const SUBJECT_ALT_NAME = Buffer.from('0603551d11', 'hex');
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex');

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  return Buffer.concat([Buffer.from([tag, 0x82, body.length >> 8, body.length & 0xff]), body]);
}

const time = (at: Date): Buffer =>
  tagged(UTC_TIME, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`));
const nameOf = (name: string): Buffer =>
  tagged(SEQUENCE, tagged(SET, tagged(SEQUENCE, COMMON_NAME, tagged(UTF8_STRING, Buffer.from(name)))));
const extension = (oid: Buffer, critical: boolean, value: Buffer): Buffer =>
  tagged(SEQUENCE, oid, ...(critical ? [tagged(BOOLEAN, Buffer.from([0xff]))] : []), tagged(OCTET_STRING, value));

function body(name: string, days: readonly [number, number], publicKey: KeyObject): Buffer {
  const [from, until] = days.map((day) => new Date(Date.now() + day * 86_400_000));
  if (from === undefined || until === undefined) throw new Error('no days');
  const alternatives = tagged(
    SEQUENCE,
    tagged(DNS_NAME, Buffer.from(name)),
    ...(name === 'localhost' ? [tagged(IP_ADDRESS, Buffer.from([127, 0, 0, 1]))] : []),
  );
  const extensions = tagged(
    SEQUENCE,
    extension(SUBJECT_ALT_NAME, false, alternatives),
    extension(BASIC_CONSTRAINTS, true, tagged(SEQUENCE, tagged(BOOLEAN, Buffer.from([0xff])))),
  );
  return tagged(
    SEQUENCE,
    tagged(EXPLICIT, tagged(INTEGER, Buffer.from([2]))),
    tagged(INTEGER, Buffer.from([1])),
    tagged(SEQUENCE, ECDSA_SHA256),
    nameOf(name),
    tagged(SEQUENCE, time(from), time(until)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(EXPLICIT + 3, extensions),
  );
}

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

/** Signed by itself, for that host; `days` from now, from and until. */
export function selfSigned(host = 'localhost', days: readonly [number, number] = [-1, 30]): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = body(host, days, publicKey);
  const signature = tagged(BIT_STRING, Buffer.from([0]), sign('sha256', signed, privateKey));
  const certificate = new X509Certificate(tagged(SEQUENCE, signed, tagged(SEQUENCE, ECDSA_SHA256), signature));
  return {
    cert: certificate.toString(),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
