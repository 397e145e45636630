import { FileDown, FileUp, ListFilter, MoreHorizontal, X } from 'lucide-react';
import type { OrganisationView, PeopleState } from '../../../../src-shared/ipc/admin-views.ts';
import { openOverlay } from '../../../app/overlays.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { askPeople, type PeopleQuery, type PeopleSort } from '../../../state/admin-people.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Segments, Select } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { Menu } from '../../../ui/Menu.tsx';
import { Popup } from '../../../ui/Popup.tsx';
import styles from './AdminPeopleView.module.css';
import { type Named, nameIn, nameOf } from './named.ts';

const STATES = [
  'active',
  'invited',
  'expired',
  'locked',
  'disabled',
  'removed',
  'orphaned',
] as const satisfies readonly PeopleState[];
const SORTS = ['name', 'email', 'role', 'state'] as const satisfies readonly PeopleSort[];
const TABLES = { role: 'roles', group: 'groups', class: 'classes' } as const;
/** No id of a role, class or group has a space in it. */
const ANY = 'any of them';

interface FiltersProps {
  readonly query: PeopleQuery;
  readonly organisation: OrganisationView | null;
}

/** By state, role, group and class, and the order; beside it what is done with everybody at once. */
export function Filters({ query, organisation, mayInvite }: FiltersProps & { readonly mayInvite: boolean }) {
  const { t } = useI18n();
  return (
    <>
      <Popup
        label={t('adminPeople.filters')}
        trigger={<IconButton label={t('adminPeople.filters')} icon={<ListFilter size={16} />} />}
      >
        <Select
          label={t('people.state')}
          value={query.states[0] ?? ANY}
          onChange={(state) => void askPeople({ states: STATES.filter((one) => one === state) })}
          options={[
            { id: ANY, label: t('adminPeople.anyState') },
            ...STATES.map((id) => ({ id, label: t(`personState.${id}`) })),
          ]}
        />
        <Choice label={t('people.role')} list={organisation?.roles ?? []} value={query.role} field="role" />
        <Choice label={t('adminPeople.group')} list={organisation?.groups ?? []} value={query.group} field="group" />
        <Choice label={t('adminPeople.class')} list={organisation?.classes ?? []} value={query.class} field="class" />
        <Select
          label={t('adminPeople.sort')}
          value={query.sort}
          onChange={(sort) => void askPeople({ sort })}
          options={SORTS.map((id) => ({ id, label: t(`adminPeople.sort.${id}`) }))}
        />
        <Segments
          label={t('adminPeople.direction')}
          hideLabel
          value={query.descending ? 'down' : 'up'}
          onChange={(direction) => void askPeople({ descending: direction === 'down' })}
          options={[
            { id: 'up', label: t('adminPeople.ascending') },
            { id: 'down', label: t('adminPeople.descending') },
          ]}
        />
      </Popup>
      <Menu
        label={t('action.more')}
        trigger={<IconButton label={t('action.more')} icon={<MoreHorizontal size={16} />} />}
        groups={[
          {
            id: 'files',
            entries: [
              ...(mayInvite
                ? [
                    {
                      id: 'import',
                      label: t('adminPeople.import'),
                      icon: <FileUp size={15} />,
                      run: () => openOverlay('importPeople'),
                    },
                  ]
                : []),
              {
                id: 'export',
                label: t('adminPeople.export'),
                icon: <FileDown size={15} />,
                run: () => openOverlay('exportPeople'),
              },
            ],
          },
        ]}
      />
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly list: readonly Named[];
  readonly value: string | null;
  readonly field: 'role' | 'group' | 'class';
}

function Choice({ label, list, value, field }: ChoiceProps) {
  const i18n = useI18n();
  if (list.length === 0) return null;
  return (
    <Select
      label={label}
      value={value ?? ANY}
      onChange={(id) => void askPeople({ [field]: id === ANY ? null : id })}
      options={[
        { id: ANY, label: i18n.t('adminPeople.any') },
        ...list.map((one) => ({ id: one.id, label: nameOf(one, i18n) })),
      ]}
    />
  );
}

/** What narrows the list just now, each to be taken away. */
export function FilterChips({ query, organisation }: FiltersProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const chips = [
    ...query.states.map((state) => ({
      id: 'state',
      text: t(`personState.${state}`),
      clear: { states: query.states.filter((one) => one !== state) },
    })),
    ...(['role', 'group', 'class'] as const).flatMap((field) => {
      const id = query[field];
      if (id === null) return [];
      const list = organisation?.[TABLES[field]] ?? [];
      return [{ id: field, text: nameIn(list, id, i18n), clear: { [field]: null } }];
    }),
  ];
  if (chips.length === 0) return null;
  return (
    <ul className={cx(styles.chips)} aria-label={t('adminPeople.filtered')}>
      {chips.map((chip) => (
        <li key={chip.id} className={cx(styles.chip)}>
          {chip.text}
          <IconButton
            size="s"
            label={t('adminPeople.clear', { name: chip.text })}
            icon={<X size={13} />}
            onPress={() => void askPeople(chip.clear)}
          />
        </li>
      ))}
    </ul>
  );
}
