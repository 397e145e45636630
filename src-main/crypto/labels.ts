/**
 * Every label that a key is derived or a signature is made under, in one place, so that no two purposes share one.
 * A label is never reused for another purpose and never changed: `sealpost/v1/<area>/<purpose>`.
 */
export const LABEL = {
  /** Domain of associated data of `Crypto.encrypt`. */
  encrypt: 'sealpost/v1/encrypt',

  /** Sealing to a public key. */
  sealRandomness: 'sealpost/v1/seal/randomness',
  sealKey: 'sealpost/v1/seal/key',
  sealAssociated: 'sealpost/v1/seal/associated',

  /** Committed blobs: envelope and contents. */
  blobKey: 'sealpost/v1/blob/key',
  blobCommitment: 'sealpost/v1/blob/commitment',
  blobAssociated: 'sealpost/v1/blob/associated',

  /** Packages. */
  packageRoot: 'sealpost/v1/package/root',
  packageRootWithPassword: 'sealpost/v1/package/root-with-password',
  packageStream: 'sealpost/v1/package/stream',
  packageSegment: 'sealpost/v1/package/segment',
  packageHeader: 'sealpost/v1/package/header',
  wrapTag: 'sealpost/v1/package/wrap-tag',
  wrapRandomness: 'sealpost/v1/package/wrap-randomness',
  wrapAssociated: 'sealpost/v1/package/wrap',

  /** Vault: what wraps the vault key, what is derived from it, and what vault.json says about its secrets. */
  vaultPassword: 'sealpost/v1/vault/password',
  vaultPasswordAndDevice: 'sealpost/v1/vault/password-and-device',
  vaultKit: 'sealpost/v1/vault/kit',
  vaultKitCheck: 'sealpost/v1/vault/kit-check',
  vaultDeviceCheck: 'sealpost/v1/vault/device-check',
  vaultSlot: 'sealpost/v1/vault/slot',
  vaultFile: 'sealpost/v1/vault/file',
  vaultDatabase: 'sealpost/v1/vault/database',
  vaultKitCode: 'sealpost/v1/vault/kit-code',
  vaultReset: 'sealpost/v1/vault/reset',
  vaultResetCheck: 'sealpost/v1/vault/reset-check',
  vaultResetCode: 'sealpost/v1/vault/reset-code',
  vaultResetLink: 'sealpost/v1/vault/reset-link',

  /** Organisation and policy log. */
  genesis: 'sealpost/v1/genesis',
  genesisSealed: 'sealpost/v1/genesis/sealed',
  policyEntry: 'sealpost/v1/policy/entry',
  policyRoot: 'sealpost/v1/policy/root',
  policySnapshot: 'sealpost/v1/policy/snapshot',
  historyExport: 'sealpost/v1/policy/history-export',
  deviceCertificate: 'sealpost/v1/device/certificate',
  activation: 'sealpost/v1/invitation/activation',
  invitationSigning: 'sealpost/v1/invitation/signing',
  invitationKey: 'sealpost/v1/invitation/key',
  invitationBundle: 'sealpost/v1/invitation/bundle',
  safetyNumber: 'sealpost/v1/safety-number',

  /** A member's word for the policy head they have seen. */
  headStatement: 'sealpost/v1/head/statement',

  /** Organisation keys: who finds which copy, the copies, and the key of the epoch before. */
  keyTag: 'sealpost/v1/organisation-key/tag',
  keyRandomness: 'sealpost/v1/organisation-key/randomness',
  keyCopy: 'sealpost/v1/organisation-key/copy',
  keyPrevious: 'sealpost/v1/organisation-key/previous',

  /** The billing history: records, and the invoices that belong to them. */
  billingRecord: 'sealpost/v1/billing/record',
  billingInvoice: 'sealpost/v1/billing/invoice',

  /** What a member's client leaves for the help desk. */
  escrow: 'sealpost/v1/recovery/escrow',
  escrowSealed: 'sealpost/v1/recovery/escrow-sealed',

  /** Mail: what is sealed to a mailbox's owner, and the signatures of what is in it. */
  mail: 'sealpost/v1/mail/mail',
  mailId: 'sealpost/v1/mail/id',
  pointer: 'sealpost/v1/mail/pointer',
  receipt: 'sealpost/v1/mail/receipt',

  /** Feeds: the chain of what a device sent. */
  feed: 'sealpost/v1/feed/entry',
  feedCommitment: 'sealpost/v1/feed/commitment',
} as const;
