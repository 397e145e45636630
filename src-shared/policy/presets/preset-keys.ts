/** Keys of `PRESETS` in its order, for whoever offers them without needing what they hold. */
export const PRESET_KEYS = ['sealpost', 'egress', 'sofie', 'agent-team', 'quatrix', 'couchdrop'] as const;
export type PresetKey = (typeof PRESET_KEYS)[number];
