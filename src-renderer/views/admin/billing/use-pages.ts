import { useCallback, useEffect, useRef, useState } from 'react';
import type { Result } from '../../../../src-shared/base/result.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import { bridge } from '../../../state/bridge.ts';

/** Rows a page: one question to main brings as many. */
const PAGE = 100;

interface Answer<R> {
  readonly total: number;
  readonly rows: readonly R[];
}

export interface Pages<R, A> {
  /** The newest answer whole, for what it says besides rows; null until there is one. */
  readonly answer: A | null;
  readonly error: IpcError | null;
  readonly rowAt: (index: number) => R | null;
  readonly onVisible: (window: { readonly first: number; readonly end: number }) => void;
  readonly reload: () => void;
}

/**
 * A list of any length that main sorts and searches, fetched as it is looked at, and anew with every change of the policy.
 * @param ask changes when another question is meant: keep it the same otherwise (`useCallback`)
 */
export function usePages<R, A extends Answer<R>>(
  ask: (offset: number, limit: number) => Promise<Result<A, IpcError>>,
): Pages<R, A> {
  const [answer, setAnswer] = useState<A | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  const [pages, setPages] = useState<ReadonlyMap<number, readonly R[]>>(new Map());
  /** An answer to an older question is dropped. */
  const asked = useRef({ generation: 0, fetching: new Set<number>(), first: 0 });

  const fetchPage = useCallback(
    async (page: number): Promise<void> => {
      const { generation, fetching } = asked.current;
      if (fetching.has(page)) return;
      fetching.add(page);
      const got = await ask(page * PAGE, PAGE);
      if (asked.current.generation !== generation) return;
      fetching.delete(page);
      if (!got.ok) return setError(got.error);
      setError(null);
      setAnswer(got.value);
      setPages((known) => new Map(known).set(page, got.value.rows));
    },
    [ask],
  );
  const reload = useCallback(() => {
    const { generation, first } = asked.current;
    asked.current = { generation: generation + 1, fetching: new Set(), first };
    setPages(new Map());
    void fetchPage(first);
  }, [fetchPage]);
  useEffect(() => {
    asked.current = { ...asked.current, first: 0 };
    reload();
    return bridge().on('people.changed', reload);
  }, [reload]);

  return {
    answer,
    error,
    rowAt: (index) => pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null,
    onVisible({ first, end }) {
      asked.current.first = Math.floor(first / PAGE);
      for (let page = Math.floor(first / PAGE); page * PAGE < end; page += 1)
        if (!pages.has(page)) void fetchPage(page);
    },
    reload,
  };
}
