import type { Part } from './part.ts';

export const policy = {
  'reason.unknown': 'Ihre Rolle schließt es nicht ein.',
  'decision.active': 'das Konto ist aktiv.',
  'decision.notMember': 'Sie sind kein Mitglied dieser Organisation.',
  'decision.notActive': 'Ihr Konto ist nicht aktiv.',
  'decision.invited': 'diese Person ist noch nicht beigetreten.',
  'decision.notYourInvitation': 'die Einladung gehört jemand anderem.',
  'decision.owner': 'der Eigentümer darf alles.',
  'decision.roleAllows': 'Ihre Rolle schließt es ein.',
  'decision.roleLacks': 'Ihre Rolle schließt es nicht ein.',
  'decision.targetUnknown': 'diese Person ist kein Mitglied.',
  'decision.targetIsOwner': 'niemand kann den Eigentümer ändern.',
  'decision.targetOutranks': 'die Rolle dieser Person steht über Ihrer.',
  'decision.targetBelow': 'die Rolle dieser Person steht unter Ihrer.',
  'decision.grantExceeds': 'Sie können nur geben, was Sie selbst haben.',
  'decision.grantWithin': 'Sie haben alles, was die Rolle einschließt.',
  'decision.roleIsUnique': 'nur eine Person kann diese Rolle haben.',

  'history.organisation.found': '{name} wurde gegründet',
  'history.member.invite': '{name} wurde eingeladen als {role}',
  'history.member.reinvite': '{member} bekam eine neue Einladung',
  'history.member.activate': '{name} ist beigetreten',
  'history.member.role': '{member} ist jetzt {role}',
} satisfies Part<typeof import('../en/policy.ts').policy>;
