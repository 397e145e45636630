import type { RoleId } from '../../../src-shared/base/ids.ts';
import type { RoleView } from '../../../src-shared/ipc/contract-fields.ts';

const ADMINISTRATOR = 'administrator' as RoleId;
const MEMBER = 'member' as RoleId;
/** As the default preset has them; said here too, so that the unlock screen need not load the policy. */
const NAMES: Readonly<Record<string, string>> = { owner: 'Owner', administrator: 'Administrator', member: 'Member' };

export const OWNER = { name: 'Dana Ruiz', email: 'dana.ruiz@harbour.example' } as const;
export const PEOPLE = [
  { name: 'Miriam Okafor', email: 'miriam.okafor@harbour.example', role: ADMINISTRATOR },
  { name: 'Tomás Lindqvist', email: 'tomas.lindqvist@harbour.example', role: MEMBER },
  { name: 'Yuki Tanabe', email: 'yuki.tanabe@harbour.example', role: MEMBER },
  { name: 'Priya Raman', email: 'priya.raman@harbour.example', role: MEMBER },
] as const;
export const INVITED = { name: 'Léa Fontaine', email: 'lea.fontaine@harbour.example', role: MEMBER } as const;

/** Of the demo's people by name, to tell them apart while they are locked; null for anybody else. */
export function demoRole(name: string): RoleView | null {
  const id = name === OWNER.name ? 'owner' : PEOPLE.find((person) => person.name === name)?.role;
  return id === undefined ? null : { id, name: NAMES[id] ?? id, text: `roleName.sealpost.${id}` };
}

/** Whoever has a profile, by name. */
export type Who = (typeof PEOPLE)[number]['name'] | typeof OWNER.name;

export const EVERYONE: readonly Who[] = [OWNER.name, ...PEOPLE.map(({ name }) => name)];
