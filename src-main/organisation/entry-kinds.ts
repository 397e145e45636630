import type { Action } from '../../src-shared/policy/action/action.ts';
import type { Migration } from '../vault/database.ts';

/*
 * Entries that are looked up by what they do, of kinds that are rare: looking through the text of every entry takes a
 * quarter of a second in a log of 30,000. All others are found by whom they name.
 */

export const ENTRY_KINDS = [
  'class.edit',
  'licence.set',
  'privilege.request',
  'privilege.answer',
  'billing.record',
  'billing.void',
] as const satisfies readonly Action['type'][];
export type EntryKind = (typeof ENTRY_KINDS)[number];

const KINDS: ReadonlySet<string> = new Set(ENTRY_KINDS);
const isKind = (type: string): type is EntryKind => KINDS.has(type);

/** Each once. Not those of a proposal, which its last governor's entry makes. */
export function kindsOf(actions: readonly Action[]): readonly EntryKind[] {
  if (!actions.some(({ type }) => isKind(type))) return [];
  return [...new Set(actions.map(({ type }) => type).filter(isKind))];
}

export const kindMigrations: readonly Migration[] = [
  {
    id: 'entry-kinds-1',
    sql: `
      CREATE TABLE policy_kind (kind TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (kind, seq)) STRICT, WITHOUT ROWID;
      ${ENTRY_KINDS.map(
        (kind) => `INSERT INTO policy_kind SELECT '${kind}', seq FROM policy_entry
          WHERE instr(payload, CAST('"type":"${kind}"' AS BLOB)) > 0;`,
      ).join('\n')}`,
  },
];
