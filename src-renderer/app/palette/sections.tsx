import { Archive, Inbox, Send, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PackageRow } from '../../../src-shared/ipc/packages-contract.ts';
import type { Me, Person } from '../../../src-shared/ipc/people-contract.ts';
import type { I18n } from '../../i18n/i18n.tsx';
import { openCompose } from '../../state/compose.ts';
import { Avatar } from '../../ui/parts.tsx';
import { allows, available, type Command } from '../commands.tsx';
import { explains, governsPeople } from '../governance.ts';
import { go, goTo, goToPeople, USUAL_QUESTION } from '../routes.ts';
import { search } from './search.ts';

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly run: () => void;
}

export interface PaletteSection {
  readonly id: string;
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

export interface PaletteInput {
  readonly query: string;
  readonly me: Me | null;
  readonly people: readonly Person[];
  readonly packages: readonly PackageRow[];
  readonly i18n: Pick<I18n, 't' | 'lookup' | 'format'>;
}

const boxIcons = { inbox: Inbox, sent: Send, briefcase: Archive } as const;
const SETTINGS = ['theme', 'density', 'language', 'notifications', 'lockAfter', 'password', 'kit'] as const;
const PEOPLE = 6;

/** What a command is called in the language of the window. */
export function commandLabel(command: Command, { t, lookup }: PaletteInput['i18n']): string {
  const name = command.labelName === undefined ? '' : lookup(command.labelName, {}, '');
  return command.labelName === undefined ? lookup(command.label, {}, '') : t('action.theme', { name });
}

/** What can be done about somebody: send, look at them; for whoever governs, ask why they may do what they may. */
function ofPerson(person: Person, me: Me | null, t: I18n['t']): readonly PaletteItem[] {
  const { id, name, email } = person;
  const send = person.status === 'active' && !person.self && allows(me, 'pkg.send');
  const icon = <Avatar name={name} size="s" />;
  const look = { id: `person.${id}`, label: name, detail: email, icon, run: () => goToPeople(me, id) };
  return [
    ...(send
      ? [
          {
            id: `send.${id}`,
            label: t('palette.sendTo', { name }),
            detail: email,
            icon,
            run: () => openCompose({ recipients: [id] }),
          },
        ]
      : []),
    ...(!send || governsPeople(me) ? [look] : []),
    ...(explains(me)
      ? [
          {
            id: `why.${id}`,
            label: t('palette.why', { name }),
            detail: email,
            icon,
            run: () => go({ view: 'admin-why', person: id, permission: USUAL_QUESTION }),
          },
        ]
      : []),
  ];
}

/** What answers a query, by kind; sections without an answer are left out. */
export function paletteSections({ query, me, people, packages, i18n }: PaletteInput): readonly PaletteSection[] {
  const { t, lookup, format } = i18n;
  const items = available(me)
    .filter((command) => command.id !== 'palette')
    .map((command) => ({ command, label: commandLabel(command, i18n) }));
  const ofGroup = (group: Command['group']): readonly PaletteItem[] =>
    search(
      items.filter(({ command }) => command.group === group),
      query,
      ({ label }) => label,
      20,
    ).map(({ command, label }) => ({
      id: command.id,
      label,
      icon: <command.icon size={16} />,
      ...(command.keys === undefined ? {} : { keys: command.keys }),
      run: command.run,
    }));
  const asked = query.trim() !== '';
  const settings: readonly PaletteItem[] = SETTINGS.map((name) => ({
    id: `setting.${name}`,
    label: t('action.openSettings', { name: lookup(`settings.${name}`, {}, '') }),
    icon: <SlidersHorizontal size={16} />,
    run: () => goTo('settings'),
  }));
  const sections: readonly PaletteSection[] = [
    { id: 'actions', title: t('palette.actions'), items: ofGroup('actions') },
    { id: 'go', title: t('palette.go'), items: ofGroup('go') },
    {
      id: 'people',
      title: t('palette.people'),
      items: asked
        ? search(people, query, (person) => `${person.name} ${person.email}`, PEOPLE).flatMap((person) =>
            ofPerson(person, me, t),
          )
        : [],
    },
    {
      id: 'packages',
      title: t('palette.packages'),
      items: packages.map((row) => {
        const Icon = boxIcons[row.box];
        return {
          id: `package.${row.id}`,
          label: row.subject || t('row.noSubject'),
          detail: `${row.box === 'sent' ? format.list(row.to.slice(0, 2)) : row.from} · ${format.date(row.sentAt)}`,
          icon: <Icon size={16} />,
          run: () => go({ view: row.box, package: row.id }),
        };
      }),
    },
    {
      id: 'settings',
      title: t('palette.settings'),
      items: asked ? [...ofGroup('settings'), ...search(settings, query, (item) => item.label, 6)] : [],
    },
  ];
  return sections.filter((section) => section.items.length > 0);
}
