import { PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Select } from '../../ui/Choice.tsx';

export interface PermissionSelectProps {
  readonly value: Permission;
  readonly onChange: (permission: Permission) => void;
}

/** One permission of all, each with what it is. */
export function PermissionSelect({ value, onChange }: PermissionSelectProps) {
  const { t } = useI18n();
  return (
    <Select<Permission>
      label={t('adminRoles.permission')}
      value={value}
      onChange={onChange}
      options={PERMISSIONS.map((permission) => ({
        id: permission,
        label: t(`permission.${permission}`),
        hint: t(`permission.${permission}.description`),
      }))}
    />
  );
}
