import type { Role } from '../../../src-shared/policy/model.ts';

export const OWNER = { name: 'Dana Ruiz', email: 'dana.ruiz@harbour.example' } as const;
export const PEOPLE = [
  { name: 'Miriam Okafor', email: 'miriam.okafor@harbour.example', role: 'administrator' },
  { name: 'Tomás Lindqvist', email: 'tomas.lindqvist@harbour.example', role: 'member' },
  { name: 'Yuki Tanabe', email: 'yuki.tanabe@harbour.example', role: 'member' },
  { name: 'Priya Raman', email: 'priya.raman@harbour.example', role: 'member' },
] as const;
export const INVITED = { name: 'Léa Fontaine', email: 'lea.fontaine@harbour.example', role: 'member' } as const;

/** Of the demo's people by name, to tell them apart while they are locked; null for anybody else. */
export function demoRole(name: string): Role | null {
  if (name === OWNER.name) return 'owner';
  return PEOPLE.find((person) => person.name === name)?.role ?? null;
}

/** Whoever has a profile, by name. */
export type Who = (typeof PEOPLE)[number]['name'] | typeof OWNER.name;

export const EVERYONE: readonly Who[] = [OWNER.name, ...PEOPLE.map(({ name }) => name)];
