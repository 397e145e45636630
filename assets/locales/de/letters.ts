import type { letters as english } from '../en/letters.ts';
import type { Part } from './part.ts';

export const letters: Part<typeof english> = {
  'letter.invitation.subject': '{inviter} lädt Sie zu {organisation} ein',
  'letter.invitation.hello': 'Guten Tag {name},',
  'letter.invitation.lead':
    '{inviter} lädt Sie zu {organisation} ein. Die Mitglieder schicken einander mit Sealpost verschlüsselte Pakete.',
  'letter.invitation.install': 'Installieren Sie Sealpost auf Ihrem Computer und starten Sie es.',
  'letter.invitation.choose': 'Wählen Sie „Mit Einladung beitreten“.',
  'letter.invitation.paste': 'Fügen Sie diesen Link ganz ein:',
  'letter.invitation.until': 'Der Link gilt einmal, und zwar bis {date}.',
  'letter.invitation.secret':
    'Behandeln Sie ihn wie einen Schlüssel: Wer ihn zuerst benutzt, tritt an Ihrer Stelle bei. Geben Sie diese Nachricht nicht weiter, und löschen Sie sie, sobald Sie beigetreten sind.',
  'letter.invitation.compare':
    'Vergleichen Sie nach dem Beitritt die Sicherheitsnummern mit {inviter}, am Telefon oder von Angesicht zu Angesicht.',
  'letter.invitation.unknown':
    'Sie kennen {inviter} nicht oder haben damit nicht gerechnet? Dann brauchen Sie nichts zu tun.',
  'letter.test.subject': 'Sealpost: Das ist die Testnachricht',
  'letter.test.lead': 'Sealpost kann E-Mails senden. Einladungen zu {organisation} kommen von dieser Adresse.',
  'letter.test.why':
    'Sie bekommen sie, weil Sie in den Einstellungen der Organisation um eine Testnachricht gebeten haben.',
};
