import { Archive, FilePlus2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { keepInBriefcase, openCompose, useCompose } from '../../state/compose.ts';
import { useToasts } from '../../state/toasts.ts';
import { cx } from '../../ui/cx.ts';
import { briefcaseSubject } from '../../views/box/briefcase-subject.ts';
import { useViewActions } from '../overlays.ts';
import { useRouter } from '../routes.ts';
import styles from './DropLayer.module.css';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Files dropped anywhere: a new package with them, or straight into the briefcase when that is what one looks at. */
export function DropLayer() {
  const i18n = useI18n();
  const { t } = i18n;
  const [over, setOver] = useState(false);
  const briefcase = useRouter((state) => state.route.view === 'briefcase');
  const composing = useCompose((state) => state.draft !== null);
  const keep = briefcase && !composing;
  const target = useViewActions((state) => state.drop);

  useEffect(() => {
    const take = async (files: readonly File[]): Promise<void> => {
      const chosen = await bridge().drop(files);
      const { show } = useToasts.getState();
      if (!chosen.ok) return show({ tone: 'bad', text: i18n.error(chosen.error) });
      if (chosen.value.length === 0) return;
      const taker = useViewActions.getState().drop;
      if (taker !== undefined) return taker.take(chosen.value);
      if (!keep) return openCompose({ items: chosen.value });
      const refusal = await keepInBriefcase(chosen.value, briefcaseSubject(chosen.value, i18n));
      if (refusal) show({ tone: 'bad', text: i18n.error(refusal) });
    };
    const onDrag = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void take([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragenter', onDrag);
    window.addEventListener('dragover', onDrag);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragenter', onDrag);
      window.removeEventListener('dragover', onDrag);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [i18n, keep]);

  if (!over) return null;
  return (
    <div className={cx(styles.layer)} aria-hidden="true">
      <div className={cx(styles.card)}>
        {keep ? <Archive size={36} strokeWidth={1.5} /> : <FilePlus2 size={36} strokeWidth={1.5} />}
        <p className={cx(styles.title)}>{target?.text ?? (keep ? t('drop.briefcase') : t('drop.title'))}</p>
        {target === undefined && (
          <p className={cx(styles.detail)}>{keep ? t('drop.briefcaseDetail') : t('drop.detail')}</p>
        )}
      </div>
    </div>
  );
}
