import type { OrganisationView, PersonRow } from '../../../../src-shared/ipc/admin-views.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { Select, Switch } from '../../../ui/Choice.tsx';
import { CheckList } from './CheckList.tsx';
import { nameOf } from './named.ts';

interface FieldProps<T> {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly organisation: OrganisationView;
}

/** Roles that this member may give, and those that are held already. A unique role moves with ownership alone. */
export function RolesField({
  value,
  onChange,
  organisation,
  error,
}: FieldProps<readonly string[]> & { readonly error?: string | null }) {
  const i18n = useI18n();
  const assignable = useSession((state) => state.me?.assignable);
  const given = new Set(assignable?.map(({ id }) => id));
  const items = organisation.roles
    .filter(({ id, unique }) => !unique && (given.has(id) || value.includes(id)))
    .map((role) => ({ id: role.id, label: nameOf(role, i18n) }));
  return (
    <CheckList
      label={i18n.t('adminPeople.roles')}
      items={items}
      value={value}
      onChange={onChange}
      {...(error === undefined ? {} : { error })}
    />
  );
}

export function ClassField({ value, onChange, organisation }: FieldProps<string>) {
  const i18n = useI18n();
  return (
    <Select
      label={i18n.t('adminPeople.class')}
      value={value}
      onChange={onChange}
      options={organisation.classes.map((one) => ({ id: one.id, label: nameOf(one, i18n) }))}
    />
  );
}

export function KindField({ value, onChange }: Pick<FieldProps<PersonRow['kind']>, 'value' | 'onChange'>) {
  const { t } = useI18n();
  return (
    <Select
      label={t('adminPeople.kind')}
      value={value}
      onChange={onChange}
      options={(['internal', 'external', 'service'] as const).map((id) => ({
        id,
        label: t(`memberKind.${id}`),
        hint: t(`memberKindHint.${id}`),
      }))}
    />
  );
}

export function GroupsField({ value, onChange, organisation }: FieldProps<readonly string[]>) {
  const i18n = useI18n();
  if (organisation.groups.length === 0) return null;
  return (
    <CheckList
      label={i18n.t('adminPeople.groups')}
      items={organisation.groups.map((group) => ({ id: group.id, label: nameOf(group, i18n) }))}
      value={value}
      onChange={onChange}
    />
  );
}

/** What somebody is kept from, whatever their roles give. Without `account.login` there is nothing left to limit. */
export function WithheldField({ value, onChange }: Pick<FieldProps<readonly Permission[]>, 'value' | 'onChange'>) {
  const i18n = useI18n();
  const items = PERMISSIONS.filter(
    (permission) => permission !== 'account.login' && kindOf(permission) !== 'exemption',
  ).map((permission) => ({ id: permission, label: i18n.lookup(`permission.${permission}`, {}, permission) }));
  return (
    <CheckList<Permission>
      label={i18n.t('adminPeople.withheld')}
      hint={i18n.t('adminPeople.withheldHint')}
      items={items}
      value={value}
      onChange={onChange}
    />
  );
}

/** Where somebody's governance ends: everywhere, or at some departments. */
export function ScopesField({ value, onChange, organisation }: FieldProps<readonly string[] | null>) {
  const i18n = useI18n();
  const { t } = i18n;
  const scopes = organisation.groups.filter(({ scope }) => scope);
  if (scopes.length === 0 && value === null) return null;
  return (
    <>
      <Switch label={t('adminPeople.scoped')} value={value !== null} onChange={(on) => onChange(on ? [] : null)} />
      {value !== null && (
        <CheckList
          label={t('adminPeople.scopes')}
          hint={t('adminPeople.scopesHint')}
          items={scopes.map((group) => ({ id: group.id, label: nameOf(group, i18n) }))}
          value={value}
          onChange={onChange}
        />
      )}
    </>
  );
}
