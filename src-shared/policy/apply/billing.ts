import type { Handlers } from './acting.ts';

/** The billing history: records are added and declared void, never changed, never dropped. */
export const BILLING_HANDLERS = {
  'billing.record': (draft, { seq }, { record: id, hash }) => {
    if (draft.billing.has(id)) return 'recordExists';
    draft.put('billing', { id, hash, voided: null, setBy: seq });
    return null;
  },
  'billing.void': (draft, { seq }, { record: id }) => {
    const record = draft.billing.get(id);
    if (record === undefined) return 'recordUnknown';
    if (record.voided !== null) return 'recordVoid';
    draft.put('billing', { ...record, voided: seq });
    return null;
  },
} as const satisfies Partial<Handlers>;
