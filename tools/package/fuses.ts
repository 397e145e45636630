import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** SECURITY: S9. What every released program must have, whatever electron-builder.yml says. */
export const REQUIRED_FUSES = [
  { name: 'RunAsNode', option: FuseV1Options.RunAsNode, on: false },
  { name: 'EnableCookieEncryption', option: FuseV1Options.EnableCookieEncryption, on: true },
  {
    name: 'EnableNodeOptionsEnvironmentVariable',
    option: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    on: false,
  },
  { name: 'EnableNodeCliInspectArguments', option: FuseV1Options.EnableNodeCliInspectArguments, on: false },
  {
    name: 'EnableEmbeddedAsarIntegrityValidation',
    option: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    on: true,
  },
  { name: 'OnlyLoadAppFromAsar', option: FuseV1Options.OnlyLoadAppFromAsar, on: true },
  {
    name: 'LoadBrowserProcessSpecificV8Snapshot',
    option: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    on: false,
  },
  { name: 'GrantFileProtocolExtraPrivileges', option: FuseV1Options.GrantFileProtocolExtraPrivileges, on: false },
] as const;

/** A fuse as it was found in a program. */
export interface FuseReading {
  readonly name: string;
  readonly required: 'on' | 'off';
  readonly found: 'on' | 'off' | 'absent';
}

/** A fuse's state in the wire is an ASCII digit; `r` for a fuse that was removed. Source: Electron's docs/tutorial/fuses. */
const OFF = '0'.charCodeAt(0);
const ON = '1'.charCodeAt(0);

function describe(state: number | undefined): FuseReading['found'] {
  if (state === ON) return 'on';
  return state === OFF ? 'off' : 'absent';
}

/** Whether the program does what S9 asks; a fuse that its Electron does not have counts as not done. */
export function isAsRequired({ required, found }: FuseReading): boolean {
  return found === required;
}

/** Reads the fuses back from the bytes of a built program. @throws when it is not an Electron program */
export async function readFuses(executable: string): Promise<readonly FuseReading[]> {
  const wire = await getCurrentFuseWire(executable);
  return REQUIRED_FUSES.map(({ name, option, on }) => ({
    name,
    required: on ? 'on' : 'off',
    found: describe(wire[option]),
  }));
}
