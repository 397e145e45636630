import { readFile, stat } from 'node:fs/promises';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { INVITATION_FILE_MAX } from '../../../src-shared/protocol/invitation.ts';
import { passwordBytes } from '../../vault/password.ts';
import type { Handlers } from '../call.ts';
import type { HandlerContext } from '../context.ts';
import { crossing, refuse } from '../errors.ts';
import type { Handles } from '../handles.ts';

type Channels = 'organisation.create' | 'organisation.inspectInvitation' | 'organisation.join' | 'demo.open';

/** The text of an invitation: pasted, from a link that the system handed over, or from a chosen file. */
async function invitationText(
  handles: Handles,
  source: { readonly text: string } | { readonly handle: string },
): Promise<Result<string, IpcError>> {
  if ('text' in source) return ok(source.text.trim());
  const held = handles.invitation(source.handle);
  if (held !== null) return ok(held);
  const path = handles.path(source.handle);
  if (path === null) return refuse('files.unknown');
  try {
    if ((await stat(path)).size > INVITATION_FILE_MAX) return refuse('invitation.malformed');
    return ok((await readFile(path, 'utf8')).trim());
  } catch {
    return refuse('files.unreadable');
  }
}

export function organisationHandlers({ app }: HandlerContext): Handlers<Channels> {
  return {
    'organisation.create': async ({ hub, password, preset, ...request }, { window }) => {
      const path = window.handles.path(hub);
      if (path === null) return refuse('files.unknown');
      const created = await app.createOrganisation({
        ...request,
        ...(preset === undefined ? {} : { preset }),
        password: passwordBytes(password),
        hub: { kind: 'folder', path },
      });
      return created.ok ? ok({ profile: created.value }) : crossing(created);
    },
    'organisation.inspectInvitation': async ({ source }, { window }) => {
      const text = await invitationText(window.handles, source);
      if (!text.ok) return text;
      const view = await app.inspectInvitation(text.value);
      if (!view.ok) return crossing(view);
      return ok({ ...view.value, invitation: window.handles.hold({ kind: 'invitation', text: text.value }) });
    },
    'organisation.join': async ({ invitation, password, name, allowPasswordOnly }, { window }) => {
      const text = window.handles.invitation(invitation);
      if (text === null) return refuse('files.unknown');
      const joined = await app.join({ invitation: text, name, password: passwordBytes(password), allowPasswordOnly });
      return joined.ok ? ok({ profile: joined.value }) : crossing(joined);
    },
    'demo.open': async () => {
      const demo = await app.openDemo();
      return demo.ok ? ok({ profiles: [...demo.value.profiles], password: demo.value.password }) : crossing(demo);
    },
  };
}
