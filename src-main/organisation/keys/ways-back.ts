import { hex } from '../../../src-shared/base/bytes.ts';
import type { OrganisationId } from '../../../src-shared/base/ids.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { KeyObjectName } from '../../../src-shared/protocol/organisation-key.ts';
import type { Crypto } from '../../crypto/port.ts';
import type { HubError } from '../../hub/port.ts';
import { type FetchPorts, fetchHead } from './fetch-key.ts';
import { openPrevious } from './key-object.ts';
import type { Candidate } from './key-store.ts';

/*
 * Each directory key's object holds the key of the epoch before, for those who hold this one. Whoever holds a key of some
 * epoch can put such objects there, with anything before it: so every way is gone, and which was the right one the log says.
 */

export interface WaysPorts extends FetchPorts {
  readonly organisation: OrganisationId;
}

export interface Ways {
  /** Keys by what each opened. None counts before the log names that object. */
  readonly steps: readonly Candidate[];
  /** Keys of the epoch gone back to; one of them at the most is right. */
  readonly ends: readonly Uint8Array[];
}

/** Objects by epoch, each by its hash or the first digits of it. */
export type ObjectsByEpoch = ReadonlyMap<number, readonly string[]>;

/** From this key back to that epoch, by every object that opens. */
export async function waysBack(
  ports: WaysPorts,
  from: { readonly epoch: number; readonly secret: Uint8Array },
  to: number,
  objects: ObjectsByEpoch,
): Promise<Result<Ways, HubError>> {
  const steps: Candidate[] = [];
  let keys: readonly Uint8Array[] = [from.secret];
  for (let epoch = from.epoch; epoch > to && keys.length > 0; epoch -= 1) {
    const name = { organisation: ports.organisation, kind: 'directory', epoch } as const;
    const before = new Map<string, Uint8Array>();
    for (const copies of objects.get(epoch) ?? []) {
      const fetched = await fetchHead(ports, 'directory', epoch, copies);
      if (!fetched.ok) return fetched;
      if (fetched.value === null) continue;
      for (const secret of keys) {
        const previous = openPrevious(ports.crypto, name, secret, fetched.value.head);
        if (previous === null) continue;
        steps.push({ epoch, copies: fetched.value.hash, secret });
        before.set(hex(previous), previous);
      }
    }
    keys = [...before.values()];
  }
  return ok({ steps, ends: keys });
}

/** Objects of one epoch that are looked at: whoever can write to the hub can put any number there. */
const OBJECTS_PER_EPOCH = 16;

/** Where there are more of an epoch than are looked at, others every time: none is hidden for good by names that sort first. */
export function objectsByEpoch(
  { random }: Pick<Crypto, 'random'>,
  names: readonly KeyObjectName[],
): Map<number, readonly string[]> {
  const objects = new Map<number, string[]>();
  for (const { epoch, copies, tag } of names) {
    if (tag !== null) continue;
    const known = objects.get(epoch);
    if (known === undefined) objects.set(epoch, [copies]);
    else known.push(copies);
  }
  for (const [epoch, all] of objects) {
    if (all.length > OBJECTS_PER_EPOCH) objects.set(epoch, someOf(random, all));
  }
  return objects;
}

function someOf(random: Crypto['random'], all: readonly string[]): string[] {
  const lots = all.map((each) => ({ each, lot: hex(random(8)) }));
  return lots
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, OBJECTS_PER_EPOCH)
    .map(({ each }) => each);
}
