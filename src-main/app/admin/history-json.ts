import { hex, utf8 } from '../../../src-shared/base/bytes.ts';
import { canonicalJson } from '../../../src-shared/base/canonical-json.ts';
import { toBase64Url } from '../../../src-shared/base/encoding.ts';
import { decodeStoredEntry } from '../../../src-shared/protocol/policy-entry.ts';
import { LABEL } from '../../crypto/labels.ts';
import { openEntry } from '../../organisation/entry-codec.ts';
import { signatureIn, storedBytes } from '../../organisation/entry-cover.ts';
import { createEntryStore, type EntryRow } from '../../organisation/entry-store.ts';
import { nameIn } from '../people.ts';
import type { AdminPorts } from './ports.ts';

export const HISTORY_FORMAT = 'sealpost-history';

/** What the exporter's device signs, as canonical JSON: the head's hash covers every entry before it. */
export interface HistoryStatement {
  readonly format: typeof HISTORY_FORMAT;
  readonly version: 1;
  /** The hash of genesis. */
  readonly organisation: string;
  /** First and last entry in the file. */
  readonly from: number;
  readonly to: number;
  /** Of the last entry. */
  readonly head: string;
  readonly exportedAt: number;
  readonly member: string;
  readonly device: string;
}

/**
 * The log as this copy holds it, for anybody to verify without a key: `hash` is BLAKE3 of `stored`, the bytes on the hub;
 * each `text` names the hash before it as `prev`; `signature` is over `text` by a device that an earlier text brings.
 * One kept whole by an older vault that lacks its key comes without text and signature. The format: src-main/organisation/FORMAT.md.
 */
export function historyJson(ports: Pick<AdminPorts, 'membership' | 'now'>): Uint8Array {
  const { crypto, database, keyset, log, signer } = ports.membership;
  const store = createEntryStore(database);
  const { seq: to, hash: head } = log.state().head;
  const entries: string[] = [];
  for (let seq = 0; seq <= to; seq += 1) {
    const row = store.entry(seq);
    if (row !== null) entries.push(JSON.stringify(entryOf(ports, row)));
  }
  const first = to + 1 - entries.length;
  const statement: HistoryStatement = {
    format: HISTORY_FORMAT,
    version: 1,
    organisation: keyset.organisation,
    // Genesis is always held; what a newcomer has not fetched yet lies between it and the rest.
    from: log.isWhole() ? 0 : first + 1,
    to,
    head,
    exportedAt: ports.now(),
    member: signer.member,
    device: signer.device,
  };
  const signature = crypto.sign(signer.secretKey, LABEL.historyExport, [utf8(canonicalJson(statement))]);
  const about = {
    statement,
    signature: hex(signature),
    name: log.state().name,
    exportedBy: nameIn(log.state(), signer.member),
  };
  const opening = JSON.stringify(about, null, 1).replace(/\n\}$/, '');
  return utf8(`${opening},\n "entries": [\n${entries.join(',\n')}\n]\n}\n`);
}

function entryOf({ membership }: Pick<AdminPorts, 'membership'>, row: EntryRow) {
  const { seq, hash, payload } = row;
  const { crypto, directoryKey, keyset } = membership;
  const stored = storedBytes({ crypto, directoryKey, organisation: keyset.organisation }, row);
  const plain = { seq, hash, stored: toBase64Url(stored) };
  // Genesis is its own text: signed, and readable but for the names in it.
  if (seq === 0) return plain;
  const text = new TextDecoder().decode(payload);
  const kept = signatureIn(row);
  if (kept !== null) return { ...plain, text, signature: hex(kept) };
  const epoch = decodeStoredEntry(stored)?.epoch ?? null;
  const key = epoch === null ? null : directoryKey(epoch);
  if (epoch === null || key === null) return plain;
  const opened = openEntry(crypto, keyset.organisation, { epoch, key }, seq, stored);
  if (!opened.ok) return plain;
  return { ...plain, text, signature: hex(opened.value.signature) };
}
