import type { Part } from './part.ts';

export const adminContacts = {
  'nav.adminContacts': 'Kontakte',

  'adminContacts.title': 'Kontakte der Organisation',
  'adminContacts.lead': 'Personen außerhalb, ohne Konto, an die jeder mit diesem Recht senden kann.',
  'adminContacts.filter': 'Kontakte filtern',
  'adminContacts.none': 'Noch keine Kontakte',
  'adminContacts.noneHint': 'Tragen Sie Personen außerhalb einmal ein; jeder mit diesem Recht findet sie.',
  'adminContacts.new': 'Neuer Kontakt …',
  'adminContacts.newTitle': 'Neuer Kontakt',
  'adminContacts.edit': 'Bearbeiten …',
  'adminContacts.editOf': '{name} bearbeiten',
  'adminContacts.convert': 'Zum Mitglied machen …',
  'adminContacts.convertOf': '{name} zum Mitglied machen',
  'adminContacts.convertTitle': '{name} zum Mitglied machen',
  'adminContacts.convertLead':
    'Sie bekommen einen Einladungslink für {name}. Der Kontakt endet damit, und eine Lizenz wird vergeben, wo die Klasse eine braucht.',
  'adminContacts.addTitle': 'Den Kontakt {name} eintragen',
  'adminContacts.editTitle': 'Den Kontakt {name} ändern',
  'adminContacts.removeTitle': 'Den Kontakt {name} entfernen',
  'adminContacts.remove': 'Entfernen …',
  'adminContacts.removeConfirm': 'Kontakt entfernen',
  'adminContacts.pgp': 'OpenPGP-Schlüssel',
  'adminContacts.pgp.none': 'Kein OpenPGP-Schlüssel',
  'adminContacts.pgp.requested': 'OpenPGP-Schlüssel erbeten',
  'adminContacts.pgp.provided': 'OpenPGP-Schlüssel vorhanden',
} satisfies Part<typeof import('../en/admin-contacts.ts').adminContacts>;
