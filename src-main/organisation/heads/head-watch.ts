import type { Clock } from '../../../src-shared/base/clock.ts';
import type { DeviceId, MemberId, OrganisationId } from '../../../src-shared/base/ids.ts';
import { ok } from '../../../src-shared/base/result.ts';
import type { PolicyHead, PolicyState } from '../../../src-shared/policy/model/state.ts';
import { HEAD_STATEMENT_MAX, headStatementKey } from '../../../src-shared/protocol/head-statement.ts';
import type { Crypto } from '../../crypto/port.ts';
import type { Hub, HubResult } from '../../hub/port.ts';
import type { LogAlarm } from '../policy-log.ts';
import { openHeadStatement, sealHeadStatement } from './statement-codec.ts';

/** A busy log is not told of with every entry. */
const PUBLISH_EVERY_MS = 60_000;
/** Members asked after in one round, by turns. */
const ASKED_AT_ONCE = 16;

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
   * one member's signed word against what we hold.
   */
  check(members: readonly MemberId[]): HubResult<LogAlarm | null>;
}

export function createHeadWatch(ports: HeadWatchPorts): HeadWatch {
  const { hub, crypto, clock, organisation, me, log } = ports;
  let published: { readonly hash: string; readonly at: number } | null = null;
  let turn = 0;

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
      const others = members.filter((member) => member !== me.member);
      const asked = Array.from(
        { length: Math.min(ASKED_AT_ONCE, others.length) },
        (_, at) => others[(turn + at) % others.length],
      );
      turn = others.length === 0 ? 0 : (turn + asked.length) % others.length;
      for (const member of asked) {
        if (member === undefined) continue;
        const got = await hub.get(headStatementKey(member), { maxBytes: HEAD_STATEMENT_MAX });
        if (!got.ok && got.error.code !== 'hub.tooLarge') return got;
        const stored = got.ok ? got.value : null;
        const said =
          stored === null ? null : openHeadStatement(crypto, log.state(), ports.directoryKey, member, stored);
        if (said !== null && log.knows(said.head) === false) {
          return ok({ code: 'log.forked', seq: said.head.seq, detail: 'statement' });
        }
      }
      return ok(null);
    },
  };
}
