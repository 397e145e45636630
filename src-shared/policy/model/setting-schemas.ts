import { z } from 'zod';
import {
  isSetting,
  isValueSetting,
  MODES,
  SETTING_KEYS,
  type SettingKey,
  type SettingValue,
  VALUE_SETTINGS,
  type ValueDefinition,
} from './settings.ts';

/** What each setting can be, by the tables of `settings.ts`. */

type SettingSchemas = { readonly [K in SettingKey]: z.ZodType<SettingValue<K>> };

const mode = z.enum(MODES);

function valueSchema(definition: ValueDefinition): z.ZodType {
  if ('choices' in definition) return z.literal([...definition.choices]);
  const [least, most] = definition.range;
  return z.number().int().min(least).max(most);
}

/** In the order of `SETTING_KEYS`. */
export const SETTING_SCHEMAS = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, isValueSetting(key) ? valueSchema(VALUE_SETTINGS[key]) : mode]),
) as unknown as SettingSchemas;

/** The value, when the key is a setting and the value one of its own; null otherwise. */
export function parseSetting(
  key: string,
  value: unknown,
): { readonly key: SettingKey; readonly value: SettingValue<SettingKey> } | null {
  if (!isSetting(key)) return null;
  const parsed = SETTING_SCHEMAS[key].safeParse(value);
  return parsed.success ? { key, value: parsed.data } : null;
}
