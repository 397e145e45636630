/** What the process ends with. Documented in docs/CLI.md; scripts rely on them, so none ever changes its meaning. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  wrongPassword: 3,
  refused: 4,
  hub: 5,
  verification: 6,
  vault: 7,
  invitation: 8,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const EXACT: Readonly<Record<string, ExitCode>> = {
  'cli.usage': EXIT.usage,
  'cli.noPassword': EXIT.usage,
  'cli.noProfile': EXIT.usage,
  'cli.whichProfile': EXIT.usage,
  'cli.unknownProfile': EXIT.usage,
  'cli.interrupted': EXIT.interrupted,
  'vault.wrongPassword': EXIT.wrongPassword,
  'vault.wrongReset': EXIT.wrongPassword,
  'vault.wrongOneTimePassword': EXIT.wrongPassword,
  'package.wrongPassword': EXIT.wrongPassword,
  'package.needsPassword': EXIT.wrongPassword,
  'permission.denied': EXIT.refused,
  'draft.notAllowed': EXIT.refused,
  'package.refused': EXIT.verification,
  'package.tampered': EXIT.verification,
  'crypto.refused': EXIT.verification,
  'crypto.malformed': EXIT.verification,
  'invitation.head': EXIT.verification,
  'invitation.forged': EXIT.verification,
};

const AREAS: readonly (readonly [string, ExitCode])[] = [
  ['policy.', EXIT.refused],
  ['hub.', EXIT.hub],
  ['log.', EXIT.verification],
  ['vault.', EXIT.vault],
  ['invitation.', EXIT.invitation],
];

/** By the error's code; `failed` for everything that has no exit code of its own. */
export function exitCodeOf(code: string): ExitCode {
  return EXACT[code] ?? AREAS.find(([area]) => code.startsWith(area))?.[1] ?? EXIT.failed;
}
