/** Administration: the organisation's settings, what newcomers get, presets. */
export const adminSettings = {
  'nav.adminSettings': 'Organisation settings',
  'admin.allow': 'Allow',
  'admin.deny': 'Deny',
  'admin.unsaid': 'Not set',

  'adminSettings.title': 'Organisation settings',
  'adminSettings.lead': 'What is switched on for whom. Every change shows first what it does to whom.',
  'adminSettings.packages': 'Packages',
  'adminSettings.gives': { one: '{count} person has it today.', other: '{count} people have it today.' },
  'adminSettings.binds': { one: 'It binds {count} person today.', other: 'It binds {count} people today.' },
  'adminSettings.unlimited': 'Unlimited',
  'adminSettings.byCredit': 'By credit',
  'adminSettings.allow': 'Allowed',
  'adminSettings.refuse': 'Refused',
  'adminSettings.warn': 'Warn',
  'adminSettings.stop': 'Stop',
  'adminSettings.setTitle': '{setting}: {value}',
  'adminSettings.changeValue': '{value}, change…',
  'adminSettings.changeOf': 'Change “{setting}”',
  'adminSettings.wholeNumber': 'A whole number.',
  'adminSettings.template': 'What new people get',
  'adminSettings.templateHint':
    'Copied when somebody is invited. Changing it changes nothing for people who are here already.',
  'adminSettings.templateChange': 'Change what new people get…',
  'adminSettings.templateTitle': 'Change what new people get',
  'adminSettings.class': 'Class',
  'adminSettings.groups': 'Groups',
  'adminSettings.permissions': 'Permissions of their own',
  'adminSettings.preset': 'Preset',
  'adminSettings.presetHint': 'The permission system that the organisation is measured against.',
  'adminSettings.switchPreset': 'Switch to another preset…',
  'adminSettings.presetDialog': 'Switch to a preset',
  'adminSettings.presetDialogLead':
    'Roles, classes, groups and settings become those of the preset; people keep the roles they have. Choose the present one to go back to what it says.',
  'adminSettings.presetTitle': 'Switch to the preset “{preset}”',
  'adminSettings.presetLead': {
    one: '{count} change. Roles that the preset does not know stay, and so do the owner’s role, thresholds and licences.',
    other:
      '{count} changes. Roles that the preset does not know stay, and so do the owner’s role, thresholds and licences.',
  },
  'adminSettings.presetSame': 'Nothing differs: the organisation is as this preset says.',
} as const;
