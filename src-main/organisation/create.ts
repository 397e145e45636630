import { zero } from '../../src-shared/base/bytes.ts';
import { type MemberId, randomId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { normaliseEmail, normaliseName } from '../../src-shared/policy/model/text.ts';
import type { Preset } from '../../src-shared/policy/presets/preset.ts';
import { SEALPOST } from '../../src-shared/policy/presets/sealpost.ts';
import { GENESIS_KEY } from '../../src-shared/protocol/genesis.ts';
import type { HubLocation } from '../../src-shared/protocol/hub-location.ts';
import { KEY_BYTES } from '../crypto/port.ts';
import type { Hub, HubError } from '../hub/port.ts';
import { createKeysetStore } from '../vault/keyset-store.ts';
import { createEntryStore } from './entry-store.ts';
import { sealGenesis } from './genesis-codec.ts';
import { fetchEntry, isSame } from './hub-log.ts';
import type { MembershipPorts } from './membership-ports.ts';
import { newKeyset, publicPart } from './new-keyset.ts';
import { keepGenesis } from './open-policy-log.ts';
import { clearPending, loadPending, savePending } from './pending-store.ts';

export interface Founder {
  readonly organisation: string;
  readonly name: string;
  readonly email: string;
  readonly hubLocation: HubLocation;
  /** The roles, classes and settings to begin with; `SEALPOST` when left out. */
  readonly preset?: Preset;
}

export type CreateError =
  | HubError
  | {
      readonly code:
        | 'organisation.hubTaken' // another organisation lives there
        | 'organisation.nameInvalid'
        | 'name.invalid'
        | 'email.invalid';
      readonly detail: string;
    };

/**
 * Founds an organisation on an empty hub. Keys and genesis are in the vault before anything reaches the hub, so that a
 * crash at any point is made good by `finishCreate`. The vault must be a new one.
 */
export async function createOrganisation(ports: MembershipPorts, founder: Founder): Promise<Result<void, CreateError>> {
  const prepared = await prepareCreate(ports.hub, founder);
  if (!prepared.ok) return prepared;
  beginCreate(ports, prepared.value);
  return finishCreate(ports);
}

/** Whether the hub will do and is free; the founder with names as they are stored. Changes nothing. */
export async function prepareCreate(hub: Hub, founder: Founder): Promise<Result<Founder, CreateError>> {
  const probed = await hub.probe();
  if (!probed.ok) return probed;
  const standing = await fetchEntry(hub, 0);
  if (!standing.ok) return standing;
  if (standing.value !== 'absent') return err({ code: 'organisation.hubTaken', detail: '' });
  const organisation = normaliseName(founder.organisation);
  if (!organisation.ok) return err({ code: 'organisation.nameInvalid', detail: '' });
  const name = normaliseName(founder.name);
  if (!name.ok) return err({ ...name.error, detail: '' });
  const email = normaliseEmail(founder.email);
  if (!email.ok) return err({ ...email.error, detail: '' });
  return ok({ ...founder, organisation: organisation.value, name: name.value, email: email.value });
}

/**
 * Puts keys and genesis into the vault. The hub learns of them by `finishCreate`.
 * @param founder from `prepareCreate`
 * @throws TypeError, and changes nothing, when the vault holds another organisation's directory key.
 */
export function beginCreate(ports: Omit<MembershipPorts, 'hub'>, founder: Founder): void {
  const { crypto, database, clock } = ports;
  const keys = newKeyset(crypto, randomId<MemberId>({ bytes: (length) => crypto.random(length) }));
  const directoryKey = crypto.random(KEY_BYTES);
  try {
    const owner = { ...publicPart(crypto, keys), name: founder.name, email: founder.email };
    const founding = { name: founder.organisation, at: clock.now(), owner };
    const preset = founder.preset ?? SEALPOST;
    const { stored, organisation } = sealGenesis(crypto, founding, preset, keys.device.secretKey, directoryKey);
    const keysets = createKeysetStore(database);
    database.transaction(() => {
      keysets.save({ ...keys, organisation, hubLocation: founder.hubLocation });
      if (!keysets.saveDirectoryKey(0, directoryKey)) throw new TypeError('not a new vault');
      savePending(database, { kind: 'create', data: stored });
    });
  } finally {
    zero(directoryKey, keys.signing.secretKey, keys.sealing.secretKey, keys.device.secretKey);
  }
}

/** Puts genesis on the hub unless it is there, and keeps it as entry 0. Can be repeated. */
export async function finishCreate(ports: MembershipPorts): Promise<Result<void, CreateError>> {
  const { hub, database } = ports;
  const pending = loadPending(database);
  const keyset = createKeysetStore(database).load();
  if (pending?.kind !== 'create' || keyset === null) return ok();
  const put = await hub.put(GENESIS_KEY, pending.data.slice(), { ifAbsent: true, durable: 'now' });
  if (!put.ok) return put;
  const standing = await fetchEntry(hub, 0);
  if (!standing.ok) return standing;
  if (!isSame(standing.value, pending.data)) return err({ code: 'organisation.hubTaken', detail: '' });
  database.transaction(() => {
    keepGenesis(createEntryStore(database), keyset.organisation, pending.data);
    clearPending(database);
  });
  return ok();
}
