import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApp } from '../../src-main/app/app.ts';
import { silentLog } from '../../src-main/app/log.ts';
import { MIGRATIONS } from '../../src-main/app/migrations.ts';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import { createWorkers } from '../../src-main/crypto/workers/create-workers.ts';
import { createHub } from '../../src-main/hub/open-hub.ts';
import { createSmtp } from '../../src-main/mail/smtp.ts';
import { createPackageRows } from '../../src-main/packages/store/package-rows.ts';
import { systemClock } from '../../src-main/system/system-clock.ts';
import { systemRandom } from '../../src-main/system/system-random.ts';
import { systemTimer } from '../../src-main/system/system-timer.ts';
import { passwordBytes } from '../../src-main/vault/password.ts';
import { createProfiles } from '../../src-main/vault/profile/profiles.ts';
import { createVaultStore } from '../../src-main/vault/vault.ts';
import { type MemberId, type PackageId, randomId } from '../../src-shared/base/ids.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { createMemoryKeychain } from '../support/memory-keychain.ts';
import { workerFile } from '../support/worker-file.ts';

export const PROFILE_PASSWORD = 'correct horse battery staple';
const HOUR = 3_600_000;

/** A member's data folder with so many packages in the inbox: a vault with the default cost of passwords. */
export async function makeFullProfile(userData: string, packages: number): Promise<void> {
  const path = join(userData, 'hub');
  await mkdir(path, { recursive: true });
  const keychain = createMemoryKeychain();
  // The window that opens it later has another keychain, or none: the password alone protects this vault.
  keychain.failing = 'keychain.unavailable';
  const crypto = await createCrypto();
  const workers = createWorkers({ workerFile: workerFile() });
  const app = createApp({
    dataDirectory: userData,
    engines: async () => ({ crypto, workers }),
    keychain,
    clock: systemClock,
    random: systemRandom,
    timer: systemTimer,
    log: silentLog,
    openHub: (location, expect) => createHub(location, { random: systemRandom }, expect),
    openMail: async () => createSmtp({ clock: systemClock, timer: systemTimer }),
    syncs: false,
  });
  try {
    const profile = unwrap(
      await app.createOrganisation({
        organisation: 'Bench',
        name: 'Ada',
        email: 'ada@example.org',
        password: passwordBytes(PROFILE_PASSWORD),
        hub: { kind: 'folder', path },
        allowPasswordOnly: true,
      }),
    );
    // The window shows the profile it showed last.
    await writeFile(join(userData, 'settings.json'), JSON.stringify({ lastProfile: profile }));
    const member = app.session(profile)?.member().id;
    if (member === undefined) throw new Error('locked');
    await app.lock(profile);
    const vault = unwrap(
      await createVaultStore({ crypto, workers, keychain }).unlock({
        directory: createProfiles(join(userData, 'profiles')).directory(profile),
        migrations: MIGRATIONS,
        password: passwordBytes(PROFILE_PASSWORD),
      }),
    );
    const rows = createPackageRows(vault.database);
    vault.database.transaction(() => {
      for (let number = 0; number < packages; number += 1) rows.insert(invented(number, member));
    });
    await vault.lock();
  } finally {
    await app.close();
    await workers.close();
  }
}

function invented(number: number, member: MemberId): Parameters<ReturnType<typeof createPackageRows>['insert']>[0] {
  const at = systemClock.now() - number * HOUR;
  return {
    row: {
      id: randomId<PackageId>(systemRandom),
      box: 'inbox',
      from: member,
      to: [member],
      subject: `Minutes of meeting ${number}`,
      sentAt: at,
      receivedAt: at,
      size: 1000 * number,
      fileCount: 1 + (number % 9),
      folderCount: 0,
      unread: number % 3 === 0,
      needsPassword: number % 50 === 0,
      expiresAt: null,
      refused: null,
    },
    details: {
      headerHash: '',
      recipients: [member],
      pointer: systemRandom.bytes(200),
      contentKey: systemRandom.bytes(32),
      envelope: systemRandom.bytes(900),
      removed: false,
    },
    people: 'Ada',
  };
}
