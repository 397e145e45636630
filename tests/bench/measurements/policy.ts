import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { compare, type Figure } from '../figure.ts';
import type { Measurement } from '../harness.ts';
import { compiling, simulating } from '../policy/changing.ts';
import { deciding } from '../policy/deciding.ts';
import { benchOrganisation } from '../policy/organisation.ts';

const MEBIBYTE = 2 ** 20;

/** What the state takes of the heap, strings included. */
function memoryOfState(): { readonly state: PolicyState; readonly figure: Figure } {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    collect();
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  const state = benchOrganisation();
  const ours = (used() - before) / MEBIBYTE;
  const what = { name: 'policy state of 10,000 members', unit: 'MiB', peer: 64, peerName: 'limit' };
  return { state, figure: compare({ ...what, ours }, { atMost: 1 }) };
}

export const policy: Measurement = {
  name: 'policy',
  about: 'deciding, compiling and simulating the policy of 10,000 members, against CASL, Casbin and Cedar',
  async run(bench) {
    const { state, figure } = memoryOfState();
    return [...(await deciding(bench, state)), ...compiling(bench, state), simulating(bench, state), figure];
  },
};
