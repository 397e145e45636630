import { useEffect, useState } from 'react';
import type { PersonDetail } from '../../../../src-shared/ipc/admin-views.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { bridge } from '../../../state/bridge.ts';

interface Loaded {
  readonly person: PersonDetail | null;
  readonly error: IpcError | null;
}

const NOBODY: Loaded = { person: null, error: null };

/** One person as the administration shows them, asked again with every change of the policy; null: nobody yet. */
export function usePerson(member: string | null): Loaded {
  const [loaded, setLoaded] = useState(NOBODY);
  useEffect(() => {
    if (member === null) return setLoaded(NOBODY);
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
  return loaded.person === null || loaded.person.id === member ? loaded : NOBODY;
}
