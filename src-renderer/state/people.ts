import { create } from 'zustand';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import type { Person } from '../../src-shared/ipc/people-contract.ts';
import { bridge } from './bridge.ts';

interface People {
  readonly list: readonly Person[];
  readonly state: 'idle' | 'ready';
  readonly error: IpcError | null;
}

export const usePeople = create<People>(() => ({ list: [], state: 'idle', error: null }));

export async function loadPeople(): Promise<void> {
  const answer = await bridge().peopleList({});
  usePeople.setState(
    answer.ok ? { list: answer.value, state: 'ready', error: null } : { state: 'ready', error: answer.error },
  );
}

export function forgetPeople(): void {
  usePeople.setState({ list: [], state: 'idle', error: null });
}

/** People one can send to: active, and not oneself. */
export const reachable = (list: readonly Person[]): readonly Person[] =>
  list.filter((person) => person.status === 'active' && !person.self);

/** Whether a person's name or address contains every word of the filter. */
export function personMatches(person: Person, filter: string): boolean {
  const text = `${person.name} ${person.email}`.toLocaleLowerCase();
  return filter
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
