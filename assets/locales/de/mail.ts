import type { mail as english } from '../en/mail.ts';
import type { Part } from './part.ts';

export const mail: Part<typeof english> = {
  'mail.title': 'E-Mail',
  'mail.lead':
    'Einladungen lassen sich per E-Mail senden, über Ihren eigenen Mailserver. Seine Einstellungen bleiben in Ihrem Tresor: Andere Administratoren richten ihren selbst ein.',
  'mail.notSet': 'Es ist kein Mailserver eingerichtet.',
  'mail.from': 'Absender',
  'mail.server': 'Server',
  'mail.user': 'Benutzername',
  'mail.noUser': 'Der Server verlangt keinen',
  'mail.setUp': 'E-Mail einrichten …',
  'mail.change': 'Ändern …',
  'mail.forget': 'Entfernen',
  'mail.forgotten': 'Der Mailserver ist vergessen',
  'mail.test': 'Testnachricht an mich senden',
  'mail.testing': 'Die Testnachricht wird gesendet',
  'mail.tested': 'Für {email} an {server} übergeben. Sehen Sie nach, ob sie ankommt.',

  'mail.dialogTitle': 'Mailserver',
  'mail.dialogLead':
    'Der Server, der Ihre ausgehende Post annimmt. Wer ihn betreibt, oder Ihr Mailprogramm, kennt diese Einstellungen.',
  'mail.host': 'Servername',
  'mail.hostWrong': 'Ein Name wie smtp.example.org oder eine Adresse aus Zahlen.',
  'mail.port': 'Port',
  'mail.portWrong': 'Eine ganze Zahl von 1 bis 65535.',
  'mail.security': 'Schutz',
  'mail.security.tls': 'TLS',
  'mail.security.starttls': 'STARTTLS',
  'mail.security.none': 'Keiner',
  'mail.security.tlsHint': 'Vom ersten Byte an verschlüsselt. Meist Port 465.',
  'mail.security.starttlsHint':
    'Verschlüsselt, bevor irgendetwas gesagt wird; abgelehnt, wo der Server das nicht kann. Meist Port 587.',
  'mail.security.noneHint': 'Nur für einen Server auf diesem Computer, und ohne Passwort.',
  'mail.userNote': 'Leer, wenn der Server keinen verlangt',
  'mail.password': 'Passwort',
  'mail.passwordKept': 'Liegt in Ihrem Tresor. Geben Sie ein neues ein, um es zu ersetzen.',
  'mail.passwordHint':
    'Bleibt in Ihrem Tresor und wird nie wieder gezeigt. Viele Anbieter wollen eines, das nur dafür gemacht ist.',
  'mail.fromName': 'Name des Absenders',
  'mail.fromAddress': 'Adresse des Absenders',
  'mail.save': 'Speichern',
  'mail.saved': 'Der Mailserver ist eingerichtet',

  'mail.send': 'Per E-Mail senden',
  'mail.sendAgain': 'Noch einmal senden',
  'mail.sending': 'Die Einladung geht an den Mailserver',
  'mail.handedOver': 'Für {email} an {server} übergeben. Ob sie ankommt, weiß nur der Server.',
  'mail.said': 'Der Server sagte: „{answer}“',
  'mail.danger':
    'Wer die Mail vor {name} liest, kann statt {name} beitreten. Vergleichen Sie nach dem Beitritt die Sicherheitsnummer mit {name} am Telefon, oder übergeben Sie den Link persönlich.',

  'mail.many': 'Jede Einladung per E-Mail senden',
  'mail.manyHint': 'Die Datei mit den Links wird auf jeden Fall zuerst geschrieben.',
  'mail.manyNotSet':
    'Um jede Einladung per E-Mail zu senden, richten Sie zuerst in den Einstellungen der Organisation einen Mailserver ein.',
  'mail.manyDanger':
    'Wer eine Mail vor der Person liest, für die sie ist, kann an ihrer Stelle beitreten. Vergleichen Sie die Sicherheitsnummern mit denen, auf die es am meisten ankommt.',
  'mail.manyTitle': 'Einladungen per E-Mail',
  'mail.manyLead':
    'Alle sind eingeladen, und die Links stehen in der Datei, die Sie gewählt haben, was auch immer aus den Mails wird.',
  'mail.manyProgress': '{done} von {count}',
  'mail.manyDone': { one: '{count} an {server} übergeben', other: '{count} an {server} übergeben' },
  'mail.manyFailed': { one: '{count} nicht gesendet', other: '{count} nicht gesendet' },
  'mail.manyStop': 'Senden anhalten',
  'mail.manyRetry': { one: '{count} noch einmal senden', other: '{count} noch einmal senden' },
  'mail.row.waiting': 'Wartet',
  'mail.row.sending': 'Wird gesendet',
  'mail.row.done': 'Übergeben',
  'mail.row.failed': 'Nicht gesendet',
  'mail.rows': 'Einladungen per E-Mail, eine Zeile je Person',
  'mail.state': 'Stand',

  'welcome.field': 'Begrüßung',
  'welcome.optional': 'freiwillig',
  'welcome.hint':
    'Eigene Worte Ihrer Organisation. Sie reisen in der verschlüsselten Einladung mit, und in der Mail, falls Sie eine senden.',
  'welcome.tooLong': { one: '{count} Zeichen zu viel.', other: '{count} Zeichen zu viel.' },
  'welcome.title': 'Willkommen bei {organisation}',
  'welcome.from': '{name} hat Sie eingeladen und schreibt:',
  'welcome.dismiss': 'Begrüßung ausblenden',
};
