/**
 * Every code that an error can cross the bridge with: `error.<code>` is a key of the message catalogue. The compiler
 * checks the list against the features (src-main/ipc/errors.ts), a test the catalogue against the list.
 */
export const ERROR_CODES = [
  // The bridge itself. `internal` carries {reference}, `ipc.malformed` may carry {field}.
  'internal',
  'ipc.sender',
  'ipc.malformed',
  'ipc.tooLarge',
  'session.none',
  'session.locked',
  'session.unlocked',
  /** {permission}, {reason}: the reason is a key of the catalogue. */
  'permission.denied',
  'profile.unknown',
  'profile.unfinished',
  'files.unknown',
  'files.unreadable',
  'transfer.unknown',

  // The hub; `unreachable`, `denied`, `unsuitable` and `io` carry {reason}.
  'hub.unreachable',
  'hub.denied',
  'hub.readOnly',
  'hub.full',
  'hub.tooLarge',
  'hub.badKey',
  'hub.cancelled',
  'hub.unsuitable',
  'hub.io',

  // The vault.
  'vault.missing',
  'vault.exists',
  'vault.damaged',
  'vault.tooNew',
  'vault.inUse',
  'vault.wrongPassword',
  'vault.weakPassword',
  'vault.wrongKit',
  'vault.kitTypo',
  'vault.resetTypo',
  'vault.wrongReset',
  'vault.wrongOneTimePassword',
  'vault.noKeychain',
  'vault.keychainLost',
  'vault.keychainLocked',
  'vault.full',
  'vault.io',

  // Resetting somebody's password.
  'reset.noEscrow',
  'reset.notHolder',
  'reset.damaged',

  // Organisation, invitations, policy.
  'organisation.hubTaken',
  'organisation.nameInvalid',
  'organisation.presetUnknown',
  'organisation.none',
  'name.invalid',
  'email.invalid',
  'invitation.malformed',
  'invitation.wrongCode',
  'invitation.notFound',
  'invitation.expired',
  'invitation.used',
  'invitation.replaced',
  'invitation.head',
  'invitation.forged',
  'invitation.stale',
  'invitation.unknown',
  'policy.denied',
  'policy.invalid',
  'policy.contended',
  /** {by}, {seq}: who changed the same thing first, and with which entry. */
  'policy.overtaken',
  'policy.tooLarge',
  'policy.leaseExpired',
  'change.malformed',
  'change.unknown',
  'member.unknown',
  'entry.unknown',

  // People from a file; `columns` carries {column}, `malformed` {line}, `tooMany` {most}.
  'import.encoding',
  'import.columns',
  'import.malformed',
  'import.tooMany',
  'import.empty',
  'import.unknown',
  // The billing history.
  'billing.unknown',
  'billing.noKey',
  'billing.missing',
  'billing.altered',
  'billing.unreadable',
  'billing.noInvoice',
  'billing.tooLarge',
  'billing.invalid',

  // E-mail. Those of sending carry {server} and {answer}, the server's own words.
  'mail.none',
  'mail.noInvitation',
  'mail.server',
  'mail.plain',
  'mail.plainLogin',
  'mail.passwordNeeded',
  'mail.unreachable',
  'mail.timeout',
  'mail.tls',
  'mail.login',
  'mail.recipient',
  'mail.rejected',
  'mail.later',
  'mail.protocol',
  'mail.uncertain',
  'welcome.invalid',

  // The log of the organisation.
  'log.refused',
  'log.rolledBack',
  'log.forked',
  'log.future',
  'log.contradicted',

  // Work on files.
  'crypto.parameters',
  'crypto.refused',
  'crypto.malformed',
  'work.cancelled',
  'work.crashed',
  /** {name} */
  'file.changed',
  'file.read',
  'file.write',
  'file.full',

  // Packages.
  'package.unknown',
  'package.expired',
  'package.gone',
  'package.needsPassword',
  'package.wrongPassword',
  /** {refusal} */
  'package.refused',
  /** {file} */
  'package.tampered',
  'draft.noRecipients',
  'draft.tooManyRecipients',
  'draft.unknownRecipient',
  'draft.empty',
  'draft.tooLarge',
  'draft.subject',
  'draft.expiry',
  'draft.notAllowed',
  'draft.audience',
  'draft.password',
  'draft.approval',
  'draft.stale',
  /** {name} */
  'draft.source',
  'save.target',
  'save.full',
  'save.exists',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
