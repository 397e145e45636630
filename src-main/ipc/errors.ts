import { err, type Result } from '../../src-shared/base/result.ts';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import type { ErrorCode } from '../../src-shared/ipc/error-codes.ts';
import type { WorkError } from '../crypto/port.ts';
import type { HubError } from '../hub/port.ts';
import type { MailServerError } from '../mail/mail-server.ts';
import type { MailError } from '../mail/port.ts';
import type { KeepError } from '../organisation/billing/keep-record.ts';
import type { BillingReadError } from '../organisation/billing/read-records.ts';
import type { InviteError } from '../organisation/invite.ts';
import type { InspectError } from '../organisation/join.ts';
import type { MembershipError } from '../organisation/membership.ts';
import type { LogAlarm, ProposeError } from '../organisation/policy-log.ts';
import type { PackageError } from '../packages/port.ts';
import type { WriteError } from '../system/write-private-file.ts';
import type { VaultError } from '../vault/error.ts';

/** What features answer with: a code, and a detail that is meant for logs unless it is listed below. */
export interface CodedError {
  readonly code: string;
  readonly detail?: string | number;
  /** May be shown: whoever made the error says so. */
  readonly params?: IpcError['params'];
}

/** Errors whose detail may be shown, and the placeholder that it fills. All others cross with their code alone (S20). */
const SHOWN: Readonly<Record<string, string>> = {
  'package.tampered': 'file',
  'package.refused': 'refusal',
  'draft.source': 'name',
  'file.changed': 'name',
  'file.read': 'name',
  'hub.io': 'reason',
  'hub.unreachable': 'reason',
  'hub.denied': 'reason',
  'hub.unsuitable': 'reason',
  'permission.denied': 'reason',
  'policy.denied': 'reason',
  'policy.invalid': 'problem',
};

/** The last part of a path, should a detail be one: directories never cross. */
const lastPart = (text: string): string => text.split(/[\\/]/).at(-1) ?? '';

/** As the renderer sees it. */
export function toIpcError(error: CodedError): IpcError {
  const { code, params = {} } = error;
  const placeholder = SHOWN[code];
  if (placeholder === undefined || error.detail === undefined) return { code, params };
  const detail = typeof error.detail === 'string' ? lastPart(error.detail) : error.detail;
  return { code, params: { [placeholder]: detail, ...params } };
}

/** Passes a value on and turns a feature's error into one that may cross. */
export function crossing<T>(result: Result<T, CodedError>): Result<T, IpcError> {
  return result.ok ? result : err(toIpcError(result.error));
}

export function refuse(code: ErrorCode, params: IpcError['params'] = {}): Result<never, IpcError> {
  return err({ code, params });
}

type FeatureCode = (
  | HubError
  | WorkError
  | VaultError
  | PackageError
  | MembershipError
  | InspectError
  | InviteError
  | ProposeError
  | LogAlarm
  | KeepError
  | BillingReadError
  | MailError
  | MailServerError
  | WriteError
)['code'];

/** Fails to compile when a feature answers with a code that the catalogue does not know. */
export type EveryCodeIsListed = FeatureCode extends ErrorCode ? true : { missing: Exclude<FeatureCode, ErrorCode> };
const everyCodeIsListed: EveryCodeIsListed = true;
void everyCodeIsListed;
