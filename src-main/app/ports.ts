import type { Clock } from '../../src-shared/base/clock.ts';
import type { Random } from '../../src-shared/base/random.ts';
import type { Timer } from '../../src-shared/base/timer.ts';
import type { HubLocation } from '../../src-shared/protocol/hub-location.ts';
import type { PasswordCost } from '../crypto/kdf.ts';
import type { Crypto, Workers } from '../crypto/port.ts';
import type { Hub } from '../hub/port.ts';
import type { OpenMail } from '../mail/port.ts';
import type { Tuning } from '../packages/ports.ts';
import type { Keychain } from '../vault/keychain/port.ts';
import type { Log } from './log.ts';

/** What is slow to load, and not needed to show a locked profile. */
export interface Engines {
  readonly crypto: Crypto;
  readonly workers: Workers;
}

/** What the core stands on; main.ts, the command line and the tests choose. */
export interface AppPorts {
  /** Profiles, the demo's hub and logs are below it. */
  readonly dataDirectory: string;
  /** Called when first needed, once. Whoever gives them closes the workers, after `App.close`. */
  readonly engines: () => Promise<Engines>;
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly log: Log;
  /** See `createHub`: `existing` for a hub this profile has seen before. */
  readonly openHub: (location: HubLocation, expect: 'existing' | 'any') => Hub;
  /** Loaded when the first letter is sent. */
  readonly openMail: () => Promise<OpenMail>;
  /** Of new vaults; 3 passes over 256 MiB unless told. */
  readonly passwordCost?: PasswordCost;
  /** Whether sessions look for news by themselves; the command line asks when it wants to. */
  readonly syncs: boolean;
  /** Of package services; see `Tuning`. */
  readonly tuning?: Partial<Tuning>;
  /** Profiles made here belong to the demo organisation; the profile list marks them. */
  readonly demo?: boolean;
}
