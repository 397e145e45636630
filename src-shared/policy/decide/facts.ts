import { LAWS } from '../model/laws.ts';
import { modeKeyOf } from '../model/modes.ts';
import { indexOf, kindOf, PERMISSIONS, type Permission, requirementsOf } from '../model/permissions.ts';

/** What is fixed about a permission, looked up once a question. */
export interface Facts {
  readonly permission: Permission;
  /** In `PERMISSIONS`. */
  readonly index: number;
  /** Governance or delegated: the owner's, always. */
  readonly owners: boolean;
  /** Key of the setting whose mode decides it. */
  readonly mode: string | null;
  /** What it stands on, the root first: the first one that fails is the cause. */
  readonly requirements: readonly Facts[];
}

const FACTS = new Map<Permission, Facts>();
for (const permission of PERMISSIONS) describe(permission);

function describe(permission: Permission): Facts {
  const known = FACTS.get(permission);
  if (known !== undefined) return known;
  const kind = kindOf(permission);
  const facts: Facts = {
    permission,
    index: indexOf(permission),
    owners: kind === 'governance' || kind === 'delegated',
    mode: modeKeyOf(permission, LAWS),
    requirements: requirementsOf(permission).toReversed().map(describe),
  };
  FACTS.set(permission, facts);
  return facts;
}

/** @throws TypeError for what is no permission: a programming error. */
export function factsOf(permission: Permission): Facts {
  const facts = FACTS.get(permission);
  if (facts === undefined) throw new TypeError(`not a permission: ${permission}`);
  return facts;
}
