import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../../src-main/app/app.ts';
import { silentLog } from '../../../src-main/app/log.ts';
import { EXIT } from '../../../src-main/cli/exit-codes.ts';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { createWorkers } from '../../../src-main/crypto/workers/create-workers.ts';
import { createHub } from '../../../src-main/hub/open-hub.ts';
import { createSmtp } from '../../../src-main/mail/smtp.ts';
import { systemClock } from '../../../src-main/system/system-clock.ts';
import { systemRandom } from '../../../src-main/system/system-random.ts';
import { systemTimer } from '../../../src-main/system/system-timer.ts';
import { createSystemKeychain } from '../../../src-main/vault/keychain/system-keychain.ts';
import { passwordBytes } from '../../../src-main/vault/password.ts';
import type { ProfileId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { CLI_PASSWORD, twoPeople } from '../../support/cli.ts';
import { mailServer, type TestMailServer } from '../../support/mail-server.ts';
import { workerFile } from '../../support/worker-file.ts';

/** As the window does it: the command line has no command for it. */
async function setUpMail(dataDirectory: string, profile: string, { port }: TestMailServer): Promise<void> {
  const workers = createWorkers({ workerFile: workerFile() });
  const app = createApp({
    dataDirectory,
    engines: async () => ({ crypto: await createCrypto(), workers }),
    keychain: createSystemKeychain(),
    clock: systemClock,
    random: systemRandom,
    timer: systemTimer,
    log: silentLog,
    openHub: (location, expect) => createHub(location, { random: systemRandom }, expect),
    openMail: async () => createSmtp({ clock: systemClock, timer: systemTimer }),
    syncs: false,
  });
  try {
    const session = unwrap(await app.unlock(profile as ProfileId, passwordBytes(CLI_PASSWORD)));
    const from = { name: 'Ada', address: 'ada@example.org' };
    unwrap(session.mail.configure({ host: 'localhost', port, security: 'none', user: '', password: null, from }));
  } finally {
    await app.close();
    await workers.close();
  }
}

describe('invite --mail --welcome-file', () => {
  it('hands the link to the mail server of the window, and greets who joins with it', async () => {
    const server = await mailServer('none');
    const { folder, as, dataOf, founded } = await twoPeople();
    const welcome = join(folder, 'welcome.txt');
    await writeFile(welcome, 'Good that you are here!\n');
    const cy = ['--name', 'Cy', '--email', 'cy@example.org', '--welcome-file', welcome, '--mail', '--json'];

    const early = await as('ada', ['invite', ...cy]);
    expect(early).toMatchObject({ code: EXIT.failed, json: { ok: false, error: { code: 'mail.none' } } });
    await setUpMail(dataOf('ada'), String(founded.json.profile), server);

    const invited = await as('ada', ['invite', ...cy]);
    expect(invited).toMatchObject({ code: EXIT.ok, json: { ok: true, handedTo: 'localhost' } });
    expect(server.taken.map(({ to }) => to)).toEqual([['cy@example.org']]);
    const joined = await as('cy', ['join', String(invited.json.link), '--allow-password-only']);
    expect(joined.stdout).toContain('Ada writes:\nGood that you are here!');

    const bounced = ['--name', 'Eve', '--email', 'bounce@example.org', '--mail', '--json'];
    const refused = await as('ada', ['invite', ...bounced]);
    expect(refused.json).toMatchObject({
      ok: false,
      link: expect.stringMatching(/^sealpost:\/\/join\//),
      error: { code: 'mail.recipient', detail: '550 5.1.1 No such user here' },
    });
  });
});
