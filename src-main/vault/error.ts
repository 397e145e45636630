/** Every way the vault says no. `detail` is for the logs of the person's own machine: never a path, name or secret. */
export interface VaultError {
  readonly code: VaultErrorCode;
  readonly detail: string;
}

export type VaultErrorCode =
  | 'vault.missing' // there is no vault here
  | 'vault.exists' // there is one already, where a new one was to be made
  | 'vault.damaged' // vault.json or the database is not what was written
  | 'vault.tooNew' // written by a later version of Sealpost
  | 'vault.inUse' // another process has this profile open
  | 'vault.wrongPassword'
  | 'vault.weakPassword' // refused as a new password: `detail` says why
  | 'vault.wrongKit' // a well-formed code, of another vault or an older one
  | 'vault.kitTypo' // not a recovery code: mistyped
  | 'vault.resetTypo' // neither a code nor a link of the help desk: mistyped or cut off
  | 'vault.wrongReset' // a well-formed one, for another vault, or for this one before its password changed
  | 'vault.wrongOneTimePassword' // the link is right, and the password that the help desk told is not
  | 'vault.noKeychain' // no keychain answers, and "password only" was not allowed
  | 'vault.keychainLost' // the keychain no longer holds this vault's secret: recovery by kit
  | 'vault.keychainLocked' // the keychain is there and locked: unlock it, then try again
  | 'vault.full' // no space left on the disk
  | 'vault.io'; // the disk refused or failed

export function vaultError(code: VaultErrorCode, detail = ''): VaultError {
  return { code, detail };
}

/**
 * What `VaultDatabase` throws when the machine failed, not the caller: the only codes are `vault.damaged`,
 * `vault.full`, `vault.io` and `vault.inUse`. A mistake in a statement is thrown as it comes, a programming error.
 */
export class VaultFault extends Error {
  readonly fault: VaultError;

  constructor(fault: VaultError) {
    super(`${fault.code}: ${fault.detail}`);
    this.name = 'VaultFault';
    this.fault = fault;
  }
}

/** @returns null when the error is none of the machine's: rethrow it. */
export function faultOf(error: unknown): VaultError | null {
  return error instanceof VaultFault ? error.fault : null;
}
