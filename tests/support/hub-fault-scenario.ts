import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hub, HubError } from '../../src-main/hub/port.ts';
import type { Result } from '../../src-shared/base/result.ts';
import { connectHub } from './hub-fixtures.ts';

/*
 * A process of its own, in a mount namespace of its own (see private-mounts.ts), that puts a folder hub through one
 * real fault and prints what it saw as JSON: `hub-fault-scenario.ts NAME mounts|limits`.
 */
const [, , name = '', means = ''] = process.argv;
const MEBIBYTE = 1 << 20;
const mount = (...args: readonly string[]): void => void execFileSync('mount', args);

const brief = (result: Result<unknown, HubError>): unknown => {
  if (!result.ok) return result.error.code;
  return result.value instanceof Uint8Array ? result.value.length : (result.value ?? null);
};

async function countFiles(folder: string): Promise<number> {
  return (await readdir(folder)).length;
}

/** A store with room for a few mebibytes. */
async function full(folder: string): Promise<unknown> {
  if (means === 'mounts') mount('-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder);
  const hub = connectHub('folder', folder);
  const put = async (key: string, size: number, durable: 'now' | 'flush') =>
    brief(await hub.put(key, new Uint8Array(size).fill(1), { ifAbsent: true, durable }));
  return {
    small: await put('packages/a/s/00000000', MEBIBYTE, 'flush'),
    large: await put('packages/a/s/00000001', 8 * MEBIBYTE, 'flush'),
    largeNow: await put('packages/a/header', 8 * MEBIBYTE, 'now'),
    leftInTmp: await countFiles(join(folder, 'tmp')),
    listed: brief(await hub.list('packages/', { limit: 10 })),
    stillThere: brief(await hub.get('packages/a/s/00000000', { maxBytes: MEBIBYTE })),
    freed: brief(await hub.delete('packages/a/s/00000000')),
    again: await put('packages/a/s/00000000', MEBIBYTE, 'now'),
    flushed: brief(await hub.flush()),
  };
}

/** A share that became read-only, or refuses us. */
async function readOnly(folder: string): Promise<unknown> {
  if (means === 'mounts') mount('-t', 'tmpfs', 'tmpfs', folder);
  const hub = connectHub('folder', folder);
  await hub.put('log/0000000001', new Uint8Array(10));
  if (means === 'mounts') {
    mount('-o', 'remount,ro', folder);
  } else {
    for (const inner of ['tmp', 'log', '.']) await chmod(join(folder, inner), 0o555);
    if (process.getuid?.() === 0) process.setuid?.(65_534);
  }
  const fresh = connectHub('folder', folder);
  return {
    get: brief(await hub.get('log/0000000001', { maxBytes: 10 })),
    list: brief(await fresh.list('log/', { limit: 10 })),
    put: brief(await hub.put('log/0000000002', new Uint8Array(10), { ifAbsent: true })),
    putFresh: brief(await fresh.put('log/0000000002', new Uint8Array(10), { ifAbsent: true })),
    delete: brief(await hub.delete('log/0000000001')),
    probe: brief(await fresh.probe()),
  };
}

/** A share that goes away in the middle of a transfer and comes back. */
async function vanishing(folder: string): Promise<unknown> {
  const [share, place] = [join(folder, 'share'), join(folder, 'place')];
  await mkdir(share);
  await mkdir(place);
  const comes = (): void => {
    if (means === 'mounts') mount('--bind', share, place);
    else execFileSync('mv', [share, place]);
  };
  const goes = (): void => {
    if (means === 'mounts') execFileSync('umount', ['--lazy', place]);
    else execFileSync('sh', ['-c', 'mv "$1" "$2" && mkdir "$1"', 'sh', place, share]);
  };
  if (means === 'limits') await rm(place, { recursive: true });
  comes();
  const hub: Hub = connectHub('folder', place);
  const put = async (number: number) =>
    brief(await hub.put(`packages/a/s/${number}`, new Uint8Array(MEBIBYTE), { ifAbsent: true, durable: 'flush' }));
  const before = [];
  for (let number = 0; number < 5; number += 1) before.push(await put(number));
  const during = Array.from({ length: 8 }, (_, number) => put(10 + number));
  goes();
  const outcomes = await Promise.all(during);
  const gone = {
    put: await put(20),
    get: brief(await hub.get('packages/a/s/0', { maxBytes: MEBIBYTE })),
    absent: brief(await hub.get('packages/a/s/x', { maxBytes: MEBIBYTE })),
    list: brief(await hub.list('packages/', { limit: 100 })),
    delete: brief(await hub.delete('packages/a/s/0')),
    flush: brief(await hub.flush()),
    probe: brief(await hub.probe().then((report) => (report.ok ? { ok: true, value: 'sound' } : report))),
  };
  // Whatever the race left in the folder below the share, it must not pass for a hub.
  const existing = connectHub('folder-existing', place);
  const stranger = { get: brief(await existing.get('org.json', { maxBytes: 10 })) };
  const below = (await readdir(place, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  ).length;
  if (means === 'limits') await rm(place, { recursive: true });
  comes();
  const back = { get: brief(await hub.get('packages/a/s/0', { maxBytes: MEBIBYTE })), put: await put(20) };
  return {
    before,
    outcomes: [...new Set(outcomes)].sort(),
    gone,
    stranger,
    below,
    back,
    flush: brief(await hub.flush()),
  };
}

const SCENARIOS: Readonly<Record<string, (folder: string) => Promise<unknown>>> = { full, readOnly, vanishing };

const folder = await mkdtemp(join(tmpdir(), 'sealpost-fault-'));
await chmod(folder, 0o755);
try {
  const seen = await SCENARIOS[name]?.(folder);
  process.stdout.write(`${JSON.stringify(seen)}\n`);
} finally {
  if (means === 'mounts') execFileSync('sh', ['-c', 'umount -l "$1"/* "$1" 2>/dev/null; true', 'sh', folder]);
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}
