import { type ReactNode, useState } from 'react';
import { loadOrganisation } from '../../state/organisation.ts';
import { ChangePreview, type ChangePreviewProps } from './preview/ChangePreview.tsx';

export interface AskedChange extends Omit<ChangePreviewProps, 'onDone'> {
  /** When it was signed or proposed. */
  readonly onMade?: () => void;
}

export interface ChangeRequest {
  readonly ask: (change: AskedChange) => void;
  /** To be rendered by the view: the preview, while one is open. */
  readonly preview: ReactNode;
}

/** One change at a time: nothing is signed from a view but through its preview. */
export function useChange(): ChangeRequest {
  const [asked, setAsked] = useState<AskedChange | null>(null);
  if (asked === null) return { ask: setAsked, preview: null };
  const { onMade, ...change } = asked;
  const preview = (
    <ChangePreview
      {...change}
      onDone={(made) => {
        setAsked(null);
        if (made === null) return;
        onMade?.();
        void loadOrganisation();
      }}
    />
  );
  return { ask: setAsked, preview };
}
