import { Notification } from 'electron';
import type { ProfileId } from '../../src-shared/base/ids.ts';
import type { Texts } from './texts.ts';

export interface Notices {
  /** Names the sender, never the subject: the system keeps notices, and shows them on its lock screen. */
  arrived(profile: ProfileId, from: string): void;
  /** Takes down what the profile's notices still show: after locking, no name stays on the screen. */
  withdraw(profile: ProfileId): void;
}

export interface NoticePorts {
  readonly wanted: () => boolean;
  /** False while the profile's window has the focus: the list shows it already. */
  readonly away: (profile: ProfileId) => boolean;
  readonly texts: () => Texts;
  readonly show: (profile: ProfileId) => void;
}

/** More would be noise: after this many, older ones go. */
const MOST = 5;

export function createNotices(ports: NoticePorts): Notices {
  const shown = new Map<ProfileId, Notification[]>();
  return {
    arrived(profile, from) {
      if (!ports.wanted() || !ports.away(profile) || !Notification.isSupported()) return;
      const notice = new Notification({ title: ports.texts().arrived(from) });
      notice.on('click', () => ports.show(profile));
      const list = shown.get(profile) ?? [];
      list.push(notice);
      shown.set(profile, list);
      while (list.length > MOST) list.shift()?.close();
      notice.show();
    },
    withdraw(profile) {
      for (const notice of shown.get(profile) ?? []) notice.close();
      shown.delete(profile);
    },
  };
}
