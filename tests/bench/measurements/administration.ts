import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PeopleQuery } from '../../../src-main/app/admin/people-index.ts';
import { createApp } from '../../../src-main/app/app.ts';
import { silentLog } from '../../../src-main/app/log.ts';
import type { App, MemberSession } from '../../../src-main/app/port.ts';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { MINIMUM_PASSWORD_COST } from '../../../src-main/crypto/kdf.ts';
import type { Workers } from '../../../src-main/crypto/port.ts';
import { createWorkers } from '../../../src-main/crypto/workers/create-workers.ts';
import { createHub } from '../../../src-main/hub/open-hub.ts';
import { createSmtp } from '../../../src-main/mail/smtp.ts';
import { systemClock } from '../../../src-main/system/system-clock.ts';
import { systemRandom } from '../../../src-main/system/system-random.ts';
import { systemTimer } from '../../../src-main/system/system-timer.ts';
import { writePrivateFile } from '../../../src-main/system/write-private-file.ts';
import { passwordBytes } from '../../../src-main/vault/password.ts';
import type { ProfileId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { createMemoryKeychain } from '../../support/memory-keychain.ts';
import { workerFile } from '../../support/worker-file.ts';
import { compare, type Figure } from '../figure.ts';
import { type Bench, type Measurement, median, settleDisk } from '../harness.ts';
import { clocked } from '../policy/clocked.ts';
import { PEOPLE, PEOPLE_CSV } from '../policy/ten-thousand.ts';

/*
 * An organisation of 10,000, brought in from one CSV file in one entry, links saved and bundles on the hub; then what the
 * people page asks of main: opened for the first time after unlocking, opened again after a change, searched a key at a
 * time, and everybody's effective rights.
 */

const PASSWORD = 'correct horse battery staple';

const QUERY: PeopleQuery = {
  search: '',
  states: [],
  role: null,
  group: null,
  class: null,
  sort: 'name',
  descending: false,
  offset: 0,
  limit: 60,
};

function coreIn(folder: string, workers: Workers): App {
  return createApp({
    dataDirectory: join(folder, 'data'),
    engines: async () => ({ crypto: await createCrypto(), workers }),
    keychain: createMemoryKeychain(),
    clock: systemClock,
    random: systemRandom,
    timer: systemTimer,
    log: silentLog,
    openHub: (location, expect) => createHub(location, { random: systemRandom }, expect),
    openMail: async () => createSmtp({ clock: systemClock, timer: systemTimer }),
    passwordCost: MINIMUM_PASSWORD_COST,
    tuning: MINIMUM_PASSWORD_COST,
    syncs: false,
  });
}

function sessionIn(app: App, profile: ProfileId): MemberSession {
  const session = app.session(profile);
  if (session === null) throw new Error('locked');
  return session;
}

/** @returns milliseconds of reading and judging the file, and of signing it and publishing what each newcomer needs. */
async function imported(folder: string, session: MemberSession): Promise<number> {
  const path = join(folder, 'people.csv');
  await writeFile(path, PEOPLE_CSV);
  await settleDisk();
  const began = performance.now();
  const { invitees } = unwrap(await session.admin.readImport(path));
  const links = join(folder, 'links.csv');
  const ran = await session.admin.runImport(invitees, (bytes) => writePrivateFile(links, bytes));
  if (unwrap(ran).invited.length !== PEOPLE) throw new Error('not everybody was invited');
  return performance.now() - began;
}

/** Of each key of a few searches, as they are typed. */
function searched(session: MemberSession): readonly number[] {
  return ['mélu', 'person99', 'kaan no', 'zzz'].flatMap((typed) =>
    Array.from(typed, (_, at) =>
      clocked(() => {
        session.admin.people({ ...QUERY, search: typed.slice(0, at + 1) });
      }),
    ),
  );
}

async function measured(bench: Bench, workers: Workers): Promise<readonly Figure[]> {
  const goal = (name: string, unit: string, ours: number, limit: number): Figure =>
    compare({ name, unit, ours, peer: limit, peerName: 'goal' }, { atMost: 1 });
  const app = coreIn(bench.folder, workers);
  try {
    const hub = join(bench.folder, 'hub');
    await mkdir(hub);
    const profile = unwrap(
      await app.createOrganisation({
        organisation: 'Lovelace Ltd',
        name: 'Ada',
        email: 'ada@example.org',
        password: passwordBytes(PASSWORD),
        hub: { kind: 'folder', path: hub },
        allowPasswordOnly: false,
      }),
    );
    const importing = await imported(bench.folder, sessionIn(app, profile));
    bench.say(`  import: ${(importing / 1000).toFixed(2)} s`);
    const opening: number[] = [];
    for (let round = 0; round < bench.runs; round += 1) {
      await app.lock(profile);
      unwrap(await app.unlock(profile, passwordBytes(PASSWORD)));
      const session = sessionIn(app, profile);
      opening.push(
        clocked(() => {
          if (session.admin.people(QUERY).total !== PEOPLE + 1) throw new Error('not everybody is there');
        }),
      );
    }
    const session = sessionIn(app, profile);
    const changing: number[] = [];
    for (let round = 0; round < bench.runs; round += 1) {
      unwrap(await session.admin.change([{ type: 'organisation.edit', name: `Lovelace ${round}` }]));
      changing.push(
        clocked(() => {
          session.admin.people(QUERY);
        }),
      );
    }
    const matrix = Array.from({ length: bench.runs }, () =>
      clocked(() => {
        if (session.admin.matrix(0, 20_000).rows.length !== PEOPLE + 1) throw new Error('not everybody is there');
      }),
    );
    const keys = searched(session);
    const organisation = clocked(() => {
      session.admin.organisation();
    });
    return [
      goal('import 10,000 people from CSV', 's', importing / 1000, 30),
      goal('people page, first opened', 'ms', median(opening), 300),
      goal('people page after a change', 'ms', median(changing), 300),
      goal('search 10,000 people, slowest key', 'ms', Math.max(...keys), 50),
      goal('effective matrix of 10,000', 'ms', median(matrix), 1_000),
      goal('organisation, first asked', 'ms', organisation, 300),
    ];
  } finally {
    await app.close();
  }
}

export const administration: Measurement = {
  name: 'administration',
  about: 'importing 10,000 people, the people page, its search and the effective matrix',
  async run(bench) {
    const workers = createWorkers({ workerFile: workerFile() });
    try {
      return await measured(bench, workers);
    } finally {
      await workers.close();
    }
  },
};
