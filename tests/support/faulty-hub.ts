import type {
  GetOptions,
  Hub,
  HubError,
  HubPage,
  HubResult,
  ListOptions,
  PutOptions,
} from '../../src-main/hub/port.ts';
import { assertNever } from '../../src-shared/base/assert-never.ts';
import { err, ok } from '../../src-shared/base/result.ts';

/**
 * What a hostile or broken hub does (S25). On reading: `flip` one bit, `truncate`, `replay` an earlier body of the
 * same object, `swap` for another object of the same kind, `withhold` (absent, and not listed). On listing: `reorder`,
 * `duplicate` keys. On writing: `partialWrite` (a prefix is stored, and the writer is told it went well),
 * `lostWrite` (nothing is stored, the writer is told it went well), `lostAnswer` (stored, but the writer gets an
 * error). On anything: `slow`, `error`.
 */
export type FaultKind =
  | 'flip'
  | 'truncate'
  | 'replay'
  | 'swap'
  | 'withhold'
  | 'reorder'
  | 'duplicate'
  | 'partialWrite'
  | 'lostWrite'
  | 'lostAnswer'
  | 'slow'
  | 'error';

export interface Fault {
  readonly kind: FaultKind;
  /** Keys, or prefixes of listings, that it befalls; all unless given. */
  readonly keys?: RegExp;
  /** Of each call, 0 to 1; 1 unless given. */
  readonly chance?: number;
  /** Calls that match are let through so many times first; 0 unless given. */
  readonly after?: number;
  /** Then it strikes at most so many times; without end unless given. */
  readonly times?: number;
  /** Milliseconds of `slow`; 20 unless given. */
  readonly delay?: number;
  /** Answer of `error`; `hub.io` unless given. */
  readonly code?: HubError['code'];
}

export interface FaultPlan {
  readonly seed: number;
  readonly faults: readonly Fault[];
}

export interface FaultyHub extends Hub {
  /** How often each kind of fault has struck: a test that saw none has tested nothing. */
  struck(kind: FaultKind): number;
  /** From now on the hub is honest. */
  heal(): void;
}

type Verb = 'get' | 'put' | 'list' | 'delete';
const VERBS: Readonly<Record<FaultKind, readonly Verb[]>> = {
  flip: ['get'],
  truncate: ['get'],
  replay: ['get'],
  swap: ['get'],
  withhold: ['get', 'list'],
  reorder: ['list'],
  duplicate: ['list'],
  partialWrite: ['put'],
  lostWrite: ['put'],
  lostAnswer: ['put', 'delete'],
  slow: ['get', 'put', 'list', 'delete'],
  error: ['get', 'put', 'list', 'delete'],
};

/** A number below 1 that depends on all parts and nothing else: the order of concurrent calls does not matter. */
function draw(...parts: readonly (string | number)[]): number {
  // FNV-1a, then the finaliser of MurmurHash3 (https://github.com/aappleby/smhasher): well mixed, not secret.
  let hash = 0x811c9dc5;
  for (const character of parts.join('\0')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

const kindOf = (key: string): string => key.slice(0, key.lastIndexOf('/') + 1).replace(/[0-9a-z]{26}/g, '*');

function ranged(bytes: Uint8Array, { range }: GetOptions): Uint8Array {
  return range === undefined ? bytes : bytes.slice(range.start, range.start + range.length);
}

/** A real hub that lies by plan; the same seed and calls give the same lies. */
export function createFaultyHub(inner: Hub, plan: FaultPlan): FaultyHub {
  const calls = new Map<string, number>();
  const matches = new Map<Fault, number>();
  const strikes = new Map<Fault, number>();
  const counts = new Map<FaultKind, number>();
  /** Every body an object has had: what a hub can replay. */
  const bodies = new Map<string, Uint8Array[]>();
  let healed = false;

  /** The faults that strike this call, each with a number of its own for details. */
  function strike(verb: Verb, key: string): (readonly [Fault, number])[] {
    if (healed) return [];
    const name = `${verb} ${key}`;
    const call = (calls.get(name) ?? 0) + 1;
    calls.set(name, call);
    return plan.faults.flatMap((fault, index): (readonly [Fault, number])[] => {
      if (!VERBS[fault.kind].includes(verb) || fault.keys?.test(key) === false) return [];
      if (draw(plan.seed, index, name, call) >= (fault.chance ?? 1)) return [];
      const matched = (matches.get(fault) ?? 0) + 1;
      matches.set(fault, matched);
      const struck = (strikes.get(fault) ?? 0) + 1;
      if (matched <= (fault.after ?? 0) || struck > (fault.times ?? Number.POSITIVE_INFINITY)) return [];
      strikes.set(fault, struck);
      return [[fault, draw(plan.seed, index, name, call, 'detail')]];
    });
  }

  const count = (fault: Fault): void => void counts.set(fault.kind, (counts.get(fault.kind) ?? 0) + 1);
  const failure = (fault: Fault): HubError => ({ code: fault.code ?? 'hub.io', detail: 'injected' });
  const delay = (fault: Fault): Promise<void> => new Promise((resolve) => setTimeout(resolve, fault.delay ?? 20));

  function otherOfKind(key: string, detail: number): Uint8Array | null {
    const others = [...bodies.keys()].filter((other) => other !== key && kindOf(other) === kindOf(key)).sort();
    return bodies.get(others[Math.floor(detail * others.length)] ?? '')?.at(-1) ?? null;
  }

  /** What is read instead; `bytes` itself when the fault finds nothing to do. */
  function distort(fault: Fault, detail: number, key: string, bytes: Uint8Array, options: GetOptions) {
    switch (fault.kind) {
      case 'flip': {
        if (bytes.length === 0) return bytes;
        const flipped = bytes.slice();
        const bit = Math.floor(detail * bytes.length * 8);
        flipped[bit >>> 3] = (flipped[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
        return flipped;
      }
      case 'truncate':
        return bytes.slice(0, Math.floor(detail * bytes.length));
      case 'replay': {
        const old = bodies.get(key)?.[0];
        return old === undefined || (bodies.get(key)?.length ?? 0) < 2 ? bytes : ranged(old, options);
      }
      case 'swap': {
        const other = otherOfKind(key, detail);
        return other === null ? bytes : ranged(other, options);
      }
      case 'withhold':
        return null;
      case 'reorder':
      case 'duplicate':
      case 'partialWrite':
      case 'lostWrite':
      case 'lostAnswer':
      case 'slow':
      case 'error':
        return bytes;
      default:
        return assertNever(fault.kind);
    }
  }

  async function get(key: string, options: GetOptions): HubResult<Uint8Array | null> {
    const struck = strike('get', key);
    for (const [fault] of struck) {
      if (fault.kind !== 'slow' && fault.kind !== 'error') continue;
      count(fault);
      if (fault.kind === 'error') return err(failure(fault));
      await delay(fault);
    }
    const read = await inner.get(key, options);
    if (!read.ok) return read;
    let bytes = read.value;
    for (const [fault, detail] of struck) {
      if (bytes === null) break;
      const distorted: Uint8Array | null = distort(fault, detail, key, bytes, options);
      if (distorted !== bytes) count(fault);
      bytes = distorted;
    }
    return ok(bytes);
  }

  async function put(key: string, body: Uint8Array, options: PutOptions = {}): HubResult<'stored' | 'exists'> {
    let stored = body;
    let answer: HubError | null = null;
    for (const [fault, detail] of strike('put', key)) {
      count(fault);
      if (fault.kind === 'error') return err(failure(fault));
      if (fault.kind === 'lostWrite') return ok('stored');
      if (fault.kind === 'slow') await delay(fault);
      if (fault.kind === 'partialWrite') stored = body.slice(0, Math.floor(detail * body.length));
      if (fault.kind === 'lostAnswer') answer = failure(fault);
    }
    const outcome = await inner.put(key, stored, options);
    if (outcome.ok && outcome.value === 'stored') bodies.set(key, [...(bodies.get(key) ?? []), stored.slice()]);
    return answer === null ? outcome : err(answer);
  }

  async function list(prefix: string, options: ListOptions): HubResult<HubPage> {
    const struck = strike('list', prefix);
    for (const [fault] of struck) {
      if (fault.kind !== 'slow' && fault.kind !== 'error') continue;
      count(fault);
      if (fault.kind === 'error') return err(failure(fault));
      await delay(fault);
    }
    const page = await inner.list(prefix, options);
    if (!page.ok) return page;
    let keys = [...page.value.keys];
    for (const [fault, detail] of struck) {
      const before = keys.join();
      if (fault.kind === 'reorder') {
        keys.sort((a, b) => draw(plan.seed, detail, a) - draw(plan.seed, detail, b));
        if (keys.join() === before) keys.reverse();
      }
      if (fault.kind === 'duplicate') keys = keys.flatMap((key) => [key, key]);
      if (fault.kind === 'withhold') keys = keys.filter((key) => draw(plan.seed, detail, key) < 0.5);
      if (keys.join() !== before) count(fault);
    }
    return ok({ keys, more: page.value.more });
  }

  async function remove(key: string): HubResult<void> {
    let answer: HubError | null = null;
    for (const [fault] of strike('delete', key)) {
      count(fault);
      if (fault.kind === 'error') return err(failure(fault));
      if (fault.kind === 'slow') await delay(fault);
      else answer = failure(fault);
    }
    const outcome = await inner.delete(key);
    return answer === null ? outcome : err(answer);
  }

  return {
    get,
    put,
    list,
    delete: remove,
    flush: () => inner.flush(),
    probe: () => inner.probe(),
    close: () => inner.close(),
    struck: (kind) => counts.get(kind) ?? 0,
    heal() {
      healed = true;
    },
  };
}
