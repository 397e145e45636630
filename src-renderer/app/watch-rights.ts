import type { Me } from '../../src-shared/ipc/people-contract.ts';
import type { I18n } from '../i18n/i18n.tsx';
import { roleName } from '../i18n/role-name.ts';
import { useSession } from '../state/session.ts';
import { useToasts } from '../state/toasts.ts';
import { useViewAs } from '../state/view-as.ts';
import { closeOverlay, useOverlays } from './overlays.ts';
import { accountStop, mayKeepOpen, mayStay, type RightsChange, rightsChange } from './rights.ts';
import { goTo, goToPeople, useRouter } from './routes.ts';

/** So many are named; the rest is counted. */
const NAMED = 3;

/**
 * Keeps what is on screen to what the member may see, as soon as main says otherwise: a view or dialog whose right is gone
 * gives way, and the person is told what has changed and by whom. What is typed elsewhere stays.
 *
 * @returns what ends it
 */
export function watchRights(i18n: I18n): () => void {
  let own = useSession.getState().me;
  return useSession.subscribe(({ me }) => {
    // Seen as somebody else, the window shows what main has not said of this member.
    if (me === own || useViewAs.getState().name !== null) return;
    const before = own;
    own = me;
    if (before === null || me === null || before.member !== me.member) return;
    const change = rightsChange(before, me);
    if (change === null) return;
    const left = leave(me);
    // What they did themselves they know.
    if (change.by !== me.name || left) announce(change, before, me, left, i18n);
  });
}

/** @returns whether something that was open is gone. */
function leave(me: Me): boolean {
  const { open } = useOverlays.getState();
  const { route } = useRouter.getState();
  const overlayGone = !mayKeepOpen(me, open);
  const viewGone = !mayStay(me, route);
  if (overlayGone) closeOverlay();
  if (viewGone && route.view === 'admin-people') goToPeople(me, route.person);
  else if (viewGone) goTo('inbox');
  return overlayGone || viewGone;
}

function announce({ lost, gained, by }: RightsChange, before: Me, me: Me, left: boolean, i18n: I18n): void {
  const { t } = i18n;
  const { show } = useToasts.getState();
  // Why and by whom, a banner says for as long as it is so.
  if (accountStop(me) !== null) return void (left && show({ tone: 'bad', text: t('rights.left') }));
  const detail = [
    ...(left ? [t('rights.left')] : []),
    ...(me.role.id === before.role.id ? [] : [t('rights.role', { role: roleName(me.role, i18n) })]),
    ...(lost.length > 0 ? [t('rights.lost', { what: named(lost, i18n) })] : []),
    ...(gained.length > 0 ? [t('rights.gained', { what: named(gained, i18n) })] : []),
  ];
  show({
    tone: lost.length > 0 ? 'bad' : 'neutral',
    text: by === null ? t('rights.changed') : t('rights.changedBy', { name: by }),
    detail: detail.join(' '),
  });
}

function named(permissions: readonly string[], { t, lookup, format }: I18n): string {
  const names = permissions.slice(0, NAMED).map((key) => lookup(`permission.${key}`, {}, key));
  const others = permissions.length - names.length;
  return format.list(others > 0 ? [...names, t('rights.others', { count: others })] : names);
}
