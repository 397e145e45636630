import type { Part } from './part.ts';

export const adminWhy = {
  'nav.adminWhy': 'Warum und wenn',

  'adminWhy.title': 'Warum, und was wäre wenn',
  'adminWhy.lead': 'Warum jemand etwas darf oder nicht, und was die Antwort umkehren würde.',
  'adminWhy.who': 'Für wen',
  'adminWhy.may': '{name} darf: {permission}',
  'adminWhy.mayNot': '{name} darf nicht: {permission}',
  'adminWhy.because': 'Weil',
  'adminWhy.shadowed': 'Auch gesagt, ohne Wirkung',
  'adminWhy.alternatives': 'Was die Antwort umkehren würde',
  'adminWhy.alternativesHint':
    'Jedes für sich. Beim Versuch sehen Sie, was es für alle bewirkt, bevor es angewendet wird.',
  'adminWhy.noAlternative': 'Keine einzelne Änderung.',
  'adminWhy.try': 'Versuchen …',
  'adminWhy.tryOf': 'Versuchen: {change}',
  'adminWhy.toPerson': 'Berechtigungen von {name}',

  'viewAs.start': 'Das Fenster wie {name} sehen',
  'viewAs.title': 'Sie sehen das Fenster so wie {name}',
  'viewAs.detail': 'Nur was gezeigt wird, ist anders. Was Sie tun, tun Sie als Sie selbst, mit Ihren eigenen Paketen.',
  'viewAs.stop': 'Zurück zur eigenen Ansicht',
} satisfies Part<typeof import('../en/admin-why.ts').adminWhy>;
