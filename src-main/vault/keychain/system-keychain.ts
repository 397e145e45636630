import { AsyncEntry } from 'keytar';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Keychain, KeychainError } from './port.ts';

export interface SystemKeychainOptions {
  /**
   * Milliseconds after which a call counts as unanswered. The person may be typing into the system's own unlock
   * prompt meanwhile, so not too short.
   */
  readonly limit?: number;
}

const DEFAULT_LIMIT = 30_000;

/**
 * The keychain of this system: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.
 *
 * SECURITY: S13. On Linux the store is pinned: left to itself the package falls back silently to the kernel's keyring,
 * which forgets everything at the next start of the machine.
 */
export function createSystemKeychain({ limit = DEFAULT_LIMIT }: SystemKeychainOptions = {}): Keychain {
  const answered = withTimeLimit(limit);
  const entry = (service: string, account: string): AsyncEntry =>
    new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
  return {
    backend: backendOf(process.platform),
    getPassword: (service, account) => answered(async () => (await entry(service, account).getPassword()) ?? null),
    setPassword: (service, account, password) => answered(() => entry(service, account).setPassword(password)),
    deletePassword: (service, account) => answered(() => entry(service, account).deletePassword()),
  };
}

function backendOf(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'keychain';
  return platform === 'win32' ? 'credential-manager' : 'secret-service';
}

type Answered = <T>(ask: () => Promise<T>) => Promise<Result<T, KeychainError>>;

/**
 * A call that hangs keeps one thread of Node's pool until the system answers, so there is never more than one: calls
 * wait for each other, and while one is overdue every other is answered `keychain.timeout` at once.
 */
function withTimeLimit(limit: number): Answered {
  let queue: Promise<unknown> = Promise.resolve();
  let overdue = false;

  async function once<T>(ask: () => Promise<T>): Promise<Result<T, KeychainError>> {
    if (overdue) return err({ code: 'keychain.timeout', detail: 'an earlier call has not been answered' });
    const asked = ask().then((value) => ok(value), refusal);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Result<T, KeychainError>>((resolve) => {
      timer = setTimeout(() => {
        overdue = true;
        asked.then(() => {
          overdue = false;
        });
        resolve(err({ code: 'keychain.timeout', detail: `no answer in ${limit} ms` }));
      }, limit);
    });
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  return (ask) => {
    const turn = queue.then(() => once(async () => ask()));
    queue = turn;
    return turn;
  };
}

/** The messages are those of the keyring-rs stores; what is not known to be a lock counts as no keychain. */
function refusal(error: unknown): Result<never, KeychainError> {
  const message = error instanceof Error ? error.message : '';
  const locked = /lock|prompt|dismiss|cancel/i.test(message);
  return err({ code: locked ? 'keychain.locked' : 'keychain.unavailable', detail: locked ? 'locked' : 'no answer' });
}
