import type { MemberId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type {
  EntryDiff,
  Explanation,
  OrganisationView,
  PersonDetail,
  Preview,
} from '../../../src-shared/ipc/admin-views.ts';
import type { Response } from '../../../src-shared/ipc/contract.ts';
import type { Member } from '../../../src-shared/policy/model/entities.ts';
import { permissionsIn } from '../../../src-shared/policy/model/mask.ts';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import { rightsOf } from '../../../src-shared/policy/model/rights.ts';
import { normaliseEmail, normaliseName } from '../../../src-shared/policy/model/text.ts';
import { PRESETS } from '../../../src-shared/policy/presets/presets.ts';
import type { PasswordCost } from '../../crypto/kdf.ts';
import type { Workers } from '../../crypto/port.ts';
import { parseChanges } from '../../organisation/governance/parse-changes.ts';
import type { Change } from '../../organisation/governance/pins.ts';
import type { Invited } from '../../organisation/invite.ts';
import { type Invitee, inviteMany } from '../../organisation/invite-many.ts';
import type { Membership } from '../../organisation/membership.ts';
import type { AppError, AppResult } from '../error.ts';
import { appError } from '../error.ts';
import { withWelcome } from '../welcome.ts';
import { type Changed, change } from './change.ts';
import type { Citations } from './citations.ts';
import { CompiledStates } from './compiled-states.ts';
import { explain } from './explain.ts';
import { linksCsv, peopleCsv } from './export-people.ts';
import { governs } from './governs.ts';
import { entryDiff, memberHistory } from './history.ts';
import { historyJson } from './history-json.ts';
import type { ReportLanguage } from './history-report.ts';
import { type Judged, judge } from './import/judge.ts';
import { readPeople } from './import/read-people.ts';
import { matrixPage } from './matrix.ts';
import { organisationView } from './organisation-view.ts';
import { isKnown } from './overtaken.ts';
import { PeopleIndex, type PeoplePage, type PeopleQuery } from './people-index.ts';
import { personDetail } from './person-detail.ts';
import type { AdminPorts } from './ports.ts';
import { presetChanges } from './preset-changes.ts';
import { preview } from './preview.ts';
import { refused } from './refused.ts';
import { type ResetAnswer, type ResetRequest, resetPassword } from './reset-password.ts';

/** Administration by one unlocked member. Who may ask is decided at the bridge; what may be changed, by the policy. */
export interface Administration {
  /** See `governs`. */
  governs(): boolean;
  /** Whether the organisation is offered to this member. */
  isOffered(): boolean;
  organisation(): OrganisationView;
  people(query: PeopleQuery): PeoplePage;
  person(member: MemberId): Result<PersonDetail, AppError>;
  explain(member: MemberId, permission: Permission): Result<Explanation, AppError>;
  matrix(offset: number, limit: number): Response<'admin.matrix'>;
  viewAs(member: MemberId): Result<Response<'admin.viewAs'>, AppError>;
  presetChanges(preset: string): Result<readonly Change[], AppError>;
  history(member: MemberId, before: number | null, limit: number): Response<'admin.history'>;
  entryDiff(seq: number): Result<EntryDiff, AppError>;
  /**
   * `changes` is what a page or a file says: parsed here. Nothing is written.
   * @param since the newest entry of what was looked at; left out: nothing was
   */
  preview(changes: unknown, since?: number): AppResult<Preview>;
  /** Refused with `policy.overtaken` when somebody changed the same thing after `since`. */
  change(changes: unknown, since?: number): AppResult<Changed>;
  /** Who is invited in more detail than `MemberSession.invite` asks for. */
  invite(invitee: Invitee, welcome?: string): AppResult<Invited>;
  /** See `resetPassword`. */
  resetPassword(request: ResetRequest): AppResult<ResetAnswer>;
  historyJson(): Uint8Array;
  historyPdf(language: ReportLanguage): Promise<Uint8Array>;
  peopleCsv(): Uint8Array;
  /** People of a CSV file, judged row by row; nothing is written. */
  readImport(path: string): AppResult<Judged>;
  /** Invites them in one entry. `keep` gets the file of links before anything is signed; when it fails, nothing is. */
  runImport<E extends AppError>(
    invitees: readonly Invitee[],
    keep: (links: Uint8Array) => Promise<Result<void, E>>,
    welcome?: string,
  ): AppResult<{ readonly seq: number; readonly invited: readonly Invited[] }>;
}

export interface AdministrationParts {
  readonly membership: Membership;
  readonly citations: Citations;
  readonly safetyNumber: (member: Member) => string | null;
  /** For one-time passwords. */
  readonly passwords: { readonly workers: Pick<Workers, 'passwordKey'>; readonly cost: PasswordCost };
  /** After a change of our own. */
  readonly changed: () => Promise<void>;
}

export function createAdministration(parts: AdministrationParts): Administration {
  const { membership, citations, safetyNumber, passwords, changed } = parts;
  const { log, keyset, clock } = membership;
  const now = (): number => Math.max(clock.now(), log.state().at);
  const ports: AdminPorts = { membership, citations, compiled: new CompiledStates(), safetyNumber, now };
  const people = new PeopleIndex();

  function known<T>(id: MemberId, answer: (member: Member) => T): Result<T, AppError> {
    const member = log.state().members.get(id);
    return member === undefined ? err({ code: 'member.unknown', detail: '' }) : ok(answer(member));
  }

  function parsedChanges(changes: unknown, since: number | undefined): Result<readonly Change[], AppError> {
    const parsed = parseChanges(changes);
    if (!parsed.ok) return err({ code: parsed.error.code, detail: `at ${parsed.error.index}` });
    if (since !== undefined && !isKnown(membership, since)) return err({ code: 'entry.unknown', detail: '' });
    return parsed;
  }

  async function inviteAll<E extends AppError>(
    invitees: readonly Invitee[],
    keep: (invited: readonly Invited[]) => Promise<Result<void, E>>,
    welcome: string | undefined,
  ) {
    const made = await withWelcome(membership.database, welcome, async (text) => {
      const invited = await inviteMany(membership, invitees, keep, text);
      return invited.ok ? invited : err(refused(log.state(), invited.error));
    });
    if (made.ok) await changed();
    return made;
  }

  return {
    governs: () => governs(log.state(), keyset.memberId, now()),
    isOffered: () => log.state().transfer?.to === keyset.memberId,
    organisation: () => organisationView(ports),
    people: (query) => people.query(log.state(), query, keyset.memberId, now()),
    person: (id) => known(id, (member) => personDetail(ports, member)),
    explain: (id, permission) => known(id, () => explain(ports, id, permission)),
    matrix: (offset, limit) => matrixPage(ports, offset, limit),
    viewAs: (id) =>
      known(id, (member) => ({
        name: member.name,
        permissions: [...permissionsIn(rightsOf(log.state(), member, now()).some)],
      })),
    presetChanges(key) {
      const preset = PRESETS.get(key);
      if (preset === undefined) return err({ code: 'organisation.presetUnknown', detail: '' });
      return ok(presetChanges(log.state(), preset));
    },
    history: (member, before, limit) => memberHistory(ports, member, before, limit),
    entryDiff(seq) {
      const found = entryDiff(ports, seq);
      return found === null ? err({ code: 'entry.unknown', detail: '' }) : ok(found);
    },
    async preview(changes, since) {
      const parsed = parsedChanges(changes, since);
      return parsed.ok ? preview(ports, parsed.value, since) : parsed;
    },
    async invite(invitee, welcome) {
      const name = normaliseName(invitee.name);
      if (!name.ok) return err(appError(name.error));
      const email = normaliseEmail(invitee.email);
      if (!email.ok) return err(appError(email.error));
      const one = { ...invitee, name: name.value, email: email.value };
      const made = await inviteAll([one], async () => ok(), welcome);
      if (!made.ok) return made;
      const [invited] = made.value.invited;
      if (invited === undefined) throw new Error('invited, and not told whom');
      return ok(invited);
    },
    async resetPassword(request) {
      const reset = await resetPassword(ports, passwords, request);
      if (reset.ok) await changed();
      return reset;
    },
    historyJson: () => historyJson(ports),
    async historyPdf(language) {
      const { historyPdf } = await import('./history-report.ts');
      return historyPdf(ports, language);
    },
    peopleCsv: () => peopleCsv(ports),
    async readImport(path) {
      const read = await readPeople(path);
      return read.ok ? ok(judge(ports, read.value)) : read;
    },
    async runImport(invitees, keep, welcome) {
      const made = await inviteAll(invitees, (invited) => keep(linksCsv(invitees, invited)), welcome);
      return made.ok ? ok({ seq: made.value.head.seq, invited: made.value.invited }) : made;
    },
    async change(changes, since) {
      const parsed = parsedChanges(changes, since);
      if (!parsed.ok) return parsed;
      const made = await change(ports, parsed.value, since);
      if (made.ok) await changed();
      return made;
    },
  };
}
