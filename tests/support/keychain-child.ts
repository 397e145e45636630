/**
 * Uses the system's keychain as this process's environment shows it; the native package reads that only once. Runs the
 * verbs given as JSON, `[["setPassword", "service", "account", "value"], ...]`, and prints their answers as JSON.
 * `KEYCHAIN_PATIENCE` is for how many milliseconds it waits for a service that is not there.
 */
import process from 'node:process';
import { createSystemKeychain } from '../../src-main/vault/keychain/system-keychain.ts';

/** Milliseconds. No answer of a keyring that is there may be too late for this, on a busy machine either. */
const PATIENCE = 60_000;
const presenceLimit = Number(process.env.KEYCHAIN_PATIENCE ?? PATIENCE);
const keychain = createSystemKeychain({ limit: PATIENCE, presenceLimit });
const verbs: readonly (readonly [string, string, string, string?])[] = JSON.parse(process.argv[2] ?? '[]');
const answers: unknown[] = [keychain.backend];
for (const [verb, service, account, value = ''] of verbs) {
  if (verb === 'getPassword') answers.push(await keychain.getPassword(service, account));
  else if (verb === 'setPassword') answers.push(await keychain.setPassword(service, account, value));
  else if (verb === 'deletePassword') answers.push(await keychain.deletePassword(service, account));
  else throw new Error(`no verb "${verb}"`);
}
process.stdout.write(JSON.stringify(answers));
