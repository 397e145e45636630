import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type KeyringMode, provideKeyring, startKeyring } from '../../../tools/servers/keyring.ts';
import { capture } from '../../../tools/support/run-process.ts';
import { runVaultWithKeychain } from '../../support/vault-with-keychain.ts';

const CHILD = fileURLToPath(new URL('../../support/keychain-child.ts', import.meta.url));

async function temporary(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-keyring-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function keychain(env: NodeJS.ProcessEnv, ...verbs: readonly (readonly string[])[]): Promise<unknown[]> {
  const run = await capture(process.execPath, ['--import', 'tsx', CHILD, JSON.stringify(verbs)], { env });
  if (run.code !== 0) throw new Error(`the child ended with ${run.code}: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

async function inMode(home: string, mode: KeyringMode, work: (env: NodeJS.ProcessEnv) => Promise<void>) {
  const keyring = await startKeyring(home, mode);
  try {
    await work(keyring.env);
  } finally {
    await keyring.close();
  }
}

const get = ['getPassword', 'Sealpost test', 'one'] as const;
const set = ['setPassword', 'Sealpost test', 'one', 'sécret'] as const;
const remove = ['deletePassword', 'Sealpost test', 'one'] as const;
const value = (value?: unknown) => (value === undefined ? { ok: true } : { ok: true, value });
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

describe.runIf(process.platform === 'linux')('the keychain of a Linux desktop', () => {
  beforeAll(provideKeyring);

  it('keeps, finds, replaces and forgets a secret', async () => {
    await inMode(await temporary(), 'unlocked', async (env) => {
      const replace = ['setPassword', 'Sealpost test', 'one', 'other'];
      const other = ['getPassword', 'Sealpost test', 'two'];
      expect(await keychain(env, get, set, get, other, replace, get, remove, remove, get)).toEqual([
        'secret-service',
        value(null),
        value(),
        value('sécret'),
        value(null),
        value(),
        value('other'),
        value(true),
        value(false),
        value(null),
      ]);
    });
  });

  it('keeps a secret over a new session, and says locked while nobody unlocks it', async () => {
    const home = await temporary();
    await inMode(home, 'unlocked', async (env) => {
      expect(await keychain(env, set)).toEqual(['secret-service', value()]);
    });
    await inMode(home, 'locked', async (env) => {
      const locked = refused('keychain.locked');
      expect(await keychain(env, get, set, remove)).toEqual(['secret-service', locked, locked, locked]);
    });
    await inMode(home, 'unlocked', async (env) => {
      expect(await keychain(env, get)).toEqual(['secret-service', value('sécret')]);
    });
  });

  it('is unavailable where there was never a keyring: nothing is kept anywhere else', async () => {
    await inMode(await temporary(), 'locked', async (env) => {
      expect(await keychain(env, set, get)).toEqual(['secret-service', refused('keychain.unavailable'), value(null)]);
    });
  });

  it.each(['bus-only', 'no-bus'] as const)('is unavailable in a session with %s', async (mode) => {
    await inMode(await temporary(), mode, async (env) => {
      const unavailable = refused('keychain.unavailable');
      expect(await keychain(env, get, set, remove)).toEqual(['secret-service', unavailable, unavailable, unavailable]);
    });
  });

  it('does not wait for a session bus that never answers', async () => {
    const folder = await temporary();
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(path.join(folder, 'bus'), resolve));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const address = `unix:path=${path.join(folder, 'bus')}`;
    const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: address, KEYCHAIN_PATIENCE: '500' };
    const timeout = refused('keychain.timeout');
    expect(await keychain(env, get, set)).toEqual(['secret-service', timeout, timeout]);
  });
});

describe.runIf(process.platform === 'linux')('a vault and the keychain of a Linux desktop', () => {
  beforeAll(provideKeyring);

  it('S13 stops when the keychain is locked, gone or another, and says which', async () => {
    const home = await temporary();
    const profile = path.join(await temporary(), 'profile');
    await inMode(home, 'unlocked', async (env) => {
      expect(await runVaultWithKeychain(env, 'create', profile)).toBe('keychain');
      expect(await runVaultWithKeychain(env, 'unlock', profile)).toBe('keychain');
    });
    await inMode(home, 'locked', async (env) => {
      expect(await runVaultWithKeychain(env, 'unlock', profile)).toBe('vault.keychainLocked ');
    });
    await inMode(home, 'no-bus', async (env) => {
      expect(await runVaultWithKeychain(env, 'unlock', profile)).toBe('vault.keychainLost unavailable');
    });
    await inMode(await temporary(), 'unlocked', async (env) => {
      expect(await runVaultWithKeychain(env, 'unlock', profile)).toBe('vault.keychainLost absent');
    });
    await inMode(home, 'unlocked', async (env) => {
      expect(await runVaultWithKeychain(env, 'unlock', profile)).toBe('keychain');
    });
  });

  it('S13 is not made where there is no keychain, unless that was allowed', async () => {
    const profile = path.join(await temporary(), 'profile');
    await inMode(await temporary(), 'bus-only', async (env) => {
      expect(await runVaultWithKeychain(env, 'create', profile)).toBe('vault.noKeychain ');
      expect(await runVaultWithKeychain(env, 'create-password-only', profile)).toBe('password-only');
      expect(await runVaultWithKeychain(env, 'unlock', profile)).toBe('password-only');
    });
  });
});
