import { useEffect, useState } from 'react';
import type { PersonDetail } from '../../../../src-shared/ipc/admin-contract.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract.ts';
import { bridge } from '../../../state/bridge.ts';

interface Loaded {
  readonly person: PersonDetail | null;
  readonly error: IpcError | null;
}

/** One person as the administration shows them, asked again with every change of the policy. */
export function usePerson(member: string): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ person: null, error: null });
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      const answer = await bridge().adminPerson({ member });
      if (!wanted) return;
      setLoaded((before) =>
        answer.ok ? { person: answer.value, error: null } : { person: before.person, error: answer.error },
      );
    };
    void load();
    const end = bridge().on('people.changed', () => void load());
    return () => {
      wanted = false;
      end();
    };
  }, [member]);
  return loaded;
}
