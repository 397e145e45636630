import type { LogPorts } from '../log-ports.ts';

/** Ports that keep directory keys here, and not in the vault, until `keep`. */
export interface KeysOnTrial<P extends LogPorts> {
  readonly ports: P;
  /** What was read with them is proven. */
  keep(): void;
}

/**
 * For reading what is not proven before its end is reached: a key that is held stays for good, and a log that somebody made
 * up may name any.
 */
export function keysOnTrial<P extends LogPorts>(ports: P): KeysOnTrial<P> {
  const tried = new Map<number, Uint8Array>();
  return {
    ports: {
      ...ports,
      directoryKey: (epoch) => ports.directoryKey(epoch) ?? tried.get(epoch) ?? null,
      keepDirectoryKey: (epoch, secret) => void (tried.has(epoch) || tried.set(epoch, Uint8Array.from(secret))),
    },
    keep() {
      for (const [epoch, secret] of tried) ports.keepDirectoryKey?.(epoch, secret);
    },
  };
}

/** The key of that epoch that is held or on trial, else the first candidate that passes; null: none does. */
export async function keyThat(
  { directoryKey, directoryCandidates, keepDirectoryKey }: LogPorts,
  epoch: number,
  passes: (key: Uint8Array) => boolean | Promise<boolean>,
): Promise<Uint8Array | null> {
  const held = directoryKey(epoch);
  if (held !== null) return held;
  for (const { secret } of directoryCandidates?.(epoch) ?? []) {
    if (!(await passes(secret))) continue;
    keepDirectoryKey?.(epoch, secret);
    return directoryKey(epoch);
  }
  return null;
}
