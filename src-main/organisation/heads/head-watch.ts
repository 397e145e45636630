import type { Clock } from '../../../src-shared/base/clock.ts';
import type { DeviceId, MemberId, OrganisationId } from '../../../src-shared/base/ids.ts';
import { ok } from '../../../src-shared/base/result.ts';
import type { PolicyHead, PolicyState } from '../../../src-shared/policy/model/state.ts';
import { HEAD_STATEMENT_MAX, headStatementKey } from '../../../src-shared/protocol/head-statement.ts';
import type { Crypto } from '../../crypto/port.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { Hub, HubResult } from '../../hub/port.ts';
import type { LogAlarm } from '../policy-log.ts';
import { openHeadStatement, sealHeadStatement } from './statement-codec.ts';

/** A busy log is not told of with every entry. */
const PUBLISH_EVERY_MS = 60_000;
/** Members asked after at once, by turns, and how often. */
const ASKED_AT_ONCE = 16;
const ASK_EVERY_MS = 60_000;

export interface HeadWatchPorts {
  readonly hub: Hub;
  readonly crypto: Crypto;
  readonly clock: Clock;
  readonly organisation: OrganisationId;
  readonly me: { readonly member: MemberId; readonly device: DeviceId; readonly deviceKey: Uint8Array };
  readonly directoryKey: (epoch: number) => Uint8Array | null;
  readonly log: { state(): PolicyState; knows(head: PolicyHead): boolean | null };
}

/** Tells the others what this client has seen of the log, and looks at what they have. */
export interface HeadWatch {
  /** Puts the newest head, when it has moved, now and then. */
  publish(): HubResult<void>;
  /**
   * Looks at what these members say. SECURITY: S25. A hub that shows different people different logs is found out here, by
   * one member's signed word against what we hold. It is that member's word and no more: it is shown, and freezes nothing.
   *
   * @returns what was found when somebody was last asked
   */
  check(members: readonly MemberId[]): HubResult<LogAlarm | null>;
}

export function createHeadWatch(ports: HeadWatchPorts): HeadWatch {
  const { hub, crypto, clock, organisation, me, log } = ports;
  let published: { readonly hash: string; readonly at: number } | null = null;
  let turn = 0;
  let asked: { readonly at: number; readonly found: LogAlarm | null } | null = null;

  return {
    async publish() {
      const state = log.state();
      const now = clock.now();
      const recent = published !== null && now - published.at < PUBLISH_EVERY_MS && now >= published.at;
      const key = ports.directoryKey(state.directoryEpoch);
      if (published?.hash === state.head.hash || recent || key === null) return ok();
      const { member, device, deviceKey } = me;
      const head = { seq: state.head.seq, hash: state.head.hash };
      const directory = { epoch: state.directoryEpoch, key };
      const sealed = sealHeadStatement(crypto, organisation, directory, { member, device, head, at: now }, deviceKey);
      const put = await hub.put(headStatementKey(member), sealed, { durable: 'flush' });
      if (!put.ok) return put;
      published = { hash: head.hash, at: now };
      return ok();
    },
    async check(members) {
      const now = clock.now();
      if (asked !== null && now - asked.at < ASK_EVERY_MS && now >= asked.at) return ok(asked.found);
      const others = members.filter((member) => member !== me.member);
      const some = Array.from(
        { length: Math.min(ASKED_AT_ONCE, others.length) },
        (_, at) => others[(turn + at) % others.length],
      );
      turn = others.length === 0 ? 0 : (turn + some.length) % others.length;
      let found: LogAlarm | null = null;
      for (const member of some) {
        if (member === undefined) continue;
        const got = await hub.get(headStatementKey(member), { maxBytes: HEAD_STATEMENT_MAX });
        if (!got.ok && !isOfOneObject(got.error)) return got;
        const stored = got.ok ? got.value : null;
        const said =
          stored === null ? null : openHeadStatement(crypto, log.state(), ports.directoryKey, member, stored);
        if (said !== null && log.knows(said.head) === false) {
          found = { code: 'log.contradicted', seq: said.head.seq, detail: 'statement' };
        }
      }
      asked = { at: now, found };
      return ok(found);
    },
  };
}
