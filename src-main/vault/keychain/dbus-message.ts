import { concat, fromUtf8, utf8 } from '../../../src-shared/base/bytes.ts';

/**
 * As much of D-Bus's message format (https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol) as it
 * takes to ask one question: calls with at most one string argument, and which call an answer belongs to.
 */
export interface MethodCall {
  readonly serial: number;
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly argument: string | null;
}

export interface Incoming {
  /** Of the call this answers; null for a signal. */
  readonly replyTo: number | null;
  readonly kind: 'return' | 'error' | 'other';
  /** Name of an error. */
  readonly error: string | null;
}

const FIXED_HEADER_BYTES = 16;
const MAX_MESSAGE_BYTES = 1024 * 1024;
const TYPE = { call: 1, return: 2, error: 3 } as const;
const FIELD = { path: 1, interface: 2, member: 3, error: 4, replySerial: 5, destination: 6, signature: 8 } as const;

export function encodeCall(call: MethodCall): Uint8Array {
  const body = call.argument === null ? new Uint8Array() : text(call.argument);
  const fields = aligned([
    field(FIELD.path, 'o', text(call.path)),
    field(FIELD.interface, 's', text(call.interface)),
    field(FIELD.member, 's', text(call.member)),
    field(FIELD.destination, 's', text(call.destination)),
    ...(call.argument === null ? [] : [field(FIELD.signature, 'g', signature('s'))]),
  ]);
  const version = 1;
  const start = Uint8Array.of('l'.charCodeAt(0), TYPE.call, 0, version);
  const head = concat([start, u32le(body.length), u32le(call.serial), u32le(fields.length), fields]);
  return concat([head, padding(head.length, 8), body]);
}

/**
 * The first message of `bytes`, and how long it is.
 *
 * @returns null when it is not all there yet.
 * @throws RangeError or TypeError when it is no message we can read: the other side is not a message bus.
 */
export function decodeMessage(bytes: Uint8Array): { readonly message: Incoming; readonly length: number } | null {
  if (bytes.length < FIXED_HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] !== 'l'.charCodeAt(0)) throw new RangeError('not a little-endian message');
  const fieldsEnd = FIXED_HEADER_BYTES + view.getUint32(12, true);
  const length = align(fieldsEnd, 8) + view.getUint32(4, true);
  if (length > MAX_MESSAGE_BYTES) throw new RangeError('message too long');
  if (bytes.length < length) return null;
  let replyTo: number | null = null;
  let error: string | null = null;
  for (let at = FIXED_HEADER_BYTES; at < fieldsEnd; ) {
    at = align(at, 8);
    const code = bytes[at];
    const type = String.fromCharCode(bytes[at + 2] ?? 0);
    // Code, then the variant's signature: its length (1), the one type, a zero byte.
    at += 4;
    if (type === 'g') {
      at += 1 + (bytes[at] ?? 0) + 1;
      continue;
    }
    const value = view.getUint32(at, true);
    if (code === FIELD.replySerial) replyTo = value;
    if (code === FIELD.error) error = fromUtf8(bytes.subarray(at + 4, at + 4 + value));
    at += type === 'u' ? 4 : 4 + value + 1;
  }
  const kind = bytes[1] === TYPE.return ? 'return' : bytes[1] === TYPE.error ? 'error' : 'other';
  return { message: { replyTo, kind, error }, length };
}

function field(code: number, type: 'o' | 's' | 'g', value: Uint8Array): Uint8Array {
  return concat([Uint8Array.of(code), signature(type), value]);
}

/** Every field of the header starts at a multiple of 8; the array itself does. */
function aligned(fields: readonly Uint8Array[]): Uint8Array {
  let joined: Uint8Array = new Uint8Array();
  for (const each of fields) joined = concat([joined, padding(joined.length, 8), each]);
  return joined;
}

function text(value: string): Uint8Array {
  const encoded = utf8(value);
  return concat([u32le(encoded.length), encoded, new Uint8Array(1)]);
}

function signature(type: string): Uint8Array {
  return concat([Uint8Array.of(type.length), utf8(type), new Uint8Array(1)]);
}

function u32le(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function align(offset: number, to: number): number {
  return Math.ceil(offset / to) * to;
}

function padding(offset: number, to: number): Uint8Array {
  return new Uint8Array(align(offset, to) - offset);
}
