import type { DeviceId, MailboxId, MemberId, OrganisationId } from '../base/ids.ts';
import { emailClaim, keyClaim, mailboxClaim } from './claims.ts';
import { type PolicyState, RULES } from './model.ts';

/** What genesis says, once opened and verified. */
export interface Founding {
  readonly organisation: OrganisationId;
  readonly at: number;
  readonly name: string;
  readonly owner: {
    readonly member: MemberId;
    readonly name: string;
    readonly email: string;
    readonly signing: string;
    readonly sealing: string;
    readonly mailbox: MailboxId;
    readonly device: DeviceId;
    readonly devicePublicKey: string;
    readonly certificate: string;
  };
}

/** The first state: an organisation of one, its owner. The hash of entry 0 is the organisation's id. */
export function genesisState({ organisation, at, name, owner }: Founding): PolicyState {
  return {
    organisation,
    name,
    owner: owner.member,
    rules: RULES,
    head: { seq: 0, hash: organisation },
    at,
    members: new Map([
      [
        owner.member,
        {
          id: owner.member,
          name: owner.name,
          email: owner.email,
          role: 'owner',
          status: 'active',
          keyset: { signing: owner.signing, sealing: owner.sealing },
          mailbox: owner.mailbox,
          invitation: null,
          setBy: { role: 0, status: 0, keyset: 0 },
        },
      ],
    ]),
    devices: new Map([
      [
        owner.device,
        {
          id: owner.device,
          member: owner.member,
          publicKey: owner.devicePublicKey,
          certificate: owner.certificate,
          revoked: false,
        },
      ],
    ]),
    taken: new Map(
      [
        emailClaim(owner.email),
        mailboxClaim(owner.mailbox),
        ...[owner.signing, owner.sealing, owner.devicePublicKey].map(keyClaim),
      ].map((claim) => [claim, owner.member]),
    ),
    directoryEpoch: 0,
  };
}
