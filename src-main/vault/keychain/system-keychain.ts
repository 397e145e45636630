import type { AsyncEntry } from 'keytar';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Keychain, KeychainError } from './port.ts';
import { secretServiceAnswers } from './secret-service.ts';

export interface SystemKeychainOptions {
  /**
   * Milliseconds after which a call counts as unanswered. The person may be typing into the system's own unlock
   * prompt meanwhile, so not too short.
   */
  readonly limit?: number;
  /** Milliseconds within which the service must say that it is there at all (Linux; it may have to be started). */
  readonly presenceLimit?: number;
}

const DEFAULT_LIMIT = 30_000;
const DEFAULT_PRESENCE_LIMIT = 5_000;

/**
 * The keychain of this system: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.
 *
 * SECURITY: S13. On Linux the store is pinned: left to itself the package falls back silently to the kernel's keyring,
 * which forgets everything at the next start of the machine.
 */
export function createSystemKeychain(options: SystemKeychainOptions = {}): Keychain {
  const { limit = DEFAULT_LIMIT, presenceLimit = DEFAULT_PRESENCE_LIMIT } = options;
  const answered = withTimeLimit(limit);
  const ask = <T>(service: string, account: string, verb: (entry: AsyncEntry) => Promise<T>) =>
    answered(async () => {
      const present = await serviceAnswers(presenceLimit);
      if (!present.ok) return present;
      try {
        // Loaded when it is first asked: a locked profile on the screen needs none.
        const { AsyncEntry } = await import('keytar');
        return ok(await verb(new AsyncEntry(service, account, { linux: { store: 'secret-service' } })));
      } catch (error) {
        return refusal(error);
      }
    });
  return {
    backend: backendOf(process.platform),
    getPassword: (service, account) => ask(service, account, (entry) => entry.getPassword()),
    setPassword: (service, account, password) =>
      ask(service, account, async (entry) => void (await entry.setPassword(password))),
    deletePassword: (service, account) => ask(service, account, (entry) => entry.deletePassword()),
  };
}

/** macOS and Windows answer or refuse by themselves. */
async function serviceAnswers(limit: number): Promise<Result<void, KeychainError>> {
  if (process.platform !== 'linux') return ok();
  const { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = process.env;
  return secretServiceAnswers({ DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR }, process.getuid?.() ?? 0, limit);
}

function backendOf(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'keychain';
  return platform === 'win32' ? 'credential-manager' : 'secret-service';
}

type Answered = <T>(ask: () => Promise<Result<T, KeychainError>>) => Promise<Result<T, KeychainError>>;

/**
 * A call that hangs keeps one thread of Node's pool until the system answers, so there is never more than one: calls
 * wait for each other, and while one is overdue every other is answered `keychain.timeout` at once.
 */
function withTimeLimit(limit: number): Answered {
  let queue: Promise<unknown> = Promise.resolve();
  let overdue = false;

  async function once<T>(ask: () => Promise<Result<T, KeychainError>>): Promise<Result<T, KeychainError>> {
    if (overdue) return err({ code: 'keychain.timeout', detail: 'an earlier call has not been answered' });
    const asked = ask();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Result<T, KeychainError>>((resolve) => {
      timer = setTimeout(() => {
        overdue = true;
        asked.finally(() => {
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
    const turn = queue.then(() => once(ask));
    queue = turn;
    return turn;
  };
}

/**
 * The package hands on the sentences of keyring-rs. "Couldn't access platform storage" is its NoStorageAccess: the
 * store is there, but the person (or nobody, where no prompt can be shown) did not unlock it. "No result found" within
 * it means that the Secret Service has no collection at all, which is no keychain.
 */
function refusal(error: unknown): Result<never, KeychainError> {
  const message = error instanceof Error ? error.message : '';
  const locked = message.startsWith("Couldn't access platform storage") && !message.includes('no result found');
  return err(
    locked
      ? { code: 'keychain.locked', detail: 'not unlocked' }
      : { code: 'keychain.unavailable', detail: 'no keychain answers' },
  );
}
