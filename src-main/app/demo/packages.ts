import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { Draft } from '../../packages/port.ts';
import { passwordBytes } from '../../vault/password.ts';
import type { MemberSession } from '../port.ts';
import { DemoFailure, demand } from './failure.ts';
import { DAY, HOUR, type PastClock } from './past-clock.ts';
import { EVERYONE, type Who } from './people.ts';

/** Told in a package of its own, so that whoever tries the demo finds it. */
const DEMO_PACKAGE_PASSWORD = 'lighthouse';

interface DemoPackage {
  readonly from: Who;
  readonly to: readonly Who[];
  readonly subject: string;
  readonly message: string;
  readonly folder?: string;
  readonly password?: string;
  /** Days until it expires, counted from now. */
  readonly expiresInDays?: number;
}

const others = (who: Who): readonly Who[] => EVERYONE.filter((name) => name !== who);

const PACKAGES: readonly DemoPackage[] = [
  {
    from: 'Dana Ruiz',
    to: others('Dana Ruiz'),
    subject: 'Welcome to Sealpost',
    message: 'From today we exchange files here. Only the people you choose can open what you send; the hub cannot.',
  },
  {
    from: 'Priya Raman',
    to: ['Dana Ruiz', 'Miriam Okafor'],
    subject: 'Q3 figures',
    message: 'The table and a one-page summary. Returns look good for once.',
    folder: 'Q3 figures',
  },
  {
    from: 'Yuki Tanabe',
    to: ['Dana Ruiz', 'Tomás Lindqvist', 'Priya Raman'],
    subject: 'Brand refresh: logos and photos',
    message: 'Final logos, light and dark. The office photo is still a placeholder.',
    folder: 'Brand refresh',
  },
  {
    from: 'Miriam Okafor',
    to: ['Dana Ruiz', 'Tomás Lindqvist'],
    subject: 'Contract draft, confidential',
    message: 'Closed with a package password on top: whoever finds this computer unlocked still cannot read it.',
    folder: 'Contract draft',
    password: DEMO_PACKAGE_PASSWORD,
  },
  {
    from: 'Miriam Okafor',
    to: ['Dana Ruiz', 'Tomás Lindqvist'],
    subject: 'Password for the contract draft',
    message: `It is: ${DEMO_PACKAGE_PASSWORD}. Outside of this demo I would tell you on the telephone.`,
  },
  {
    from: 'Tomás Lindqvist',
    to: ['Dana Ruiz', 'Yuki Tanabe'],
    subject: 'Door code of the meeting room',
    message: 'It is 4071. It changes soon, so this package goes away by itself.',
    expiresInDays: 3,
  },
];

/** One package at a time, hours apart. */
export async function exchange(
  sessions: ReadonlyMap<Who, MemberSession>,
  paths: Readonly<Record<string, string>>,
  clock: PastClock,
): Promise<void> {
  const session = (who: Who): MemberSession => sessions.get(who) as MemberSession;
  const idOf = (who: Who): MemberId => session(who).member().id;
  for (const each of sessions.values()) await each.sync();
  const send = async (who: Who, draft: Omit<Draft, 'password' | 'expiresAt'> & Partial<Draft>): Promise<void> => {
    const { packages } = session(who);
    const id = demand(await packages.send({ password: null, expiresAt: null, ...draft }));
    const transfer = await packages.settled(id);
    if (transfer.phase !== 'done') throw new DemoFailure({ code: transfer.error?.code ?? 'internal', detail: 'demo' });
    for (const each of sessions.values()) await each.sync();
  };
  for (const { from, to, subject, message, folder, password, expiresInDays } of PACKAGES) {
    clock.pass(28 * HOUR);
    await send(from, {
      recipients: to.map(idOf),
      subject,
      message,
      paths: folder === undefined ? [] : [paths[folder] ?? ''],
      password: password === undefined ? null : passwordBytes(password),
      expiresAt: expiresInDays === undefined ? null : clock.real() + expiresInDays * DAY,
    });
  }
  for (const who of EVERYONE) {
    clock.pass(HOUR);
    await send(who, {
      recipients: [idOf(who)],
      subject: 'Travel notes',
      message: 'In the briefcase: only for myself.',
      paths: [paths['Travel notes'] ?? ''],
    });
  }
}

/** The oldest of each inbox, so that both kinds are to be seen. */
export function markSomeRead(sessions: ReadonlyMap<Who, MemberSession>): void {
  for (const { packages } of sessions.values()) {
    const { rows } = packages.list('inbox', { after: null, limit: 100, filter: '' });
    const [oldest] = [...rows].sort((a, b) => a.sentAt - b.sentAt);
    if (oldest !== undefined) packages.markRead(oldest.id, true);
  }
}
