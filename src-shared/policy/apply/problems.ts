/**
 * Why an entry, or an action in it, has no effect, whoever its author is. What it may not do is a decision, not one of
 * these. Keys of the catalogue: `problem.<name>`.
 */
export const ENTRY_PROBLEMS = [
  // the entry
  'sequence', // does not follow the head
  'chain', // names another predecessor
  'backdated', // older than its predecessor
  'device', // not a device of the author, or revoked
  'sweepsTooMany', // more changes of roles, classes, groups and thresholds than one entry may hold

  // people
  'memberExists',
  'memberUnknown',
  'memberRemoved',
  'emailTaken',
  'invitationReused',
  'invitationLife', // expires at once, or later than the organisation lets invitations live
  'invitationReplaced', // a newer code was sent
  'invitationExpired',
  'notInvited', // already active, or gone
  'notActive',
  'notDisabled',
  'notLocked',
  'notReset', // nobody reset this member's password
  'persistent', // never locked or removed for inactivity
  'notInactive', // not for as long as the settings say, or they say never
  'expiryPast', // whoever should lose the account now is disabled
  'approverUnknown',
  'keyReused',
  'mailboxTaken',
  'deviceExists',
  'deviceUnknown',
  'deviceRevoked',
  'devicesTooMany',
  'pinMissing', // rights are lost, and a device of the member's is left without a pin
  'pinUnknown', // for no device of the member's, or twice for one
  'creditsMissing',
  'creditsTooMany',
  'notDelegated', // only delegated permissions are asked for
  'requestedAlready',
  'requestUnknown',
  'unchanged', // leaves everything as it is

  // the organisation
  'roleExists',
  'roleUnknown',
  'roleUnchanged',
  'roleUnique', // moves by transfer only
  'roleLast', // everybody has at least one
  'classExists',
  'classUnknown',
  'groupExists',
  'groupUnknown',
  'groupNoScope', // is none that governance can be limited to
  'inUse',
  'noLicence',
  'licencesInUse', // more than would be left
  'settingInvalid',
  'thresholdUnreachable', // there are fewer governors
  'offerUnknown', // withdrawn, replaced, or made to somebody else
  'contactExists',
  'contactUnknown',
  'contactDiffers', // has another address than the newcomer
  'contactUnnamed', // the address is a contact's, who becomes the member only where the invitation says so
  'folderExists',
  'folderUnknown',
  'granteeUnknown',
  'grantsTooMany',
  'linkExists',
  'linkUnknown',
  'linkSelf',
  'recordExists',
  'recordUnknown',
  'recordVoid', // already
  'epochOrder', // is not the next one
  'keyMissing', // a public half is there for the directory, or missing for another key
  'proposalExists',
  'proposalUnknown',
  'proposalLife', // expires at once, or in more than 90 days
  'proposalExpired',
  'proposalMalformed', // holds what is no action, or one that nobody can do for somebody else
  'proposalNotNeeded', // its author can do it alone
  'approvedAlready',
] as const;
export type EntryProblem = (typeof ENTRY_PROBLEMS)[number];
