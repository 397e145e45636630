/** The organisation’s settings: names, and what each mode or value means. */
export const policySettings = {
  'mode.nobody': 'Nobody',
  'mode.selected': 'Selected only',
  'mode.everybody': 'Everybody',

  'settingSection.general': 'General',
  'settingSection.access': 'Access control',
  'settingSection.approval': 'Approval of sending',
  'settingSection.encryption': 'Data encryption',
  'settingSection.users': 'People',
  'settingSection.security': 'Security',
  'settingSection.modules': 'Modules',

  'setting.packages.briefcase': 'Briefcase',
  'setting.packages.briefcase.nobody': 'Nobody has a briefcase.',
  'setting.packages.briefcase.selected': 'Those permitted have a briefcase.',
  'setting.packages.briefcase.everybody': 'Everybody has a briefcase.',

  'setting.packages.cooperative': 'Cooperative packages',
  'setting.packages.cooperative.nobody': 'Nobody creates cooperative packages.',
  'setting.packages.cooperative.selected': 'Those permitted create cooperative packages.',
  'setting.packages.cooperative.everybody': 'Everybody who sends may create cooperative packages.',

  'setting.access.ownSent': 'Files from own sent packages',
  'setting.access.ownSent.nobody': 'Nobody saves files from packages they sent.',
  'setting.access.ownSent.selected': 'Those permitted save files from packages they sent.',
  'setting.access.ownSent.everybody': 'Everybody may save files from packages they sent.',

  'setting.access.sendToSelf': 'Sending to oneself',
  'setting.access.sendToSelf.nobody': 'Nobody sends packages to themselves.',
  'setting.access.sendToSelf.selected': 'Those permitted send packages to themselves.',
  'setting.access.sendToSelf.everybody': 'Everybody who sends may send to themselves.',

  'setting.approval.accessAll': 'Approvers see all packages',
  'setting.approval.accessAll.nobody': 'Approvers see only packages meant for them.',
  'setting.approval.accessAll.selected': 'Those permitted see every package that waits.',
  'setting.approval.accessAll.everybody': 'Every approver sees every package that waits.',

  'setting.approval.chooseApprovers': 'Choosing approvers',
  'setting.approval.chooseApprovers.nobody': 'Nobody chooses their approvers; administrators do.',
  'setting.approval.chooseApprovers.selected': 'Those permitted choose their approvers.',
  'setting.approval.chooseApprovers.everybody': 'Everybody who sends chooses their approvers.',

  'setting.encryption.password': 'Package passwords',
  'setting.encryption.password.nobody': 'Nobody closes packages with a password.',
  'setting.encryption.password.selected': 'Those permitted close packages with a password.',
  'setting.encryption.password.everybody': 'Everybody who sends may close packages with a password.',

  'setting.users.checkDetails': 'Details of file checks',
  'setting.users.checkDetails.nobody': 'Nobody sees the details of file checks.',
  'setting.users.checkDetails.selected': 'Those permitted see the details of file checks.',
  'setting.users.checkDetails.everybody': 'Everybody sees the details of file checks.',

  'setting.modules.pgp': 'OpenPGP',
  'setting.modules.pgp.nobody': 'OpenPGP is off.',
  'setting.modules.pgp.selected': 'Those permitted use OpenPGP.',
  'setting.modules.pgp.everybody': 'Everybody may use OpenPGP.',

  'setting.modules.sftp': 'SFTP',
  'setting.modules.sftp.nobody': 'SFTP is off.',
  'setting.modules.sftp.selected': 'Those permitted use SFTP.',
  'setting.modules.sftp.everybody': 'Everybody may use SFTP.',

  'setting.approval.required': 'Approval before sending',
  'setting.approval.required.nobody': 'Nobody’s packages need approval.',
  'setting.approval.required.selected': 'Packages need approval unless their sender is exempt.',
  'setting.approval.required.everybody': 'Everybody’s packages need approval, the owner’s too.',

  'setting.users.mfa': 'Second factor',
  'setting.users.mfa.nobody': 'Nobody has to use a second factor. Sealpost has none yet.',
  'setting.users.mfa.selected':
    'Meant for everybody who is not exempt. Nothing asks for it yet: Sealpost has no second factor.',
  'setting.users.mfa.everybody':
    'Meant for everybody, the owner too. Nothing asks for it yet: Sealpost has no second factor.',

  'setting.users.invitationDays': 'Life of an invitation',
  'setting.users.invitationDays.description': 'How many days an invitation can be used.',

  'setting.users.lockAfterDays': 'Lock after inactivity',
  'setting.users.lockAfterDays.description':
    'Days without a sign of life before an account may be locked; 0 means never.',

  'setting.users.removeAfterDays': 'Remove after inactivity',
  'setting.users.removeAfterDays.description':
    'Days without a sign of life before an account may be removed; 0 means never.',

  'setting.security.leaseDays': 'Age of the policy copy',
  'setting.security.leaseDays.description':
    'How many days old a copy of the policy may be before nobody can administer with it.',

  'setting.security.staleSending': 'Sending on an old policy copy',
  'setting.security.staleSending.warn': 'A warning is shown, and sending goes on.',
  'setting.security.staleSending.stop': 'Sending stops until the policy is up to date.',

  'setting.security.passwordOnly': 'Vaults without a system keychain',
  'setting.security.passwordOnly.allow': 'The password alone may protect a vault where no keychain answers.',
  'setting.security.passwordOnly.refuse':
    'Sealpost asks everybody to bind their vault to a keychain, until they do. It locks nobody out.',

  'setting.billing.unlimitedSending': 'Sending',
  'setting.billing.unlimitedSending.true': 'Members send as many packages as they like.',
  'setting.billing.unlimitedSending.false': 'Each package costs its sender a credit.',

  'setting.billing.freeCredits': 'Free credits',
  'setting.billing.freeCredits.description': 'How many packages a new member may send before more credits are given.',
} as const;
