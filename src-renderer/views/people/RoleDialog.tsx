import { useState } from 'react';
import type { IpcError, Person, RoleView } from '../../../src-shared/ipc/contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { roleHint, roleName } from '../../i18n/role-name.ts';
import { bridge } from '../../state/bridge.ts';
import { loadPeople } from '../../state/people.ts';
import { useSession } from '../../state/session.ts';
import { useToasts } from '../../state/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Choice.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Problem } from '../../ui/Problem.tsx';

export interface RoleDialogProps {
  readonly person: Person;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function RoleDialog({ person, isOpen, onClose }: RoleDialogProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [role, setRole] = useState(person.role);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);

  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const answer = await bridge().peopleSetRole({ member: person.id, role: role.id });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    await loadPeople();
    useToasts
      .getState()
      .show({ tone: 'good', text: t('role.changed', { name: person.name, role: roleName(role, i18n) }) });
    onClose();
  };

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      busy={busy}
      title={t('role.title', { name: person.name })}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="primary" isDisabled={busy || role.id === person.role.id}>
            {t('role.submit')}
          </Button>
        </>
      }
    >
      <RoleChoice value={role} onChange={setRole} />
      <Problem error={error} />
    </Dialog>
  );
}

/** The roles that this member may give. */
export function RoleChoice({
  value,
  onChange,
}: {
  readonly value: RoleView;
  readonly onChange: (role: RoleView) => void;
}) {
  const i18n = useI18n();
  const assignable = useSession((state) => state.me?.assignable ?? NONE);
  return (
    <Select
      label={i18n.t('people.role')}
      value={value.id}
      onChange={(id) => onChange(assignable.find((role) => role.id === id) ?? value)}
      options={assignable.map((role) => ({ id: role.id, label: roleName(role, i18n), hint: roleHint(role, i18n) }))}
    />
  );
}

const NONE: readonly RoleView[] = [];
