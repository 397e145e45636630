/** Keys of `PRESETS` in its order, for whoever offers them without needing what they hold. */
export const PRESET_KEYS = ['sealpost', 'egress', 'sofie', 'agent-team', 'quatrix', 'couchdrop'] as const;
export type PresetKey = (typeof PRESET_KEYS)[number];

/** Who there is in a preset, by id. */
export interface PresetOutline {
  /** Highest first. */
  readonly roles: readonly string[];
  readonly classes: readonly string[];
  /** The role of the template. */
  readonly newcomer: string;
}

/**
 * What the page compares before there is an organisation. Written out, because the presets themselves are checked by
 * schemas that a page under Trusted Types does not load; a test holds it to them.
 */
export const PRESET_OUTLINES: Readonly<Record<PresetKey, PresetOutline>> = {
  sealpost: {
    roles: [
      'owner',
      'administrator',
      'manager',
      'help-desk',
      'records-manager',
      'auditor',
      'approver',
      'publisher',
      'privacy',
      'analyst',
      'member',
      'guest',
    ],
    classes: ['internal', 'partner', 'guest'],
    newcomer: 'member',
  },
  egress: {
    roles: ['owner', 'administrator', 'power-user', 'auditor', 'author', 'limited-user'],
    classes: ['business'],
    newcomer: 'author',
  },
  sofie: { roles: ['owner', 'administrator', 'user'], classes: ['user'], newcomer: 'user' },
  'agent-team': {
    roles: ['agent', 'admin', 'support', 'publisher', 'data-privacy', 'analyser'],
    classes: ['team', 'access'],
    newcomer: 'publisher',
  },
  quatrix: {
    roles: ['owner', 'administrator', 'pro', 'associate', 'jailed', 'contact'],
    classes: ['pro', 'associate', 'jailed', 'contact'],
    newcomer: 'pro',
  },
  couchdrop: {
    roles: ['owner', 'administrator', 'manager', 'standard'],
    classes: ['internal', 'external'],
    newcomer: 'standard',
  },
};
