import type { OrganisationView } from '../../../src-shared/ipc/admin-views.ts';
import type { CompiledPolicy } from '../../../src-shared/policy/compile/compiled-policy.ts';
import {
  type ConstraintSetting,
  GRANT_SETTINGS,
  isConstraintSetting,
  isGrantSetting,
  SETTING_KEYS,
  type SettingKey,
} from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { isBoundBy } from '../../../src-shared/policy/query/diff.ts';
import { whoCan } from '../../../src-shared/policy/query/list.ts';
import type { AdminPorts } from './ports.ts';

/** Every setting: what it is, who set it, and how many people have what it decides, or are bound by it, today. */
export function settingViews(ports: AdminPorts, state: PolicyState): OrganisationView['settings'] {
  const compiled = ports.compiled.of(state);
  const at = ports.now();
  return SETTING_KEYS.map((key) => {
    const { value, setBy } = state.settings[key];
    return { key, value, ...ports.citations(setBy), touches: touchedBy(compiled, key, at) };
  });
}

function touchedBy(compiled: CompiledPolicy, key: SettingKey, at: number): number | null {
  if (isConstraintSetting(key)) return boundBy(compiled, key, at);
  if (!isGrantSetting(key)) return null;
  return whoCan(compiled, GRANT_SETTINGS[key].permission, { at }).length;
}

function boundBy(compiled: CompiledPolicy, key: ConstraintSetting, at: number): number {
  let count = 0;
  for (let index = 0; index < compiled.size; index += 1) {
    if (compiled.member(index)?.status !== 'active') continue;
    if (isBoundBy(compiled.state, key, compiled.rights(index, at))) count += 1;
  }
  return count;
}
