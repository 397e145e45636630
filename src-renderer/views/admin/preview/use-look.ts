import { useCallback, useEffect, useRef, useState } from 'react';
import type { Preview } from '../../../../src-shared/ipc/admin-views.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { bridge } from '../../../state/bridge.ts';

interface Seen {
  readonly preview: Preview | null;
  readonly error: IpcError | null;
  /** What could be done when the person began to look is refused now. */
  readonly gone: boolean;
}

export interface Look extends Seen {
  /** Begins to look anew: what others did meanwhile is part of what stands. */
  readonly again: () => void;
  /** While it runs, news is left for after it: one's own change is among them. */
  readonly hold: <T>(run: () => Promise<T>) => Promise<T>;
  /** Main refused the change. */
  readonly refused: (error: IpcError) => void;
}

const NOTHING: Seen = { preview: null, error: null, gone: false };

/**
 * What the changes would do, kept up with the policy while somebody looks: what others change meanwhile shows at once, and
 * what they changed of the very same thing is said, until the person looks again.
 */
export function useLook(changes: readonly unknown[]): Look {
  const [seen, setSeen] = useState<Seen>(NOTHING);
  /** The newest entry when the person began to look; null until the first answer. */
  const since = useRef<number | null>(null);
  const asked = useRef(0);
  const held = useRef(false);

  const ask = useCallback(async (): Promise<void> => {
    asked.current += 1;
    const mine = asked.current;
    const from = since.current;
    const answer = await bridge().adminPreview({ changes: [...changes], ...(from === null ? {} : { since: from }) });
    if (mine !== asked.current || held.current) return;
    if (answer.ok) {
      since.current ??= answer.value.head;
      setSeen({ preview: answer.value, error: null, gone: false });
    } else {
      const gone = from !== null && answer.error.code === 'policy.denied';
      setSeen({ preview: null, error: answer.error, gone });
    }
  }, [changes]);

  const again = useCallback((): void => {
    since.current = null;
    setSeen(NOTHING);
    void ask();
  }, [ask]);

  useEffect(() => {
    again();
    const end = bridge().on('people.changed', () => {
      if (!held.current) void ask();
    });
    return () => {
      asked.current += 1;
      end();
    };
  }, [again, ask]);

  return {
    ...seen,
    again,
    async hold(run) {
      held.current = true;
      try {
        return await run();
      } finally {
        held.current = false;
      }
    },
    refused(error) {
      // Who was first is known to the preview, and what it would do now.
      if (error.code === 'policy.overtaken') void ask();
      else setSeen((now) => ({ ...now, error }));
    },
  };
}
