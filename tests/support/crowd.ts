import { proveActivation } from '../../src-main/organisation/activation.ts';
import { newKeyset, publicPart } from '../../src-main/organisation/new-keyset.ts';
import type { Keyset } from '../../src-main/vault/keyset-store.ts';
import { hex } from '../../src-shared/base/bytes.ts';
import { type InviteId, type MemberId, randomId } from '../../src-shared/base/ids.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import type { ActionOf } from '../../src-shared/policy/action/action.ts';
import { CLASS, ROLE } from './roles.ts';
import type { Person, World } from './world.ts';

const INVITED_AT_ONCE = 50;

/** Many real members, properly invited and activated in the log, without a vault each. Answers with their keys. */
export async function addCrowd(world: World, owner: Person, count: number): Promise<readonly Keyset[]> {
  const { crypto, random } = world;
  const { log, signer, keyset } = owner.membership;
  const newcomers = Array.from({ length: count }, (_, at) => {
    const invitation = { id: randomId<InviteId>(random), pair: crypto.signingPair() };
    return { keys: newKeyset(crypto, randomId<MemberId>(random)), invitation, name: `Person ${at}` };
  });
  for (let from = 0; from < count; from += INVITED_AT_ONCE) {
    const actions = newcomers.slice(from, from + INVITED_AT_ONCE).map(
      ({ keys, invitation, name }, at): ActionOf<'member.invite'> => ({
        type: 'member.invite',
        member: keys.memberId,
        name,
        email: `person${from + at}@example.org`,
        class: CLASS.internal,
        roles: [ROLE.member],
        invitation: {
          id: invitation.id,
          publicKey: hex(invitation.pair.publicKey),
          expiresAt: owner.clock.now() + 86_400_000,
        },
      }),
    );
    unwrap(await log.propose(actions, signer));
  }
  for (const { keys, invitation, name } of newcomers) {
    const unproven = { type: 'member.activate', invitation: invitation.id, name, ...publicPart(crypto, keys) } as const;
    const proof = hex(proveActivation(crypto, invitation.pair, keyset.organisation, unproven));
    const own = { member: keys.memberId, device: keys.deviceId, secretKey: keys.device.secretKey };
    unwrap(await log.propose([{ ...unproven, proof }], own));
  }
  return newcomers.map(({ keys }) => ({ ...keys, organisation: keyset.organisation, hubLocation: keyset.hubLocation }));
}
