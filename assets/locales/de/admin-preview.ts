import type { adminPreview as English } from '../en/admin-preview.ts';
import type { Part } from './part.ts';

export const adminPreview: Part<typeof English> = {
  'preview.lead': 'Sehen Sie nach, was es mit wem macht. Vor dem Anwenden ändert sich nichts.',
  'preview.loading': 'Wird ermittelt, wen es betrifft',
  'preview.apply': 'Anwenden',
  'preview.propose': 'Vorschlagen',
  'preview.nobody': 'Niemandes Rechte ändern sich.',
  'preview.touched': {
    one: 'Die Rechte von {count} Person ändern sich.',
    other: 'Die Rechte von {count} Personen ändern sich.',
  },
  'preview.gaining': { one: '{count} Person gewinnt etwas.', other: '{count} Personen gewinnen etwas.' },
  'preview.losing': { one: '{count} Person verliert etwas.', other: '{count} Personen verlieren etwas.' },
  'preview.people': 'Wer was gewinnt und verliert',
  'preview.more': { one: 'Und {count} weitere Person.', other: 'Und {count} weitere Personen.' },
  'preview.gained': 'Gewinnt: {what}',
  'preview.lost': 'Verliert: {what}',
  'preview.widened': 'Künftig unbeschränkt: {what}',
  'preview.narrowed': 'Künftig beschränkt: {what}',
  'preview.bound': 'Ist künftig gebunden durch: {what}',
  'preview.freed': 'Ist befreit von: {what}',
  'preview.moreRights': '{count} weitere',
  'preview.showAll': 'Alle {count} zeigen',
  'preview.showFewer': 'Weniger zeigen',
  'preview.governors': { one: '{count} Verwalter muss zustimmen', other: '{count} Verwalter müssen zustimmen' },
  'preview.governorsDetail':
    'Sie schlagen es vor und stimmen damit zu. Es ändert sich nichts, bis auch die anderen zugestimmt haben.',
  'preview.others': { one: '{count} weitere Person', other: '{count} weitere' },
  'preview.warning.loneGovernor':
    'Nur eine Person könnte noch Rollen vergeben: {names}. Empfohlen sind zwei, damit niemandes Abwesenheit die Organisation aufhält.',
  'preview.warning.noApprover': {
    one: '{names} bräuchte eine Freigabe, die niemand geben kann.',
    other: '{names} bräuchten eine Freigabe, die niemand geben kann.',
  },
  'preview.warning.openInvitations': {
    one: 'Die Einladung von {names} stammt von jemandem, der keinen Zugang mehr hat. Wer den Code kennt, kann noch beitreten.',
    other:
      'Die Einladungen von {names} stammen von jemandem, der keinen Zugang mehr hat. Wer einen der Codes kennt, kann noch beitreten.',
  },
  'preview.warning.noSpareGovernor':
    'Alle, die zustimmen können, müssten es auch tun: {names}. Fällt davon jemand weg, kommt das nie mehr zustande: {dangers}.',
  'preview.warning.tooFewGovernors':
    'Es blieben zu wenige, die zustimmen können; das käme nie mehr zustande: {dangers}. Senken Sie zuerst die Zahl der Verwalter.',
  'preview.withdraw': {
    one: 'Diese Einladung auch zurückziehen',
    other: 'Diese {count} Einladungen auch zurückziehen',
  },
  'preview.overtaken': '{name} hat das inzwischen geändert',
  'preview.overtakenDetail':
    'Eintrag {seq} hat dasselbe geändert, seit Sie hinsehen. Von Ihnen ist nichts verloren: Sehen Sie an, was es jetzt bewirken würde, und entscheiden Sie dann.',
  'preview.lookAgain': 'Neu ansehen',
  'preview.first': '{name} war schneller, mit Eintrag {seq}.',
  'preview.gone': 'Nicht geändert: {title}',
  'preview.reason': 'Der Grund: {reason}',
  'preview.confirmed': 'Vom Hub bestätigt als Eintrag {seq}.',
  'preview.proposed': 'Vorgeschlagen in Eintrag {seq}. Es gilt, sobald genug Verwalter zugestimmt haben.',
};
