/** What Sealpost writes in e-mails; not part of the window's catalogue. */
export const letters = {
  'letter.invitation.subject': '{inviter} invites you to {organisation}',
  'letter.invitation.hello': 'Hello {name},',
  'letter.invitation.lead':
    '{inviter} invites you to {organisation}, whose members send each other encrypted packages with Sealpost.',
  'letter.invitation.install': 'Install Sealpost on your computer and start it.',
  'letter.invitation.choose': 'Choose “Join with an invitation”.',
  'letter.invitation.paste': 'Paste this link, all of it:',
  'letter.invitation.until': 'The link works once, until {date}.',
  'letter.invitation.secret':
    'Treat it like a key: whoever uses it first joins in your place. Do not pass this message on, and delete it when you have joined.',
  'letter.invitation.compare':
    'When you have joined, compare safety numbers with {inviter}, by telephone or face to face.',
  'letter.invitation.unknown': 'You do not know {inviter}, or did not expect this? Then do nothing.',
  'letter.test.subject': 'Sealpost: this is the test message',
  'letter.test.lead': 'Sealpost can send e-mail. Invitations to {organisation} will come from this address.',
  'letter.test.why': 'You get this because you asked for a test message in the settings of the organisation.',
} as const;
