import { hex, utf8 } from '../../../src-shared/base/bytes.ts';
import { canonicalJson } from '../../../src-shared/base/canonical-json.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { STATE_SECTIONS, stateHeader } from '../../../src-shared/policy/model/state-text.ts';
import { encodeParts } from '../../crypto/encode.ts';
import { LABEL } from '../../crypto/labels.ts';
import { type Crypto, HASH_BYTES } from '../../crypto/port.ts';

/*
 * What an entry commits to when it says `state.root`. A tree of three levels, so that of 10,000 members only those are
 * hashed that have changed since the last time: everything in a state is immutable and known again by identity.
 */

const digests = new WeakMap<object, Uint8Array>();

const encoder = new TextEncoder();
const scratch = new Uint8Array(64 * 1024);

/** The text's bytes, valid until the next call: making memory for each of 10,000 members takes longer than hashing them. */
function scratchUtf8(text: string): Uint8Array {
  if (3 * text.length > scratch.length) return utf8(text);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

function digestOf(crypto: Pick<Crypto, 'hash'>, entity: object): Uint8Array {
  const known = digests.get(entity);
  if (known !== undefined) return known;
  const digest = crypto.hash(scratchUtf8(canonicalJson(entity)));
  digests.set(entity, digest);
  return digest;
}

/** Of a map of entities: the hash of their hashes, by id. */
function entitiesDigest(crypto: Pick<Crypto, 'hash'>, map: ReadonlyMap<string, object>): Uint8Array {
  const ids = [...map.keys()].sort();
  const joined = new Uint8Array(ids.length * HASH_BYTES);
  for (const [index, id] of ids.entries()) {
    const entity = map.get(id);
    if (entity !== undefined) joined.set(digestOf(crypto, entity), index * HASH_BYTES);
  }
  return crypto.hash(joined);
}

/** Of what is taken: pairs of strings, sorted, as JSON. */
function claimsDigest(crypto: Pick<Crypto, 'hash'>, taken: ReadonlyMap<string, string>): Uint8Array {
  const pairs = [...taken.keys()].sort().map((claim) => [claim, taken.get(claim)]);
  return crypto.hash(utf8(JSON.stringify(pairs)));
}

/** Hex of the root: equal for equal states, whatever the order in which their maps were filled. */
export function stateRoot(crypto: Pick<Crypto, 'hash'>, state: PolicyState): string {
  const sections = STATE_SECTIONS.map((section) =>
    section === 'taken' ? claimsDigest(crypto, state.taken) : entitiesDigest(crypto, state[section]),
  );
  return hex(crypto.hash(encodeParts(LABEL.policyRoot, [stateHeader(state), ...sections])));
}
