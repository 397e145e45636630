import { useState } from 'react';
import type { OrganisationView, PersonRow } from '../../../../src-shared/ipc/admin-views.ts';
import { allows } from '../../../app/commands.tsx';
import { useCloseWithout } from '../../../app/use-close-without.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Segments, Select } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FilterField } from '../../../ui/parts.tsx';
import styles from './forms.module.css';
import { type Named, nameOf } from './named.ts';
import { type BulkEdit, bulkChanges, NO_EDIT, peopleIn } from './person-changes.ts';

/** One of these is enough for the sheet to be of use. */
export const ASSIGNS = ['role.assign', 'group.assign', 'user.class'] as const;

interface BulkAssignProps {
  readonly people: readonly PersonRow[];
  readonly organisation: OrganisationView;
  readonly onClose: () => void;
  readonly onReview: (edit: Partial<BulkEdit>) => void;
}

const KEEP = 'as it is';
const MANY = 14;

/** Roles and groups to add and to take away, and the class, for everybody chosen. */
export function BulkAssign({ people, organisation, onClose, onReview }: BulkAssignProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useSession((state) => state.me);
  useCloseWithout(ASSIGNS, t('adminPeople.bulkTitle', { count: people.length }), onClose);
  const [edit, setEdit] = useState<BulkEdit>(NO_EDIT);
  const touched = peopleIn(bulkChanges(people, edit));
  const assignable = new Set(me?.assignable.map(({ id }) => id));
  return (
    <Dialog
      isOpen
      kind="sheet"
      onClose={onClose}
      title={t('adminPeople.bulkTitle', { count: people.length })}
      lead={t('adminPeople.bulkLead')}
      onSubmit={() => touched > 0 && onReview(edit)}
      footer={
        <>
          <span className={cx(styles.hint)} role="status">
            {t('adminPeople.bulkTouched', { count: touched })}
          </span>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="primary" isDisabled={touched === 0}>
            {t('adminPeople.review')}
          </Button>
        </>
      }
    >
      {allows(me, 'role.assign') && (
        <AddOrRemove
          title={t('adminPeople.roles')}
          list={organisation.roles.filter(({ id, unique }) => !unique && assignable.has(id))}
          add={edit.addRoles}
          remove={edit.removeRoles}
          onChange={(addRoles, removeRoles) => setEdit({ ...edit, addRoles, removeRoles })}
        />
      )}
      {allows(me, 'group.assign') && organisation.groups.length > 0 && (
        <AddOrRemove
          title={t('adminPeople.groups')}
          list={organisation.groups}
          add={edit.addGroups}
          remove={edit.removeGroups}
          onChange={(addGroups, removeGroups) => setEdit({ ...edit, addGroups, removeGroups })}
        />
      )}
      {allows(me, 'user.class') && (
        <Select
          label={t('adminPeople.class')}
          value={edit.class ?? KEEP}
          onChange={(id) => setEdit({ ...edit, class: id === KEEP ? null : id })}
          options={[
            { id: KEEP, label: t('adminPeople.keep') },
            ...organisation.classes.map((one) => ({ id: one.id, label: nameOf(one, i18n) })),
          ]}
        />
      )}
    </Dialog>
  );
}

interface AddOrRemoveProps {
  readonly title: string;
  readonly list: readonly Named[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly onChange: (add: readonly string[], remove: readonly string[]) => void;
}

function AddOrRemove({ title, list, add, remove, onChange }: AddOrRemoveProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [filter, setFilter] = useState('');
  const wanted = filter.toLocaleLowerCase();
  const set = (id: string, choice: 'add' | 'keep' | 'remove'): void => {
    const others = (ids: readonly string[]): string[] => ids.filter((one) => one !== id);
    onChange(
      choice === 'add' ? [...others(add), id] : others(add),
      choice === 'remove' ? [...others(remove), id] : others(remove),
    );
  };
  return (
    <section className={cx(styles.section)} aria-label={title}>
      <h3>{title}</h3>
      {list.length >= MANY && (
        <FilterField label={t('adminPeople.filterList', { name: title })} value={filter} onChange={setFilter} />
      )}
      <div>
        {list
          .map((one) => ({ id: one.id, name: nameOf(one, i18n) }))
          .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
          .map(({ id, name }) => (
            <div key={id} className={cx(styles.bulkRow)}>
              <span aria-hidden="true">{name}</span>
              <Segments
                label={name}
                hideLabel
                value={add.includes(id) ? 'add' : remove.includes(id) ? 'remove' : 'keep'}
                onChange={(choice) => set(id, choice)}
                options={[
                  { id: 'add', label: t('adminPeople.add') },
                  { id: 'keep', label: t('adminPeople.keep') },
                  { id: 'remove', label: t('adminPeople.take') },
                ]}
              />
            </div>
          ))}
      </div>
    </section>
  );
}
