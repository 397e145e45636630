import type { DeviceId, MemberId } from '../../base/ids.ts';
import type { Device } from './entities.ts';

/** Which devices are whose, oldest first: so that pinning somebody's does not look through everybody's. */
export class DeviceIndex {
  readonly #ids = new Map<MemberId, DeviceId[]>();

  constructor(devices: Iterable<Device>) {
    for (const device of devices) this.add(device);
  }

  /** @returns what takes the newest one of that member back. */
  add({ id, member }: Device): () => void {
    const ids = this.#ids.get(member) ?? [];
    ids.push(id);
    this.#ids.set(member, ids);
    return () => ids.pop();
  }

  of(member: MemberId): readonly DeviceId[] {
    return this.#ids.get(member) ?? [];
  }
}
