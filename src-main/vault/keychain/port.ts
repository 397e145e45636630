import type { Result } from '../../../src-shared/base/result.ts';

export interface KeychainError {
  readonly code:
    | 'keychain.unavailable' // no such service on this machine, or it refuses us
    | 'keychain.locked' // it is there; the person has to unlock it
    | 'keychain.timeout'; // it did not answer in time
  readonly detail: string;
}

/**
 * The operating system's keychain, with keytar's verbs. Values are text, because that is what every one of them
 * stores. An entry that is not there is a value (null, false), not an error.
 */
export interface Keychain {
  /** Names what stores the secrets, in `[a-z-]`; recorded in vault.json: when it changes, the secrets are elsewhere. */
  readonly backend: string;
  getPassword(service: string, account: string): Promise<Result<string | null, KeychainError>>;
  setPassword(service: string, account: string, password: string): Promise<Result<void, KeychainError>>;
  deletePassword(service: string, account: string): Promise<Result<boolean, KeychainError>>;
}
