import { MINIMUM_PASSWORD_COST, passwordParameters } from '../../../src-main/crypto/kdf.ts';
import { createWorkers } from '../../../src-main/crypto/workers/create-workers.ts';

/** A process of its own: does one piece of work, prints, and has nothing else to stay alive for. */
const [workerFile = '', mode] = process.argv.slice(2);
const workers = createWorkers({ workerFile: new URL(workerFile), count: 2 });
void workers
  .passwordKey(new Uint8Array(8), passwordParameters(new Uint8Array(16), MINIMUM_PASSWORD_COST))
  .then(async (derived) => {
    if (mode === 'closed') await workers.close();
    process.stdout.write(derived.ok ? 'done\n' : 'failed\n');
  });
