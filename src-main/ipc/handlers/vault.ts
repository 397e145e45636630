import { zero } from '../../../src-shared/base/bytes.ts';
import { ok } from '../../../src-shared/base/result.ts';
import { type StagedFile, stagePrivateFile, writePrivateFile } from '../../system/write-private-file.ts';
import { passwordBytes } from '../../vault/password.ts';
import type { Handlers } from '../call.ts';
import type { HandlerContext } from '../context.ts';
import { crossing, refuse } from '../errors.ts';

type Channels =
  | 'vault.unlock'
  | 'vault.unlockWithKit'
  | 'vault.unlockWithReset'
  | 'vault.acknowledgeReset'
  | 'vault.bindKeychain'
  | 'vault.lock'
  | 'vault.changePassword'
  | 'vault.saveKit'
  | 'vault.renewKit';

export function vaultHandlers({ app, desktop }: HandlerContext): Handlers<Channels> {
  return {
    'vault.unlock': async ({ password }, { profile }) => {
      const unlocked = await app.unlock(profile, passwordBytes(password));
      return unlocked.ok ? ok(null) : crossing(unlocked);
    },
    'vault.unlockWithKit': async ({ code, newPassword, allowPasswordOnly }, { profile }) => {
      const unlocked = await app.unlockWithKit(profile, code, passwordBytes(newPassword), allowPasswordOnly);
      return unlocked.ok ? ok(null) : crossing(unlocked);
    },
    'vault.unlockWithReset': async (
      { source, oneTimePassword, newPassword, allowPasswordOnly },
      { window, profile },
    ) => {
      const given = 'text' in source ? source.text : window.handles.reset(source.handle);
      if (given === null) return refuse('vault.resetTypo');
      const unlocked = await app.unlockWithReset(profile, {
        given,
        oneTimePassword: oneTimePassword === null ? null : passwordBytes(oneTimePassword),
        newPassword: passwordBytes(newPassword),
        allowPasswordOnly,
      });
      return unlocked.ok ? ok(null) : crossing(unlocked);
    },
    'vault.bindKeychain': async ({ password }, { session }) => {
      const bound = await session.bindKeychain(passwordBytes(password));
      return bound.ok ? ok(null) : crossing(bound);
    },
    'vault.acknowledgeReset': async (_request, { session }) => {
      session.acknowledgeReset();
      return ok(null);
    },
    'vault.lock': async (_request, { profile }) => {
      await app.lock(profile);
      return ok(null);
    },
    'vault.changePassword': async ({ current, next }, { session }) => {
      const changed = await session.changePassword(passwordBytes(current), passwordBytes(next));
      return changed.ok ? ok(null) : crossing(changed);
    },
    'vault.saveKit': async ({ password }, { window, session }) => {
      const target = await desktop.chooseTarget(window.id, 'kit');
      if (target === null) return ok(false);
      const kit = await session.recoveryKit(passwordBytes(password), desktop.language());
      if (!kit.ok) return crossing(kit);
      try {
        const written = await writePrivateFile(target, kit.value);
        if (!written.ok) return refuse(written.error.code);
        session.kitWritten();
        return ok(true);
      } finally {
        zero(kit.value);
      }
    },
    'vault.renewKit': async ({ password }, { window, session }) => {
      const target = await desktop.chooseTarget(window.id, 'kit');
      if (target === null) return ok(false);
      const staged: { page: StagedFile | null } = { page: null };
      // INVARIANT: S27. The new page is on the disk before the old one stops working, and takes its place after.
      const renewed = await session.renewKit(passwordBytes(password), desktop.language(), async (pdf) => {
        const page = await stagePrivateFile(target, pdf);
        if (!page.ok) return page;
        staged.page = page.value;
        return ok();
      });
      if (!renewed.ok) {
        await staged.page?.discard();
        return crossing(renewed);
      }
      const written = await staged.page?.commit();
      if (written?.ok === false) return refuse(written.error.code);
      session.kitWritten();
      return ok(true);
    },
  };
}
