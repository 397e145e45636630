import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly tone: 'neutral' | 'good' | 'bad';
  readonly text: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface Toasts {
  readonly list: readonly Toast[];
  readonly show: (toast: Omit<Toast, 'id'>) => void;
  readonly dismiss: (id: number) => void;
}

/** At most so many at once: the oldest makes room. */
const MOST = 3;

export const useToasts = create<Toasts>((set) => ({
  list: [],
  show: (toast) =>
    set((state) => {
      const id = (state.list.at(-1)?.id ?? 0) + 1;
      return { list: [...state.list.slice(1 - MOST), { ...toast, id }] };
    }),
  dismiss: (id) => set((state) => ({ list: state.list.filter((toast) => toast.id !== id) })),
}));
