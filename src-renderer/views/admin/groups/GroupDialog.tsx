import { Info } from 'lucide-react';
import { useState } from 'react';
import { type GroupId, randomId } from '../../../../src-shared/base/ids.ts';
import { useCloseWithout } from '../../../app/use-close-without.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { random } from '../../../state/system-random.ts';
import { Switch } from '../../../ui/Choice.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { NameField } from '../../../ui/NameField.tsx';
import { Banner } from '../../../ui/parts.tsx';
import { EditFooter } from '../EditFooter.tsx';
import { EffectEditor, type Effects, effectChanges } from '../EffectEditor.tsx';
import type { AskedChange } from '../use-change.tsx';
import type { GroupRow } from './GroupsView.tsx';

export interface GroupDialogProps {
  /** null: a new one. */
  readonly group: GroupRow | null;
  /** A new one, with what `group` says. */
  readonly copy: boolean;
  readonly onCopy: (group: GroupRow) => void;
  readonly onClose: () => void;
  readonly onChange: (change: AskedChange) => void;
}

const NOTHING_SAID: Effects = {};

/** Name, scope, and what the group allows and denies its members. */
export function GroupDialog({ group, copy, onCopy, onClose, onChange }: GroupDialogProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const called = group === null ? '' : roleName(group, i18n);
  const edited = copy ? null : group;
  useCloseWithout(['group.edit'], edited === null ? t('adminGroups.newTitle') : called, onClose);
  const [name, setName] = useState(copy ? t('adminRoles.copyOf', { role: called }) : called);
  const [scope, setScope] = useState(group?.scope ?? false);
  const [effects, setEffects] = useState<Effects>(group?.permissions ?? NOTHING_SAID);
  const [checked, setChecked] = useState(false);
  const [inUse, setInUse] = useState(false);

  const submit = (): void => {
    const trimmed = name.trim();
    setChecked(true);
    if (trimmed === '') return;
    if (edited === null) {
      const id = randomId<GroupId>(random);
      const change = { type: 'group.create', group: id, name: trimmed, scope, permissions: effects };
      return void onChange({ title: t('adminGroups.createTitle', { name: trimmed }), changes: [change] });
    }
    const permissions = effectChanges(edited.permissions, effects);
    const change = {
      type: 'group.edit',
      group: edited.id,
      ...(trimmed === called ? {} : { name: trimmed }),
      ...(scope === edited.scope ? {} : { scope }),
      ...(Object.keys(permissions).length === 0 ? {} : { permissions }),
    };
    if (Object.keys(change).length === 2) return void onClose();
    onChange({ title: t('adminGroups.editTitle', { name: called }), changes: [change] });
  };

  const remove = (): void => {
    if (edited === null) return;
    if (edited.members > 0) return void setInUse(true);
    onChange({
      title: t('adminGroups.deleteTitle', { name: called }),
      changes: [{ type: 'group.delete', group: edited.id }],
      confirm: t('adminGroups.deleteConfirm'),
      danger: true,
    });
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      kind="sheet"
      title={edited === null ? t('adminGroups.newTitle') : called}
      lead={t('adminGroups.groupLead')}
      onSubmit={submit}
      footer={
        <EditFooter
          edited={
            edited === null
              ? null
              : { deleteLabel: t('adminRoles.deleteOpen'), onDelete: remove, onCopy: () => onCopy(edited) }
          }
          onCancel={onClose}
        />
      }
    >
      {inUse && edited !== null && (
        <Banner tone="warn" live="alert" icon={<Info size={16} aria-hidden="true" />}>
          {t('adminGroups.inUse', { count: edited.members })}
        </Banner>
      )}
      <NameField label={t('adminRoles.name')} value={name} onChange={setName} checked={checked} />
      <Switch label={t('adminGroups.scope')} value={scope} onChange={setScope} />
      <EffectEditor label={t('adminGroups.effects')} effects={effects} onChange={setEffects} />
    </Dialog>
  );
}
