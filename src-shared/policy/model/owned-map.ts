/** A map that may be changed here, and is copied first when somebody outside holds it. */
export class OwnedMap<K, V> {
  #map: Map<K, V>;
  #shared = true;

  constructor(map: ReadonlyMap<K, V>) {
    this.#map = map as Map<K, V>;
  }

  get view(): ReadonlyMap<K, V> {
    return this.#map;
  }

  /** @returns what takes the change back. */
  set(key: K, value: V): () => void {
    this.#own();
    const before = this.#map.get(key);
    this.#map.set(key, value);
    return before === undefined ? () => this.#map.delete(key) : () => this.#map.set(key, before);
  }

  /** @returns what takes the change back; the key is then the last one in the map's order. */
  delete(key: K): () => void {
    const before = this.#map.get(key);
    if (before === undefined) return () => undefined;
    this.#own();
    this.#map.delete(key);
    return () => this.#map.set(key, before);
  }

  /** The map as it is now, for good: the next change goes into a copy. */
  share(): ReadonlyMap<K, V> {
    this.#shared = true;
    return this.#map;
  }

  #own(): void {
    if (!this.#shared) return;
    this.#map = new Map(this.#map);
    this.#shared = false;
  }
}
