import { join } from 'node:path';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import type { Workers } from '../../../src-main/crypto/port.ts';
import { createWorkers } from '../../../src-main/crypto/workers/create-workers.ts';
import { createFolderHub } from '../../../src-main/hub/folder-hub.ts';
import type { Hub } from '../../../src-main/hub/port.ts';
import { organisationMigrations } from '../../../src-main/organisation/entry-store.ts';
import type { LogPorts } from '../../../src-main/organisation/log-ports.ts';
import { fetchGenesis, openPolicyLog } from '../../../src-main/organisation/open-policy-log.ts';
import type { WritableLog } from '../../../src-main/organisation/policy-log.ts';
import { beginFromSnapshot } from '../../../src-main/organisation/snapshot/begin-from-snapshot.ts';
import { sealSnapshot } from '../../../src-main/organisation/snapshot/snapshot-codec.ts';
import { openDatabase } from '../../../src-main/vault/database/open-database.ts';
import { keysetMigrations } from '../../../src-main/vault/keyset-store.ts';
import { ok, unwrap } from '../../../src-shared/base/result.ts';
import { firstOfTile, tileOfKey } from '../../../src-shared/protocol/log-tile.ts';
import { seqOfKey } from '../../../src-shared/protocol/policy-entry.ts';
import { snapshotKey } from '../../../src-shared/protocol/snapshot.ts';
import { FOUNDED, type LongLog, longLog, putLog, putTiles } from '../../support/long-log.ts';
import { workerFile } from '../../support/worker-file.ts';
import { compare } from '../figure.ts';
import { emptyFolder, type Measurement, median, settleDisk } from '../harness.ts';

/*
 * A log of 50,000 entries: verified whole by somebody who reads it for the first time, hub and vault included; read again
 * as after a restart, from a state in the vault and as many entries after it as there ever are; and joined from a
 * snapshot on the hub, with as long a tail.
 */

const ENTRIES = 50_000;
const MEMBERS = 2_000;
const ROOT_EVERY = 4_000;
const GOAL_PER_SECOND = 20_000;
const GOAL_SECONDS = 1;

interface Reader {
  readonly ports: LogPorts;
  open(): WritableLog;
  close(): void;
}

function readers(
  folder: string,
  log: LongLog,
  ports: Omit<LogPorts, 'database' | 'organisation' | 'clock' | 'directoryKey'>,
) {
  let number = 0;
  return async (): Promise<Reader> => {
    number += 1;
    const path = join(folder, `vault-${number}.db`);
    const key = ports.crypto.random(32);
    const vault = { path, key, migrations: [...keysetMigrations, ...organisationMigrations] };
    const database = unwrap(openDatabase({ ...vault, mode: 'create' }));
    const all: LogPorts = {
      ...ports,
      database,
      organisation: log.organisation,
      clock: { now: () => FOUNDED + 1_000 * log.entries.length },
      directoryKey: (epoch) => (epoch === log.directory.epoch ? log.directory.key : null),
    };
    unwrap(await fetchGenesis(all));
    const open = () => {
      const opened = openPolicyLog(all);
      if (opened === null) throw new Error('no genesis');
      return opened;
    };
    return { ports: all, open, close: () => database.close() };
  };
}

/** The hub as it was when the log had so many entries. */
function until(hub: Hub, visible: () => number): Hub {
  const isThere = (key: string): boolean => {
    const last = seqOfKey(key) ?? firstOfTile((tileOfKey(key) ?? -1) + 1) - 1;
    return last <= visible();
  };
  return {
    ...hub,
    get: async (key, options) => (isThere(key) ? hub.get(key, options) : ok(null)),
    list: async (prefix, options) => {
      const page = await hub.list(prefix, options);
      return page.ok ? ok({ ...page.value, keys: page.value.keys.filter(isThere) }) : page;
    },
  };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

export const policyLog: Measurement = {
  name: 'policy',
  about: `a policy log of ${ENTRIES} entries: verified whole, from a snapshot on the hub, and from the vault`,
  async run(bench) {
    const crypto = await createCrypto();
    const workers: Workers = createWorkers({ workerFile: workerFile() });
    const hubFolder = join(bench.folder, 'hub');
    await emptyFolder(hubFolder);
    const hub = createFolderHub({ path: hubFolder, random: { bytes: (length) => crypto.random(length) } });
    try {
      const log = longLog(crypto, { members: MEMBERS, length: ENTRIES, rootEvery: ROOT_EVERY });
      await putLog(hub, log);
      await putTiles(hub, log);
      let visible = ENTRIES;
      const newReader = readers(bench.folder, log, { hub: until(hub, () => visible), crypto, workers });
      const [rates, unlocks, snapshots]: [number[], number[], number[]] = [[], [], []];
      for (let round = 0; round < bench.runs; round += 1) {
        await settleDisk();
        const reader = await newReader();
        const before = process.cpuUsage();
        const whole = await seconds(async () => unwrap(await reader.open().sync()));
        const { user, system } = process.cpuUsage(before);
        rates.push(ENTRIES / whole);
        const cpu = (user + system) / ENTRIES;
        bench.say(`  verified whole: ${whole.toFixed(2)} s, ${cpu.toFixed(0)} µs of processor an entry`);
        await putSnapshot(reader.open());
        reader.close();

        visible = ENTRIES - MEMBERS;
        const member = await newReader();
        unwrap(await member.open().sync());
        visible = ENTRIES;
        unwrap(await member.open().sync());
        unlocks.push(await seconds(async () => member.open().state()));
        bench.say(`  from the vault, ${MEMBERS} entries replayed: ${unlocks.at(-1)?.toFixed(2)} s`);
        member.close();

        const newcomer = await newReader();
        snapshots.push(
          await seconds(async () => {
            if (!unwrap(await beginFromSnapshot(newcomer.ports, log.state.head))) throw new Error('no snapshot');
            unwrap(await newcomer.open().sync());
          }),
        );
        bench.say(`  from a snapshot on the hub: ${snapshots.at(-1)?.toFixed(2)} s`);
        newcomer.close();
      }
      const goal = { peerName: 'goal' };
      return [
        compare(
          {
            name: `policy log of ${ENTRIES}, verified`,
            unit: 'entries/s',
            ours: median(rates),
            peer: GOAL_PER_SECOND,
            ...goal,
          },
          { atLeast: 1 },
        ),
        compare(
          { name: `policy log of ${ENTRIES}, unlocked`, unit: 's', ours: median(unlocks), peer: GOAL_SECONDS, ...goal },
          { atMost: 1 },
        ),
        compare(
          { name: `policy log of ${ENTRIES}, joined`, unit: 's', ours: median(snapshots), peer: GOAL_SECONDS, ...goal },
          null,
        ),
      ];

      /** What the author of the newest root leaves for newcomers. */
      async function putSnapshot(whole: WritableLog): Promise<void> {
        const seq = whole.lastRoot();
        if (seq === null) throw new Error('no root');
        const body = sealSnapshot(crypto, log.directory, seq, whole.stateAt(seq - 1));
        if (body === null) throw new Error('too large');
        unwrap(await hub.put(snapshotKey(seq), body));
      }
    } finally {
      await workers.close();
      await hub.close();
    }
  },
};
