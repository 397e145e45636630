import type { Part } from './part.ts';

export const adminSettings = {
  'nav.adminSettings': 'Vorgaben für alle',
  'admin.allow': 'Erlauben',
  'admin.deny': 'Verbieten',
  'admin.unsaid': 'Offen',

  'adminSettings.title': 'Vorgaben für alle',
  'adminSettings.lead': 'Was für wen eingeschaltet ist. Jede Änderung zeigt zuerst, was sie für wen bewirkt.',
  'adminSettings.packages': 'Pakete',
  'adminSettings.gives': { one: '{count} Person hat es heute.', other: '{count} Personen haben es heute.' },
  'adminSettings.binds': { one: 'Es bindet heute {count} Person.', other: 'Es bindet heute {count} Personen.' },
  'adminSettings.unlimited': 'Unbegrenzt',
  'adminSettings.byCredit': 'Nach Guthaben',
  'adminSettings.allow': 'Erlaubt',
  'adminSettings.refuse': 'Abgelehnt',
  'adminSettings.warn': 'Warnen',
  'adminSettings.stop': 'Anhalten',
  'adminSettings.setTitle': '{setting}: {value}',
  'adminSettings.changeValue': '{value}, ändern …',
  'adminSettings.changeOf': '„{setting}“ ändern',
  'adminSettings.wholeNumber': 'Eine ganze Zahl.',
  'adminSettings.template': 'Was neue Personen bekommen',
  'adminSettings.templateHint':
    'Wird bei der Einladung kopiert. Eine Änderung ändert nichts für Personen, die schon hier sind.',
  'adminSettings.templateChange': 'Ändern, was neue Personen bekommen …',
  'adminSettings.templateTitle': 'Ändern, was neue Personen bekommen',
  'adminSettings.class': 'Klasse',
  'adminSettings.groups': 'Gruppen',
  'adminSettings.permissions': 'Eigene Berechtigungen',
  'adminSettings.preset': 'Vorlage',
  'adminSettings.presetHint': 'Das Berechtigungssystem, an dem die Organisation gemessen wird.',
  'adminSettings.switchPreset': 'Zu einer anderen Vorlage wechseln …',
  'adminSettings.presetDialog': 'Zu einer Vorlage wechseln',
  'adminSettings.presetDialogLead':
    'Rollen, Klassen, Gruppen und Einstellungen werden die der Vorlage; Personen behalten ihre Rollen. Wählen Sie die jetzige, um zu dem zurückzukehren, was sie sagt.',
  'adminSettings.presetTitle': 'Zur Vorlage „{preset}“ wechseln',
  'adminSettings.presetLead': {
    one: '{count} Änderung. Rollen, die die Vorlage nicht kennt, bleiben, ebenso die Rolle des Eigentümers, Schwellen und Lizenzen.',
    other:
      '{count} Änderungen. Rollen, die die Vorlage nicht kennt, bleiben, ebenso die Rolle des Eigentümers, Schwellen und Lizenzen.',
  },
  'adminSettings.presetSame': 'Nichts ist anders: Die Organisation ist so, wie diese Vorlage sagt.',
} satisfies Part<typeof import('../en/admin-settings.ts').adminSettings>;
