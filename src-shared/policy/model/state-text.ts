import { z } from 'zod';
import { utf8 } from '../../base/bytes.ts';
import { canonicalJson, parseCanonicalJson } from '../../base/canonical-json.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { type Inconsistency, inconsistencyOf } from './consistency.ts';
import { type PolicyState, RULES } from './state.ts';
import { headerSchema, type StateHeader } from './state-header.ts';
import { scalarsOf } from './state-parts.ts';
import {
  billingEntity,
  classEntity,
  contactEntity,
  deviceEntity,
  folderEntity,
  groupEntity,
  linkEntity,
  memberEntity,
  proposalEntity,
  roleEntity,
  takenEntity,
} from './state-schema.ts';

/*
 * A state as text: the same bytes for equal states on every platform, whatever the order in which their maps were
 * filled. In chunks, each canonical JSON in UTF-8, so that 10,000 members, some 30 MiB, are hashed and read a few hundred
 * kilobytes at a time: first `state`, then the maps in the order of `SECTIONS`, each sorted by id, with the number of the
 * chunk in its name. An empty map has no chunk.
 */

export interface StateChunk {
  /** `state`, or `members/0`, `members/1`, ... */
  readonly name: string;
  readonly text: Uint8Array;
}

export type StateTextError = {
  readonly code: 'state.rules' | 'state.malformed' | 'state.inconsistent';
  /** Name of the chunk that is wrong or missing; for `state.inconsistent` what does not fit. */
  readonly detail: string;
};

const VERSION = 1;
const HEADER = 'state';
/** Entries of a map in one chunk. A member is about 3 KiB of text, a claim 100 bytes. */
const PER_CHUNK = 256;
const CLAIMS_PER_CHUNK = 4096;

type Section = keyof StateHeader['counts'];
const SECTIONS = {
  roles: roleEntity,
  classes: classEntity,
  groups: groupEntity,
  contacts: contactEntity,
  folders: folderEntity,
  links: linkEntity,
  proposals: proposalEntity,
  billing: billingEntity,
  members: memberEntity,
  devices: deviceEntity,
  taken: takenEntity,
} as const satisfies Readonly<Record<Section, z.ZodType>>;
/** The maps of a state, in the order of its text. */
export const STATE_SECTIONS = Object.keys(SECTIONS) as readonly Section[];

const chunkOf = (section: Section): number => (section === 'taken' ? CLAIMS_PER_CHUNK : PER_CHUNK);

/** The text of all that is not in a map. */
export function stateHeader(state: PolicyState): Uint8Array {
  return utf8(canonicalJson(headerOf(state)));
}

/** Reads the state only while the chunks are taken: a draft must not change in between. */
export function* stateChunks(state: PolicyState): Generator<StateChunk, void> {
  yield { name: HEADER, text: stateHeader(state) };
  for (const section of STATE_SECTIONS) {
    const map: ReadonlyMap<string, unknown> = state[section];
    const keys = [...map.keys()].sort();
    const size = chunkOf(section);
    for (let first = 0; first < keys.length; first += size) {
      const part = keys.slice(first, first + size);
      const items = section === 'taken' ? part.map((key) => [key, map.get(key)]) : part.map((key) => map.get(key));
      yield { name: `${section}/${first / size}`, text: utf8(canonicalJson(items)) };
    }
  }
}

/**
 * The state, from all of its chunks in order and no others. Refused: another rule set, text that `stateChunks` would not
 * have written byte for byte, and states that no log leads to because their parts do not fit together. Whether this is
 * the state of that head is for the root in the log to prove.
 */
export function parseState(chunks: Iterable<StateChunk>): Result<PolicyState, StateTextError> {
  const reading = readingState(chunks);
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
  }
}

/** `parseState` in steps, a chunk each, so that 10,000 members need not be read at a stretch. */
export function* readingState(chunks: Iterable<StateChunk>): Generator<void, Result<PolicyState, StateTextError>> {
  const source = chunks[Symbol.iterator]();
  const first = read(source, HEADER, headerSchema);
  if (!first.ok) return first;
  const header = first.value;
  if (header.rules !== RULES) return err({ code: 'state.rules', detail: HEADER });

  const maps = new Map<Section, ReadonlyMap<string, unknown>>();
  for (const section of STATE_SECTIONS) {
    const map = yield* readMap(source, section, header.counts[section]);
    if (!map.ok) return map;
    maps.set(section, map.value);
  }
  const extra = source.next();
  if (extra.done !== true) return err({ code: 'state.malformed', detail: extra.value.name });

  const { v: _version, counts: _counts, ...scalars } = header;
  // Each map was read with the schema of its section.
  const state = { ...scalars, ...Object.fromEntries(maps) } as unknown as PolicyState;
  const inconsistency: Inconsistency | null = inconsistencyOf(state);
  return inconsistency === null ? ok(state) : err({ code: 'state.inconsistent', detail: inconsistency });
}

/** INVARIANT: everything in a state is in its text: what is left out would be lost, and no root would commit to it. */
type LeftOut = Exclude<keyof PolicyState, keyof StateHeader | Section>;
const _complete: LeftOut extends never ? true : LeftOut = true;

function headerOf(state: PolicyState): z.input<typeof headerSchema> {
  const counts = Object.fromEntries(
    STATE_SECTIONS.map((section) => [section, state[section].size]),
  ) as StateHeader['counts'];
  return {
    v: VERSION,
    counts,
    ...scalarsOf(state),
    settings: { ...state.settings },
    template: { ...state.template, groups: [...state.template.groups] },
  };
}

type Read<T> = Result<T, StateTextError>;

function read<T extends z.ZodType>(source: Iterator<StateChunk>, name: string, schema: T): Read<z.output<T>> {
  const next = source.next();
  if (next.done === true || next.value.name !== name) return err({ code: 'state.malformed', detail: name });
  const { text } = next.value;
  // The schemas are strict and change no value: what they accept is the whole of the text.
  const parsed = schema.safeParse(parseCanonicalJson(text));
  return parsed.success ? ok(parsed.data) : err({ code: 'state.malformed', detail: name });
}

function* readMap(
  source: Iterator<StateChunk>,
  section: Section,
  count: number,
): Generator<void, Read<ReadonlyMap<string, unknown>>> {
  const size = chunkOf(section);
  const map = new Map<string, unknown>();
  let last = '';
  for (let number = 0; map.size < count; number += 1) {
    const name = `${section}/${number}`;
    const chunk = read(source, name, z.array(SECTIONS[section]).length(Math.min(size, count - map.size)));
    if (!chunk.ok) return chunk;
    for (const item of chunk.value) {
      const [key, value] = Array.isArray(item) ? item : [item.id, item];
      if (key <= last) return err({ code: 'state.malformed', detail: name });
      map.set(key, value);
      last = key;
    }
    yield;
  }
  return ok(map);
}
