import { useState } from 'react';
import type { IpcError, Person } from '../../../src-shared/ipc/contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { loadPeople } from '../../state/people.ts';
import { useToasts } from '../../state/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { RadioCards } from '../../ui/Choice.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Problem } from '../../ui/Problem.tsx';

export interface RoleDialogProps {
  readonly person: Person;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function RoleDialog({ person, isOpen, onClose }: RoleDialogProps) {
  const { t } = useI18n();
  const [role, setRole] = useState<'administrator' | 'member'>(
    person.role === 'administrator' ? 'administrator' : 'member',
  );
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);

  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const answer = await bridge().peopleSetRole({ member: person.id, role });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    await loadPeople();
    useToasts
      .getState()
      .show({ tone: 'good', text: t('role.changed', { name: person.name, role: t(`role.${role}`) }) });
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
          <Button type="submit" variant="primary" isDisabled={busy || role === person.role}>
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

export function RoleChoice({
  value,
  onChange,
}: {
  readonly value: 'administrator' | 'member';
  readonly onChange: (role: 'administrator' | 'member') => void;
}) {
  const { t } = useI18n();
  return (
    <RadioCards
      label={t('people.role')}
      value={value}
      onChange={onChange}
      options={[
        { id: 'member', label: t('role.member'), hint: t('role.memberHint') },
        { id: 'administrator', label: t('role.administrator'), hint: t('role.administratorHint') },
      ]}
    />
  );
}
