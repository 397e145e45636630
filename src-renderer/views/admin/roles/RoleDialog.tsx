import { Copy, Lock } from 'lucide-react';
import { useState } from 'react';
import { type RoleId, randomId } from '../../../../src-shared/base/ids.ts';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { random } from '../../../state/system-random.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select, Switch } from '../../../ui/Choice.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { NameField } from '../../../ui/NameField.tsx';
import { Banner } from '../../../ui/parts.tsx';
import { EditFooter } from '../EditFooter.tsx';
import type { AskedChange } from '../use-change.tsx';
import { orderedRoles, type RoleRow } from './matrix.ts';

export interface RoleDialogProps {
  readonly organisation: OrganisationView;
  /** null: a new role. */
  readonly role: RoleRow | null;
  /** A new role, with what `role` gives. */
  readonly copy: boolean;
  readonly lock: 'roleIsOwners' | 'roleOutranks' | null;
  readonly onCopy: (role: RoleRow) => void;
  readonly onClose: () => void;
  readonly onChange: (change: AskedChange) => void;
}

const NOTHING = 'nothing';
/** 100 is the owner's alone. */
const MAX_RANK = 99;
const USUAL_RANK = 10;

/** A whole number from 0 to 99; null for anything else. */
export function parseRank(text: string): number | null {
  const rank = /^\d{1,2}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return rank >= 0 && rank <= MAX_RANK ? rank : null;
}

/** Name, rank and peer of a role that is made, copied or changed; its cells are edited in the matrix. */
export function RoleDialog({ organisation, role, copy, lock, onCopy, onClose, onChange }: RoleDialogProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const edits = role !== null && !copy;
  const called = role === null ? '' : roleName(role, i18n);
  const [name, setName] = useState(copy ? t('adminRoles.copyOf', { role: called }) : called);
  const [rank, setRank] = useState(String(Math.min(MAX_RANK, role?.rank ?? USUAL_RANK)));
  const [peer, setPeer] = useState(role?.peer ?? false);
  const [from, setFrom] = useState(role?.id ?? NOTHING);
  const [checked, setChecked] = useState(false);
  const [inUse, setInUse] = useState(false);
  const source = organisation.roles.find(({ id }) => id === from);

  const submit = (): void => {
    const parsed = parseRank(rank);
    const trimmed = name.trim();
    setChecked(true);
    if (trimmed === '' || parsed === null) return;
    if (!edits) {
      const matrix = source?.cells ?? {};
      const id = randomId<RoleId>(random);
      return void onChange({
        title: t('adminRoles.createTitle', { role: trimmed }),
        changes: [{ type: 'role.create', role: id, name: trimmed, rank: parsed, peer, matrix }],
      });
    }
    const change = {
      type: 'role.edit',
      role: role.id,
      ...(trimmed === called ? {} : { name: trimmed }),
      ...(parsed === role.rank ? {} : { rank: parsed }),
      ...(peer === role.peer ? {} : { peer }),
    };
    if (Object.keys(change).length === 2) return void onClose();
    onChange({ title: t('adminRoles.editTitle', { role: called }), changes: [change] });
  };

  const remove = (): void => {
    if (role === null) return;
    if (role.holders > 0 || organisation.template.role === role.id) return void setInUse(true);
    onChange({
      title: t('adminRoles.deleteTitle', { role: called }),
      changes: [{ type: 'role.delete', role: role.id }],
      confirm: t('adminRoles.delete'),
      danger: true,
    });
  };

  if (edits && lock !== null) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={called}
        footer={
          <>
            <Button icon={<Copy size={15} aria-hidden="true" />} onPress={() => onCopy(role)}>
              {t('adminRoles.copy')}
            </Button>
            <Button variant="primary" onPress={onClose} autoFocus>
              {t('dialog.close')}
            </Button>
          </>
        }
      >
        <Banner tone="neutral" icon={<Lock size={16} aria-hidden="true" />} title={t('adminRoles.locked')}>
          {t(`adminRoles.${lock}`, { role: called })}
        </Banner>
      </Dialog>
    );
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="l"
      title={edits ? t('adminRoles.roleTitle', { role: called }) : t('adminRoles.newTitle')}
      lead={edits ? t('adminRoles.roleLead') : t('adminRoles.newLead')}
      onSubmit={submit}
      footer={
        <EditFooter
          edited={
            !edits ? null : { deleteLabel: t('adminRoles.deleteOpen'), onDelete: remove, onCopy: () => onCopy(role) }
          }
          onCancel={onClose}
        />
      }
    >
      <NameField label={t('adminRoles.name')} value={name} onChange={setName} checked={checked} />
      <Field
        label={t('adminRoles.rank')}
        hint={t('adminRoles.rankHint')}
        value={rank}
        onChange={setRank}
        inputMode="numeric"
        error={checked && parseRank(rank) === null ? t('adminRoles.rankError') : null}
        maxLength={2}
      />
      <Switch label={t('adminRoles.peer')} value={peer} onChange={setPeer} />
      {!edits && (
        <Select
          label={t('adminRoles.startFrom')}
          value={from}
          onChange={setFrom}
          options={[
            { id: NOTHING, label: t('adminRoles.startNothing') },
            ...orderedRoles(organisation.roles).map((each) => ({ id: each.id, label: roleName(each, i18n) })),
          ]}
        />
      )}
      {inUse && (
        <Banner tone="warn" live="alert" icon={<Lock size={16} aria-hidden="true" />}>
          {role !== null && role.holders > 0
            ? t('adminRoles.inUse', { count: role.holders })
            : t('adminRoles.inTemplate')}
        </Banner>
      )}
    </Dialog>
  );
}
