import type { Settings } from '../../src-shared/ipc/contract.ts';

/** What the shell itself says: menus, dialogs, notifications. Everything else is the page's, in assets/locales. */
const en = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  help: 'Help',
  newPackage: 'New package',
  newWindow: 'Switch organisation…',
  sync: 'Check for packages',
  lock: 'Lock',
  settings: 'Settings…',
  palette: 'Command palette…',
  shortcuts: 'Keyboard shortcuts',
  licence: 'Licence',
  quit: 'Quit Sealpost',
  chooseFiles: 'Choose files to send',
  chooseFolder: 'Choose folders to send',
  chooseHub: 'Choose the folder of the hub',
  chooseInvitation: 'Choose an invitation file',
  chooseTarget: 'Choose where to save',
  saveKit: 'Save the recovery kit',
  saveInvitation: 'Save the invitation',
  kitName: 'Sealpost recovery kit.pdf',
  invitationName: 'Invitation.sealpost',
  invitationType: 'Sealpost invitation',
  choosePeople: 'Choose a list of people',
  csvType: 'Table (CSV)',
  saveHistory: 'Save the policy history',
  historyName: 'Policy history',
  savePeople: 'Save the list of people',
  peopleName: 'People',
  saveLinks: 'Choose where the invitation links go',
  linksName: 'Invitation links',
  choose: 'Choose',
  save: 'Save here',
  arrived: (name: string): string => `New package from ${name}`,
  crashedTitle: 'Sealpost had to start this window again.',
  crashedDetail: 'Nothing was lost: packages being sent or saved went on meanwhile.',
  crashedTwice: 'This window stopped twice within a minute.',
  tryAgain: 'Try again',
  close: 'Close',
};

export type Texts = typeof en;

const de: Texts = {
  file: 'Datei',
  edit: 'Bearbeiten',
  view: 'Ansicht',
  window: 'Fenster',
  help: 'Hilfe',
  newPackage: 'Neues Paket',
  newWindow: 'Organisation wechseln …',
  sync: 'Nach Paketen sehen',
  lock: 'Sperren',
  settings: 'Einstellungen …',
  palette: 'Befehlspalette …',
  shortcuts: 'Tastenkürzel',
  licence: 'Lizenz',
  quit: 'Sealpost beenden',
  chooseFiles: 'Dateien zum Senden wählen',
  chooseFolder: 'Ordner zum Senden wählen',
  chooseHub: 'Ordner des Hubs wählen',
  chooseInvitation: 'Einladungsdatei wählen',
  chooseTarget: 'Speicherort wählen',
  saveKit: 'Notfallblatt speichern',
  saveInvitation: 'Einladung speichern',
  kitName: 'Sealpost-Notfallblatt.pdf',
  invitationName: 'Einladung.sealpost',
  invitationType: 'Sealpost-Einladung',
  choosePeople: 'Liste der Personen wählen',
  csvType: 'Tabelle (CSV)',
  saveHistory: 'Regelverlauf speichern',
  historyName: 'Regelverlauf',
  savePeople: 'Liste der Personen speichern',
  peopleName: 'Personen',
  saveLinks: 'Speicherort der Einladungslinks wählen',
  linksName: 'Einladungslinks',
  choose: 'Wählen',
  save: 'Hier speichern',
  arrived: (name) => `Neues Paket von ${name}`,
  crashedTitle: 'Sealpost musste dieses Fenster neu starten.',
  crashedDetail: 'Nichts ging verloren: Was gesendet oder gespeichert wird, lief weiter.',
  crashedTwice: 'Dieses Fenster wurde innerhalb einer Minute zweimal beendet.',
  tryAgain: 'Noch einmal',
  close: 'Schließen',
};

/** By the person's setting, else by the system's language (BCP 47, such as `de-AT`), else English. */
export function languageFor(setting: Settings['language'], system: string): 'en' | 'de' {
  const wanted = setting === 'system' ? system.slice(0, 2).toLowerCase() : setting;
  return wanted === 'de' ? 'de' : 'en';
}

export function textsFor(setting: Settings['language'], system: string): Texts {
  return languageFor(setting, system) === 'de' ? de : en;
}
