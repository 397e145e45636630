import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createApp } from '../../src-main/app/app.ts';
import { silentLog } from '../../src-main/app/log.ts';
import type { MemberSession } from '../../src-main/app/port.ts';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import { MINIMUM_PASSWORD_COST } from '../../src-main/crypto/kdf.ts';
import { createWorkers } from '../../src-main/crypto/workers/create-workers.ts';
import { createHub } from '../../src-main/hub/open-hub.ts';
import { createSmtp } from '../../src-main/mail/smtp.ts';
import { systemClock } from '../../src-main/system/system-clock.ts';
import { systemRandom } from '../../src-main/system/system-random.ts';
import { systemTimer } from '../../src-main/system/system-timer.ts';
import { passwordBytes } from '../../src-main/vault/password.ts';
import type { PackageId } from '../../src-shared/base/ids.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { createMemoryKeychain } from '../support/memory-keychain.ts';
import { workerFile } from '../support/worker-file.ts';
import type { SealpostAnswer, SealpostRequest } from './sealpost-client.ts';

/*
 * Sealpost's core in a process of its own, so that its memory can be measured: one unlocked member, a folder hub.
 * `sealpost-process.ts FOLDER`; requests and answers of sealpost-client.ts travel over the channel of `fork`.
 */
const folder = process.argv[2] ?? '';
const hubFolder = join(folder, 'hub');
await mkdir(hubFolder);
const crypto = await createCrypto();
const workers = createWorkers({ workerFile: workerFile() });
const app = createApp({
  dataDirectory: join(folder, 'data'),
  engines: async () => ({ crypto, workers }),
  keychain: createMemoryKeychain(),
  clock: systemClock,
  random: systemRandom,
  timer: systemTimer,
  log: silentLog,
  openHub: (location, expect) => createHub(location, { random: systemRandom }, expect),
  openMail: async () => createSmtp({ clock: systemClock, timer: systemTimer }),
  passwordCost: MINIMUM_PASSWORD_COST,
  syncs: false,
});

async function found(): Promise<MemberSession> {
  const profile = await app.createOrganisation({
    organisation: 'Bench',
    name: 'Ada',
    email: 'ada@example.org',
    password: passwordBytes('correct horse battery staple'),
    hub: { kind: 'folder', path: hubFolder },
    allowPasswordOnly: false,
  });
  const session = app.session(unwrap(profile));
  if (session === null) throw new Error('locked');
  return session;
}

const { packages, ...session } = await found();

/** From the call until everything is on the hub, durably. */
async function send(path: string): Promise<SealpostAnswer> {
  const began = performance.now();
  const id = unwrap(
    await packages.send({
      recipients: [session.member().id],
      subject: 'Bench',
      message: '',
      paths: [path],
      password: null,
      expiresAt: null,
    }),
  );
  const transfer = await packages.settled(id);
  if (transfer.phase !== 'done') throw new Error(`sending: ${transfer.phase} ${transfer.error?.code}`);
  return { milliseconds: performance.now() - began, id };
}

/** From the call until every file has its name. */
async function save(id: string, directory: string): Promise<SealpostAnswer> {
  const began = performance.now();
  unwrap(await packages.contents(id as PackageId, null));
  const started = unwrap(await packages.save(id as PackageId, null, directory));
  const transfer = await packages.settled(started.id);
  if (transfer.phase !== 'done') throw new Error(`saving: ${transfer.phase} ${transfer.error?.code}`);
  return { milliseconds: performance.now() - began, id };
}

async function answer(request: SealpostRequest): Promise<SealpostAnswer> {
  switch (request.kind) {
    case 'send':
      return send(request.path);
    case 'save':
      return save(request.id, request.directory);
    case 'close':
      await app.close();
      await workers.close();
      return { milliseconds: 0, id: '' };
  }
}

process.on('message', (request: SealpostRequest) => {
  answer(request).then(
    (done) => {
      process.send?.(done);
      if (request.kind === 'close') process.disconnect();
    },
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.send?.({ milliseconds: 0, id: '' });
