/** Administration: why somebody may or may not, what would change it, the window as others see it. */
export const adminWhy = {
  'nav.adminWhy': 'Why and what if',

  'adminWhy.title': 'Why, and what if',
  'adminWhy.lead': 'Why somebody may do a thing or may not, and what would turn the answer around.',
  'adminWhy.who': 'Of whom',
  'adminWhy.may': '{name} may: {permission}',
  'adminWhy.mayNot': '{name} may not: {permission}',
  'adminWhy.because': 'Because',
  'adminWhy.shadowed': 'Also said, without effect',
  'adminWhy.alternatives': 'What would turn the answer around',
  'adminWhy.alternativesHint': 'Each of these alone. Trying one shows what it does to everybody before it is applied.',
  'adminWhy.noAlternative': 'No single change would.',
  'adminWhy.try': 'Try this…',
  'adminWhy.tryOf': 'Try this: {change}',
  'adminWhy.toPerson': 'Permissions of {name}',

  'viewAs.start': 'See the window as {name}',
  'viewAs.title': 'You see the window as {name} does',
  'viewAs.detail': 'Only what is shown is theirs. What you do, you do as yourself, with your own packages.',
  'viewAs.stop': 'Back to your own view',
} as const;
