import type { Mask } from '../model/mask.ts';

/** Two masks that one role or group stands for; null when it is not there. */
export type PairOf<Id extends string> = (id: Id) => readonly [Mask, Mask] | null;

const WIDTH = 4;

/**
 * The combinations of roles, or of groups, that members have, each once, with the union of what its parts stand for.
 * Members share few of them, so that an edited role is worked out once a combination and not once a member.
 */
export class Combinations<Id extends string> {
  readonly #places = new Map<string, number>();
  readonly #parts: (readonly Id[])[] = [];
  #words = new Int32Array(64 * WIDTH);

  get size(): number {
    return this.#parts.length;
  }

  /** Of combination `place`: first mask lo and hi, second mask lo and hi, from `place * 4` on. */
  get words(): Int32Array {
    return this.#words;
  }

  copy(): Combinations<Id> {
    const other = new Combinations<Id>();
    for (const [key, place] of this.#places) other.#places.set(key, place);
    other.#parts.push(...this.#parts);
    other.#words = this.#words.slice();
    return other;
  }

  /** The place of what is assigned; in the same order every time, as states keep it sorted. */
  place(assigned: readonly { readonly id: Id }[], pairOf: PairOf<Id>): number {
    const [first] = assigned;
    const key = assigned.length === 1 && first !== undefined ? first.id : keyOf(assigned);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.#parts.length;
    this.#places.set(key, place);
    this.#parts.push(assigned.map(({ id }) => id));
    if (this.#words.length < (place + 1) * WIDTH) this.#words = grown(this.#words);
    this.#fill(place, pairOf);
    return place;
  }

  /** Works out again the combinations with a part in `changed`. @returns one byte each, 1 where the words are others. */
  refresh(changed: ReadonlySet<Id>, pairOf: PairOf<Id>): Uint8Array | null {
    if (changed.size === 0) return null;
    let touched: Uint8Array | null = null;
    for (const [place, parts] of this.#parts.entries()) {
      if (!parts.some((id) => changed.has(id)) || !this.#fill(place, pairOf)) continue;
      touched ??= new Uint8Array(this.#parts.length);
      touched[place] = 1;
    }
    return touched;
  }

  #fill(place: number, pairOf: PairOf<Id>): boolean {
    const sum = [0, 0, 0, 0];
    for (const id of this.#parts[place] ?? []) {
      const pair = pairOf(id);
      if (pair === null) continue;
      const words = [pair[0].lo, pair[0].hi, pair[1].lo, pair[1].hi];
      for (let word = 0; word < WIDTH; word += 1) sum[word] = (sum[word] ?? 0) | (words[word] ?? 0);
    }
    const offset = place * WIDTH;
    const same = sum.every((word, index) => this.#words[offset + index] === word);
    this.#words.set(sum, offset);
    return !same;
  }
}

// Ids hold no comma.
function keyOf(assigned: readonly { readonly id: string }[]): string {
  let key = '';
  for (const { id } of assigned) key += `${id},`;
  return key;
}

function grown(words: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const next = new Int32Array(words.length * 2);
  next.set(words);
  return next;
}
