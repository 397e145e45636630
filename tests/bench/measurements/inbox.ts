import { join } from 'node:path';
import { PASSWORD_SALT_BYTES, passwordParameters } from '../../../src-main/crypto/kdf.ts';
import { createWorkers } from '../../../src-main/crypto/workers/create-workers.ts';
import { passwordBytes } from '../../../src-main/vault/password.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { workerFile } from '../../support/worker-file.ts';
import { sealpostApp, startElectron } from '../electron-app.ts';
import { compare } from '../figure.ts';
import { makeFullProfile, PROFILE_PASSWORD } from '../full-profile.ts';
import { type Measurement, median } from '../harness.ts';

const PACKAGES = 100_000;
const LIMIT_MILLISECONDS = 300;

export const inbox: Measurement = {
  name: 'inbox',
  about: 'from Unlock to the first rows of an inbox of 100,000 packages, beyond Argon2id',
  async run(bench) {
    const userData = join(bench.folder, 'data-sealpost');
    await makeFullProfile(userData, PACKAGES);
    const app = await sealpostApp(bench.folder, userData);
    const workers = createWorkers({ workerFile: workerFile(), count: 1 });
    const password = passwordBytes(PROFILE_PASSWORD);
    const parameters = passwordParameters(new Uint8Array(PASSWORD_SALT_BYTES));

    async function argon2(): Promise<number> {
      const began = performance.now();
      unwrap(await workers.passwordKey(password, parameters));
      return performance.now() - began;
    }

    async function unlock(): Promise<number> {
      const running = await startElectron(app, { password: PROFILE_PASSWORD, rows: '[data-box="inbox"]' });
      await running.close();
      return running.unlockMilliseconds ?? Number.NaN;
    }

    try {
      const [unlocks, hashes]: [number[], number[]] = [[], []];
      await argon2();
      for (let round = 0; round < bench.runs + 2; round += 1) {
        unlocks.push(await unlock());
        hashes.push(await argon2());
        bench.say(`  unlocked in ${unlocks.at(-1)?.toFixed(0)} ms, Argon2id ${hashes.at(-1)?.toFixed(0)} ms`);
      }
      const ours = median(unlocks) - median(hashes);
      const what = { name: 'unlock to first rows of 100,000', unit: 'ms', peer: LIMIT_MILLISECONDS };
      return [compare({ ...what, ours, peerName: 'limit beyond Argon2id' }, { atMost: 1 })];
    } finally {
      await workers.close();
    }
  },
};
