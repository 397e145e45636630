/** Administration: site contacts. */
export const adminContacts = {
  'nav.adminContacts': 'Contacts',

  'adminContacts.title': 'Contacts of the organisation',
  'adminContacts.lead': 'People outside, without an account, whom everybody with the right can send to.',
  'adminContacts.filter': 'Filter contacts',
  'adminContacts.none': 'No contacts yet',
  'adminContacts.noneHint': 'Add people outside once, and everybody with the right finds them.',
  'adminContacts.new': 'New contact…',
  'adminContacts.newTitle': 'New contact',
  'adminContacts.edit': 'Edit…',
  'adminContacts.editOf': 'Edit {name}',
  'adminContacts.convert': 'Make a member…',
  'adminContacts.convertOf': 'Make {name} a member',
  'adminContacts.convertTitle': 'Make {name} a member',
  'adminContacts.convertLead':
    'You get an invitation link for {name}. The contact ends with it, and a licence is taken where the class takes one.',
  'adminContacts.addTitle': 'Add the contact {name}',
  'adminContacts.editTitle': 'Change the contact {name}',
  'adminContacts.removeTitle': 'Remove the contact {name}',
  'adminContacts.remove': 'Remove…',
  'adminContacts.removeConfirm': 'Remove contact',
  'adminContacts.pgp': 'OpenPGP key',
  'adminContacts.pgp.none': 'No OpenPGP key',
  'adminContacts.pgp.requested': 'OpenPGP key asked for',
  'adminContacts.pgp.provided': 'OpenPGP key here',
} as const;
