import { zero } from '../../src-shared/base/bytes.ts';
import type { Clock } from '../../src-shared/base/clock.ts';
import { ok } from '../../src-shared/base/result.ts';
import type { Me } from '../../src-shared/ipc/people-contract.ts';
import type { Member } from '../../src-shared/policy/model/entities.ts';
import type { PolicyLog } from '../organisation/policy-log.ts';
import type { EscrowTender } from '../organisation/recovery/tend-escrow.ts';
import type { KitLanguage } from '../vault/kit/texts.ts';
import { readMeta, writeMeta } from '../vault/meta.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { Citations } from './admin/citations.ts';
import type { MemberSession } from './port.ts';
import { recoveryKitPdf } from './recovery-kit.ts';

const KIT_SAVED = 'app.kitSaved';

export interface OwnVaultParts {
  readonly vault: OpenVault;
  readonly log: PolicyLog;
  readonly escrow: EscrowTender;
  readonly citations: Citations;
  readonly member: () => Member;
  readonly clock: Clock;
  /** `view` answers otherwise than before. */
  readonly changed: () => void;
}

/** What members do about the password, keychain and recovery kit of their own vault: part of `MemberSession`. */
export interface OwnVault {
  readonly calls: Pick<
    MemberSession,
    'changePassword' | 'bindKeychain' | 'acknowledgeReset' | 'recoveryKit' | 'renewKit' | 'kitWritten'
  >;
  view(): Pick<Me, 'keychain' | 'kitSaved' | 'passwordReset'>;
}

export function createOwnVault({ vault, log, escrow, citations, member, clock, changed }: OwnVaultParts): OwnVault {
  const kitPdf = (code: string, language: KitLanguage): Promise<Uint8Array> => {
    const { name, email } = member();
    return recoveryKitPdf({ code, name, email, organisation: log.state().name, at: clock.now(), language });
  };

  /** The others learn of a new password at once; without a hub, in a later round. */
  async function afterPassword(): Promise<void> {
    await escrow.tend();
    changed();
  }
  /** What the organisation asks for is asked of the person; it never stands between them and what is theirs. */
  function keychainView(): Me['keychain'] {
    if (vault.protection === 'keychain') return 'keychain';
    return log.state().settings['security.passwordOnly'].value === 'refuse' ? 'keychain-wanted' : 'password-only';
  }
  function resetView(): Me['passwordReset'] {
    const reset = escrow.reset();
    if (reset === null) return null;
    const { setBy, setAt } = citations(reset.seq);
    return { by: setBy, at: setAt, step: reset.step };
  }

  return {
    view: () => ({
      keychain: keychainView(),
      kitSaved: readMeta(vault.database, KIT_SAVED) !== null,
      passwordReset: resetView(),
    }),
    calls: {
      async changePassword(current, next) {
        try {
          const set = await vault.changePassword(current, next);
          if (set.ok) await afterPassword();
          return set;
        } finally {
          zero(current, next);
        }
      },
      async bindKeychain(password) {
        try {
          const bound = await vault.bindKeychain(password);
          if (bound.ok) changed();
          return bound;
        } finally {
          zero(password);
        }
      },
      acknowledgeReset() {
        escrow.acknowledge();
        changed();
      },
      async recoveryKit(password, language) {
        try {
          const code = await vault.recoveryCode(password);
          if (!code.ok) return code;
          return ok(await kitPdf(code.value, language));
        } finally {
          zero(password);
        }
      },
      async renewKit(password, language, keep) {
        try {
          const renewed = await vault.renewKit(password, async (code) => {
            const pdf = await kitPdf(code, language);
            try {
              return await keep(pdf);
            } finally {
              zero(pdf);
            }
          });
          if (!renewed.ok) return renewed;
          writeMeta(vault.database, KIT_SAVED, null);
          return ok();
        } finally {
          zero(password);
        }
      },
      kitWritten: () => writeMeta(vault.database, KIT_SAVED, String(clock.now())),
    },
  };
}
