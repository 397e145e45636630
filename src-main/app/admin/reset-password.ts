import { fromHex, zero } from '../../../src-shared/base/bytes.ts';
import { toBase32 } from '../../../src-shared/base/encoding.ts';
import type { MemberId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { planOf } from '../../../src-shared/policy/query/plan.ts';
import type { PasswordCost } from '../../crypto/kdf.ts';
import type { Workers } from '../../crypto/port.ts';
import { fetchEscrow } from '../../organisation/recovery/fetch-escrow.ts';
import { checkNewPassword, passwordBytes } from '../../vault/password.ts';
import { resetCode } from '../../vault/reset/code.ts';
import { makeResetLink } from '../../vault/reset/link.ts';
import type { AppError, AppResult } from '../error.ts';
import { appError } from '../error.ts';
import { change } from './change.ts';
import type { AdminPorts } from './ports.ts';
import { refused } from './refused.ts';

export interface ResetRequest {
  readonly member: MemberId;
  readonly by: 'code' | 'password';
  /** One-time password that the helper chose, from `passwordBytes`; null: one is made. Whoever is called zeroes it. */
  readonly password: Uint8Array | null;
}

/** What the helper hands on. Secrets, each good for one use, and none without the member's own machine. */
export interface ResetAnswer {
  /** More governors must agree first: nothing is handed out yet. */
  readonly proposed: boolean;
  readonly code: string | null;
  readonly link: string | null;
  /** One that was made; null when the helper chose it. */
  readonly oneTimePassword: string | null;
}

const NOTHING: ResetAnswer = { proposed: false, code: null, link: null, oneTimePassword: null };
/** Three groups of four characters of 5 bits: 60 bits, under Argon2id. */
const GENERATED_CHARACTERS = 12;

/**
 * Resets a member's password: SECURITY: the right to it is asked first, the entry that names the helper is in the log
 * next, and only then is anything made of what the member's client left.
 *
 * Errors: those of the policy, reset.*, vault.weakPassword (the helper's one-time password), those of the hub.
 */
export async function resetPassword(
  ports: Pick<AdminPorts, 'membership' | 'now'>,
  engines: { readonly workers: Pick<Workers, 'passwordKey'>; readonly cost: PasswordCost },
  request: ResetRequest,
): AppResult<ResetAnswer> {
  try {
    if (request.password !== null) {
      const accepted = checkNewPassword(request.password);
      if (!accepted.ok) return accepted;
    }
    const allowed = governors(ports, request);
    if (!allowed.ok) return allowed;
    const escrow = await fetchEscrow(ports.membership, request.member);
    if (!escrow.ok) return err(appError(escrow.error));
    const secret = fromHex(escrow.value.secret) ?? new Uint8Array();
    try {
      const written = await write(ports, request, allowed.value);
      if (!written.ok) return written;
      if (written.value.proposed) return ok({ ...NOTHING, proposed: true });
      return await handOut(ports, engines, request, { ...escrow.value, secret });
    } finally {
      zero(secret);
    }
  } finally {
    zero(request.password ?? undefined);
  }
}

/** How many must agree; refused is what no number of them could make good. */
function governors({ membership, now }: Pick<AdminPorts, 'membership' | 'now'>, { member, by }: ResetRequest) {
  const { log, signer } = membership;
  const author = { author: signer.member, device: signer.device, at: now() };
  const plan = planOf(log.state(), author, [{ type: 'password.reset', member, by }]);
  return plan.ok ? ok(plan.value.governors) : err(refused(log.state(), plan.error));
}

/** Where others had to agree, and have, the reset stands: no second proposal is made of it. */
async function write(
  ports: Pick<AdminPorts, 'membership'>,
  { member, by }: ResetRequest,
  needed: number,
): Promise<Result<{ readonly proposed: boolean }, AppError>> {
  const standing = ports.membership.log.state().members.get(member)?.resetBy ?? null;
  if (needed > 1 && standing !== null) return ok({ proposed: false });
  return change(ports, [{ type: 'password.reset', member, by }]);
}

async function handOut(
  { membership: { crypto } }: Pick<AdminPorts, 'membership'>,
  { workers, cost }: { readonly workers: Pick<Workers, 'passwordKey'>; readonly cost: PasswordCost },
  { by, password }: ResetRequest,
  secret: { readonly vault: string; readonly check: string; readonly secret: Uint8Array },
): AppResult<ResetAnswer> {
  if (by === 'code') return ok({ ...NOTHING, code: resetCode(crypto, secret.secret) });
  const oneTimePassword = password === null ? generated(crypto) : null;
  const bytes = password ?? passwordBytes(oneTimePassword ?? '');
  try {
    const link = await makeResetLink({ crypto, workers }, secret, bytes, cost);
    return link.ok ? ok({ ...NOTHING, link: link.value, oneTimePassword }) : link;
  } finally {
    zero(bytes);
  }
}

function generated(crypto: AdminPorts['membership']['crypto']): string {
  const characters = toBase32(crypto.random(8)).slice(0, GENERATED_CHARACTERS);
  return (characters.match(/.{4}/g) ?? []).join('-');
}
