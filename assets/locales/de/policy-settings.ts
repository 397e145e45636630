import type { Part } from './part.ts';

export const policySettings = {
  'mode.nobody': 'Niemand',
  'mode.selected': 'Nur ausgewählte',
  'mode.everybody': 'Alle',

  'settingSection.general': 'Allgemein',
  'settingSection.access': 'Zugriff',
  'settingSection.approval': 'Freigabe des Sendens',
  'settingSection.encryption': 'Verschlüsselung',
  'settingSection.users': 'Personen',
  'settingSection.security': 'Sicherheit',
  'settingSection.modules': 'Module',

  'setting.packages.briefcase': 'Aktentasche',
  'setting.packages.briefcase.nobody': 'Niemand hat eine Aktentasche.',
  'setting.packages.briefcase.selected': 'Wem es erlaubt ist, der hat eine Aktentasche.',
  'setting.packages.briefcase.everybody': 'Alle haben eine Aktentasche.',

  'setting.packages.cooperative': 'Gemeinschaftspakete',
  'setting.packages.cooperative.nobody': 'Niemand erstellt Gemeinschaftspakete.',
  'setting.packages.cooperative.selected': 'Wem es erlaubt ist, der erstellt Gemeinschaftspakete.',
  'setting.packages.cooperative.everybody': 'Alle, die senden, dürfen Gemeinschaftspakete erstellen.',

  'setting.access.ownSent': 'Dateien aus eigenen gesendeten Paketen',
  'setting.access.ownSent.nobody': 'Niemand speichert Dateien aus selbst gesendeten Paketen.',
  'setting.access.ownSent.selected': 'Wem es erlaubt ist, der speichert Dateien aus selbst gesendeten Paketen.',
  'setting.access.ownSent.everybody': 'Alle dürfen Dateien aus selbst gesendeten Paketen speichern.',

  'setting.access.sendToSelf': 'Senden an sich selbst',
  'setting.access.sendToSelf.nobody': 'Niemand sendet Pakete an sich selbst.',
  'setting.access.sendToSelf.selected': 'Wem es erlaubt ist, der sendet Pakete an sich selbst.',
  'setting.access.sendToSelf.everybody': 'Alle, die senden, dürfen an sich selbst senden.',

  'setting.approval.accessAll': 'Freigebende sehen alle Pakete',
  'setting.approval.accessAll.nobody': 'Freigebende sehen nur die für sie bestimmten Pakete.',
  'setting.approval.accessAll.selected': 'Wem es erlaubt ist, der sieht jedes wartende Paket.',
  'setting.approval.accessAll.everybody': 'Alle Freigebenden sehen jedes wartende Paket.',

  'setting.approval.chooseApprovers': 'Freigebende wählen',
  'setting.approval.chooseApprovers.nobody': 'Niemand wählt die eigenen Freigebenden; das tun Administratoren.',
  'setting.approval.chooseApprovers.selected': 'Wem es erlaubt ist, der wählt die eigenen Freigebenden.',
  'setting.approval.chooseApprovers.everybody': 'Alle, die senden, wählen ihre Freigebenden.',

  'setting.encryption.password': 'Paketpasswörter',
  'setting.encryption.password.nobody': 'Niemand verschließt Pakete mit einem Passwort.',
  'setting.encryption.password.selected': 'Wem es erlaubt ist, der verschließt Pakete mit einem Passwort.',
  'setting.encryption.password.everybody': 'Alle, die senden, dürfen Pakete mit einem Passwort verschließen.',

  'setting.users.checkDetails': 'Einzelheiten der Dateiprüfung',
  'setting.users.checkDetails.nobody': 'Niemand sieht die Einzelheiten der Dateiprüfung.',
  'setting.users.checkDetails.selected': 'Wem es erlaubt ist, der sieht die Einzelheiten der Dateiprüfung.',
  'setting.users.checkDetails.everybody': 'Alle sehen die Einzelheiten der Dateiprüfung.',

  'setting.modules.pgp': 'OpenPGP',
  'setting.modules.pgp.nobody': 'OpenPGP ist ausgeschaltet.',
  'setting.modules.pgp.selected': 'Wem es erlaubt ist, der benutzt OpenPGP.',
  'setting.modules.pgp.everybody': 'Alle dürfen OpenPGP benutzen.',

  'setting.modules.sftp': 'SFTP',
  'setting.modules.sftp.nobody': 'SFTP ist ausgeschaltet.',
  'setting.modules.sftp.selected': 'Wem es erlaubt ist, der benutzt SFTP.',
  'setting.modules.sftp.everybody': 'Alle dürfen SFTP benutzen.',

  'setting.approval.required': 'Freigabe vor dem Senden',
  'setting.approval.required.nobody': 'Niemandes Pakete brauchen eine Freigabe.',
  'setting.approval.required.selected': 'Pakete brauchen eine Freigabe, wenn ihr Absender nicht ausgenommen ist.',
  'setting.approval.required.everybody': 'Alle Pakete brauchen eine Freigabe, auch die des Eigentümers.',

  'setting.users.mfa': 'Zweiter Faktor',
  'setting.users.mfa.nobody': 'Niemand muss einen zweiten Faktor benutzen. Sealpost hat noch keinen.',
  'setting.users.mfa.selected':
    'Für alle gedacht, die nicht ausgenommen sind. Noch fragt nichts danach: Sealpost hat keinen zweiten Faktor.',
  'setting.users.mfa.everybody':
    'Für alle gedacht, auch für den Eigentümer. Noch fragt nichts danach: Sealpost hat keinen zweiten Faktor.',

  'setting.users.invitationDays': 'Gültigkeit einer Einladung',
  'setting.users.invitationDays.description': 'Wie viele Tage eine Einladung benutzt werden kann.',

  'setting.users.lockAfterDays': 'Sperren nach Inaktivität',
  'setting.users.lockAfterDays.description':
    'Tage ohne Lebenszeichen, bevor ein Konto gesperrt werden darf; 0 heißt nie.',

  'setting.users.removeAfterDays': 'Entfernen nach Inaktivität',
  'setting.users.removeAfterDays.description':
    'Tage ohne Lebenszeichen, bevor ein Konto entfernt werden darf; 0 heißt nie.',

  'setting.security.leaseDays': 'Alter der Richtlinienkopie',
  'setting.security.leaseDays.description':
    'Wie viele Tage alt eine Kopie der Richtlinie sein darf, bevor niemand mehr mit ihr verwalten kann.',

  'setting.security.staleSending': 'Senden mit alter Richtlinienkopie',
  'setting.security.staleSending.warn': 'Es wird gewarnt, gesendet werden kann weiter.',
  'setting.security.staleSending.stop': 'Gesendet wird erst wieder, wenn die Richtlinie aktuell ist.',

  'setting.security.passwordOnly': 'Tresore ohne Schlüsselbund des Systems',
  'setting.security.passwordOnly.allow':
    'Wo kein Schlüsselbund antwortet, darf das Passwort allein den Tresor schützen.',
  'setting.security.passwordOnly.refuse':
    'Sealpost bittet alle, ihren Tresor an einen Schlüsselbund zu binden, bis es geschehen ist. Ausgesperrt wird niemand.',

  'setting.billing.unlimitedSending': 'Senden',
  'setting.billing.unlimitedSending.true': 'Mitglieder senden so viele Pakete, wie sie wollen.',
  'setting.billing.unlimitedSending.false': 'Jedes Paket kostet seinen Absender ein Guthaben.',

  'setting.billing.freeCredits': 'Freies Guthaben',
  'setting.billing.freeCredits.description':
    'Wie viele Pakete ein neues Mitglied senden darf, bevor es neues Guthaben bekommt.',
} satisfies Part<typeof import('../en/policy-settings.ts').policySettings>;
