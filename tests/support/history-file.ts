import { z } from 'zod';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import { LABEL } from '../../src-main/crypto/labels.ts';
import { fromHex, hex, utf8 } from '../../src-shared/base/bytes.ts';
import { canonicalJson } from '../../src-shared/base/canonical-json.ts';
import { fromBase64Url } from '../../src-shared/base/encoding.ts';
import { parseGenesis } from '../../src-shared/protocol/genesis.ts';

const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

const exported = z.object({
  statement: z.object({
    organisation: z.string(),
    from: z.number(),
    to: z.number(),
    head: z.string(),
    device: z.string(),
  }),
  signature: z.string(),
  entries: z.array(
    z.object({
      seq: z.number(),
      hash: z.string(),
      stored: z.string(),
      text: z.string().optional(),
      signature: z.string().optional(),
    }),
  ),
});
const entryText = z.object({
  prev: z.string(),
  device: z.string(),
  actions: z.array(
    z.looseObject({ type: z.string(), device: z.unknown().optional(), devicePublicKey: z.unknown().optional() }),
  ),
});

/** Verifies an exported history with nothing but the file; the first thing that does not hold, or null. */
export async function doubt(bytes: Uint8Array): Promise<string | null> {
  const crypto = await createCrypto();
  const json: unknown = JSON.parse(text(bytes));
  const { statement, signature, entries } = exported.parse(json);
  const devices = new Map<string, Uint8Array>();
  let previous = '';
  for (const entry of entries) {
    const stored = fromBase64Url(entry.stored) ?? new Uint8Array();
    if (hex(crypto.hash(stored)) !== entry.hash) return `hash of ${entry.seq}`;
    if (entry.seq === 0) {
      if (entry.hash !== statement.organisation) return 'organisation';
      const genesis = parseGenesis(stored);
      if (genesis === null) return 'genesis';
      const { device, devicePublicKey } = genesis.payload.owner;
      const key = fromHex(devicePublicKey) ?? new Uint8Array(32);
      const proof = fromHex(genesis.signature) ?? new Uint8Array(64);
      if (!crypto.verify(key, proof, LABEL.genesis, [genesis.text])) return 'signature of 0';
      devices.set(device, key);
    } else {
      const { prev, device, actions } = entryText.parse(JSON.parse(entry.text ?? ''));
      if (prev !== previous) return `chain at ${entry.seq}`;
      for (const action of actions) {
        if (action.type !== 'member.activate') continue;
        devices.set(String(action.device), fromHex(String(action.devicePublicKey)) ?? new Uint8Array());
      }
      const key = devices.get(device) ?? new Uint8Array(32);
      const parts = [utf8(statement.organisation), utf8(entry.text ?? '')];
      const proof = fromHex(entry.signature ?? '') ?? new Uint8Array(64);
      if (!crypto.verify(key, proof, LABEL.policyEntry, parts)) return `signature of ${entry.seq}`;
    }
    previous = entry.hash;
  }
  if (previous !== statement.head) return 'head';
  const key = devices.get(statement.device) ?? new Uint8Array(32);
  const whole = z.object({ statement: z.unknown() }).parse(json);
  const signed = [utf8(canonicalJson(whole.statement))];
  return crypto.verify(key, fromHex(signature) ?? new Uint8Array(64), LABEL.historyExport, signed) ? null : 'statement';
}
