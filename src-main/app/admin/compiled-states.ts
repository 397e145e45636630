import { CompiledPolicy } from '../../../src-shared/policy/compile/compiled-policy.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';

/** The newest state, compiled, and brought forward from one state to the next instead of being compiled again. */
export class CompiledStates {
  #compiled: CompiledPolicy | null = null;

  of(state: PolicyState): CompiledPolicy {
    if (this.#compiled === null) this.#compiled = CompiledPolicy.of(state);
    else if (this.#compiled.state !== state) this.#compiled.update(state);
    return this.#compiled;
  }
}
