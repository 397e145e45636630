/** What a change would do, before it is signed. */
export const adminPreview = {
  'preview.lead': 'Look at what it does to whom. Nothing is changed before you apply it.',
  'preview.loading': 'Working out who is affected',
  'preview.apply': 'Apply',
  'preview.propose': 'Propose',
  'preview.nobody': 'Nobody’s rights change.',
  'preview.touched': { one: 'The rights of {count} person change.', other: 'The rights of {count} people change.' },
  'preview.gaining': { one: '{count} person gains something.', other: '{count} people gain something.' },
  'preview.losing': { one: '{count} person loses something.', other: '{count} people lose something.' },
  'preview.people': 'Who gains and loses what',
  'preview.more': { one: 'And {count} more person.', other: 'And {count} more people.' },
  'preview.gained': 'Gains: {what}',
  'preview.lost': 'Loses: {what}',
  'preview.widened': 'Without limits from now on: {what}',
  'preview.narrowed': 'With limits from now on: {what}',
  'preview.bound': 'Is bound from now on by: {what}',
  'preview.freed': 'Is freed from: {what}',
  'preview.moreRights': '{count} more',
  'preview.showAll': 'Show all {count}',
  'preview.showFewer': 'Show fewer',
  'preview.governors': { one: '{count} governor must agree', other: '{count} governors must agree' },
  'preview.governorsDetail':
    'You propose it, and agree by doing so. Nothing changes until the others have agreed, too.',
  'preview.others': { one: '{count} other', other: '{count} others' },
  'preview.warning.loneGovernor':
    'Only one person would be able to give roles: {names}. Two are recommended, so that nobody’s absence stops the organisation.',
  'preview.warning.noApprover': {
    one: '{names} would need an approval that nobody can give.',
    other: '{names} would need an approval that nobody can give.',
  },
  'preview.warning.openInvitations': {
    one: '{names} was invited by somebody who is shut out. Whoever has that code can still join.',
    other: '{names} were invited by somebody who is shut out. Whoever has one of those codes can still join.',
  },
  'preview.warning.noSpareGovernor':
    'Everybody who could agree would have to: {names}. Once one of them is gone, this can never pass: {dangers}.',
  'preview.warning.tooFewGovernors':
    'Too few would be left to agree, so that this could never pass: {dangers}. Lower the number of governors first.',
  'preview.withdraw': { one: 'Withdraw this invitation, too', other: 'Withdraw these {count} invitations, too' },
  'preview.overtaken': '{name} has changed this meanwhile',
  'preview.overtakenDetail':
    'Entry {seq} changed the same thing after you began to look. Nothing of yours is lost: look at what it would do now, then decide.',
  'preview.lookAgain': 'Look again',
  'preview.first': '{name} was first, with entry {seq}.',
  'preview.gone': 'Not changed: {title}',
  'preview.reason': 'The reason: {reason}',
  'preview.confirmed': 'Confirmed by the hub as entry {seq}.',
  'preview.proposed': 'Proposed in entry {seq}. It takes effect when enough governors have agreed.',
} as const;
