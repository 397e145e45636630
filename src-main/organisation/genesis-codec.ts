import { fromHex, hex, utf8 } from '../../src-shared/base/bytes.ts';
import { fromBase64Url, toBase64Url } from '../../src-shared/base/encoding.ts';
import type { OrganisationId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { Founding } from '../../src-shared/policy/model/genesis-state.ts';
import { RULES } from '../../src-shared/policy/model/state.ts';
import type { Preset } from '../../src-shared/policy/presets/preset.ts';
import {
  encodeGenesis,
  encodeGenesisPayload,
  encodeGenesisSealed,
  GENESIS_VERSION,
  parseGenesis,
  parseGenesisSealed,
} from '../../src-shared/protocol/genesis.ts';
import { LABEL } from '../crypto/labels.ts';
import type { Crypto } from '../crypto/port.ts';
import { isCertified } from './device-certificate.ts';

const NONCE = 32;

/** Signs and encrypts genesis: the exact bytes of `org.json`, whose hash is the organisation's id. */
export function sealGenesis(
  crypto: Crypto,
  founding: Omit<Founding, 'organisation'>,
  preset: Preset,
  deviceSecretKey: Uint8Array,
  directoryKey: Uint8Array,
): { readonly stored: Uint8Array; readonly organisation: OrganisationId } {
  const { name, at, owner } = founding;
  const nonce = crypto.random(NONCE);
  const names = encodeGenesisSealed({
    name,
    preset,
    owner: { name: owner.name, email: owner.email, mailbox: owner.mailbox },
  });
  const { member, signing, sealing, device, devicePublicKey, certificate } = owner;
  const text = encodeGenesisPayload({
    v: GENESIS_VERSION,
    rules: RULES,
    nonce: hex(nonce),
    at,
    owner: { member, signing, sealing, device, devicePublicKey, certificate },
    sealed: toBase64Url(crypto.encrypt(directoryKey, names, sealedUnder(nonce))),
  });
  const stored = encodeGenesis(text, hex(crypto.sign(deviceSecretKey, LABEL.genesis, [text])));
  return { stored, organisation: hex(crypto.hash(stored)) as OrganisationId };
}

const sealedUnder = (nonce: Uint8Array) => [utf8(LABEL.genesisSealed), nonce];

export type GenesisError = {
  readonly code:
    | 'genesis.foreign' // of another organisation, or altered: not the hash that was asked for
    | 'genesis.malformed'
    | 'genesis.rules' // made under rules that this version does not know
    | 'genesis.signature'
    | 'genesis.sealed'; // the directory key does not open it
};

export interface OpenedGenesis {
  readonly founding: Founding;
  readonly preset: Preset;
}

/** Verifies `org.json` whole: id, signature, the owner's device certificate, the encrypted part. */
export function openGenesis(
  crypto: Crypto,
  organisation: OrganisationId,
  stored: Uint8Array,
  directoryKey: Uint8Array,
): Result<OpenedGenesis, GenesisError> {
  if (hex(crypto.hash(stored)) !== organisation) return err({ code: 'genesis.foreign' });
  const genesis = parseGenesis(stored);
  if (genesis === null) return err({ code: 'genesis.malformed' });
  const { payload, text } = genesis;
  if (payload.rules !== RULES) return err({ code: 'genesis.rules' });
  const signature = fromHex(genesis.signature);
  const device = fromHex(payload.owner.devicePublicKey);
  if (signature === null || device === null) return err({ code: 'genesis.malformed' });
  if (!crypto.verify(device, signature, LABEL.genesis, [text])) return err({ code: 'genesis.signature' });
  if (!isCertified(crypto, payload.owner)) return err({ code: 'genesis.signature' });
  const sealing = fromHex(payload.owner.sealing);
  if (sealing === null || !crypto.isSealingKey(sealing)) return err({ code: 'genesis.malformed' });
  const nonce = fromHex(payload.nonce);
  const sealed = fromBase64Url(payload.sealed);
  if (nonce === null || sealed === null) return err({ code: 'genesis.malformed' });
  const opened = crypto.decrypt(directoryKey, sealed, sealedUnder(nonce));
  if (!opened.ok) return err({ code: 'genesis.sealed' });
  const names = parseGenesisSealed(opened.value);
  if (names === null) return err({ code: 'genesis.malformed' });
  const founding = { organisation, at: payload.at, name: names.name, owner: { ...payload.owner, ...names.owner } };
  return ok({ founding, preset: names.preset });
}
