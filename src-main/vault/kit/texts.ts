/** The words of the recovery kit. A printed sheet is kept for years, so it explains itself without the program. */
export interface KitTexts {
  readonly language: string;
  readonly title: string;
  readonly lead: string;
  readonly organisation: string;
  readonly member: string;
  readonly email: string;
  readonly date: string;
  readonly code: string;
  readonly codeNote: string;
  readonly purposeTitle: string;
  readonly purpose: readonly string[];
  readonly stepsTitle: string;
  readonly steps: readonly string[];
  readonly limitsTitle: string;
  readonly limits: readonly string[];
  readonly keep: string;
}

const english: KitTexts = {
  language: 'en',
  title: 'Recovery kit',
  lead: 'Print this page and keep it where you keep important papers. Then delete the file.',
  organisation: 'Organisation',
  member: 'Member',
  email: 'E-mail',
  date: 'Made on',
  code: 'Recovery code',
  codeNote: 'Digits and capital letters. A round sign is always the digit 0, a straight one always the digit 1.',
  purposeTitle: 'What it is for',
  purpose: [
    'You have forgotten the password of your Sealpost profile.',
    'This computer no longer holds the secret that Sealpost keeps in its keychain, for example after a new installation.',
  ],
  stepsTitle: 'How to use it',
  steps: [
    'Start Sealpost, choose your profile, and unlock it with the recovery kit instead of the password.',
    'Type the code above. Capitals, spaces and dashes do not matter.',
    'Choose a new password. This page stays valid until you make a new code in the settings.',
  ],
  limitsTitle: 'What it cannot do',
  limits: [
    'It opens the profile stored on your computer, or a backup of that folder. It holds none of your packages itself.',
    'Nobody can replace it: neither Sealpost nor your administrator has a copy.',
    'Whoever has this page and your computer can open your profile. Keep the two apart.',
  ],
  keep: 'Kept at',
};

const german: KitTexts = {
  language: 'de',
  title: 'Notfallblatt',
  lead: 'Bitte drucken, bei wichtigen Papieren verwahren und dann die Datei löschen.',
  organisation: 'Organisation',
  member: 'Mitglied',
  email: 'E-Mail',
  date: 'Erstellt am',
  code: 'Wiederherstellungscode',
  codeNote: 'Ziffern und Großbuchstaben. Rund ist immer die Ziffer 0, gerade immer die Ziffer 1.',
  purposeTitle: 'Wozu es dient',
  purpose: [
    'Sie haben das Passwort Ihres Sealpost-Profils vergessen.',
    'Dieser Computer hat das Geheimnis nicht mehr, das Sealpost in seinem Schlüsselbund verwahrt, etwa nach einer Neuinstallation.',
  ],
  stepsTitle: 'So wird es benutzt',
  steps: [
    'Starten Sie Sealpost, wählen Sie Ihr Profil und öffnen Sie es mit dem Blatt statt mit dem Passwort.',
    'Geben Sie den Code oben ein. Großschreibung, Leerzeichen und Striche sind gleichgültig.',
    'Wählen Sie ein neues Passwort. Das Blatt gilt weiter, bis Sie in den Einstellungen einen neuen Code anlegen.',
  ],
  limitsTitle: 'Was es nicht kann',
  limits: [
    'Es öffnet das Profil auf Ihrem Computer oder eine Sicherung dieses Ordners. Ihre Pakete selbst enthält es nicht.',
    'Niemand kann es ersetzen: Weder Sealpost noch Ihre Verwaltung hat eine Kopie.',
    'Wer dieses Blatt und Ihren Computer hat, kann Ihr Profil öffnen. Verwahren Sie beides getrennt.',
  ],
  keep: 'Aufbewahrt bei',
};

export const KIT_TEXTS = { en: english, de: german } as const;

export type KitLanguage = keyof typeof KIT_TEXTS;
