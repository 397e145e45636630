import type { SettingSection } from '../../../../src-shared/policy/model/settings.ts';

/** As the settings page of the administration groups them; `packages` has headings of its own below it. */
export const PAGE_SECTIONS: readonly { readonly id: string; readonly sections: readonly SettingSection[] }[] = [
  { id: 'packages', sections: ['general', 'access', 'approval'] },
  { id: 'encryption', sections: ['encryption'] },
  { id: 'users', sections: ['users'] },
  { id: 'security', sections: ['security'] },
  { id: 'modules', sections: ['modules'] },
];

/** A number that a setting could hold; main and the log judge its bounds. null for anything else. */
export function parseCount(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : null;
}
