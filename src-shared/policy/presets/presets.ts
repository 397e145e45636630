import { AGENT_TEAM } from './agent-team.ts';
import { COUCHDROP } from './couchdrop.ts';
import { EGRESS } from './egress.ts';
import type { Preset } from './preset.ts';
import { QUATRIX } from './quatrix.ts';
import { SEALPOST } from './sealpost.ts';
import { SOFIE } from './sofie.ts';

/** What an organisation can start from, by key; the default first. */
export const PRESETS: ReadonlyMap<string, Preset> = new Map(
  [SEALPOST, EGRESS, SOFIE, AGENT_TEAM, QUATRIX, COUCHDROP].map((preset) => [preset.key, preset]),
);
