import { CornerDownLeft, Search } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';
import type { PackageRow } from '../../../src-shared/ipc/packages-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { usePeople } from '../../state/people.ts';
import { useSession } from '../../state/session.ts';
import { cx } from '../../ui/cx.ts';
import { Keys } from '../../ui/Keys.tsx';
import styles from './Palette.module.css';
import { type PaletteItem, paletteSections } from './sections.tsx';

export interface PaletteProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const PACKAGES = 6;

/** Everything by name: actions with their keys, people, packages, settings. */
export function Palette({ isOpen, onClose }: PaletteProps) {
  const { t } = useI18n();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable
      className={cx(styles.overlay)}
    >
      <Modal className={cx(styles.modal)}>
        <Dialog aria-label={t('palette.title')} className={cx(styles.dialog)}>
          <Content onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useSession((state) => state.me);
  const people = usePeople((state) => state.list);
  const [query, setQuery] = useState('');
  const packages = usePackages(query);
  const sections = useMemo(
    () => paletteSections({ query, me, people, packages, i18n }),
    [query, me, people, packages, i18n],
  );
  const run = (item: PaletteItem | undefined): void => {
    if (!item) return;
    onClose();
    item.run();
  };
  return (
    <Autocomplete inputValue={query} onInputChange={setQuery}>
      <TextField aria-label={t('palette.placeholder')} className={cx(styles.field)} autoFocus>
        <Search size={18} aria-hidden="true" />
        <Input className={cx(styles.input)} placeholder={t('palette.placeholder')} maxLength={200} />
      </TextField>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <section className={cx(styles.list)} tabIndex={0} aria-label={t('palette.results')}>
        <ListBox
          aria-label={t('palette.title')}
          className={cx(styles.results)}
          items={sections}
          selectionMode="none"
          onAction={(key) => run(sections.flatMap((section) => section.items).find((item) => item.id === key))}
          renderEmptyState={() => <p className={cx(styles.none)}>{t('palette.empty', { query })}</p>}
        >
          {(section) => (
            <ListBoxSection id={section.id} className={cx(styles.section)}>
              <Header className={cx(styles.header)}>{section.title}</Header>
              <Collection items={section.items}>
                {(item) => (
                  <ListBoxItem id={item.id} textValue={item.label} className={cx(styles.item)}>
                    <span className={cx(styles.icon)} aria-hidden="true">
                      {item.icon}
                    </span>
                    <span className={cx(styles.label)}>
                      {item.label}
                      {item.detail !== undefined && <span className={cx(styles.detail)}>{item.detail}</span>}
                    </span>
                    {item.keys === undefined ? (
                      <CornerDownLeft size={14} aria-hidden="true" className={cx(styles.enter)} />
                    ) : (
                      <Keys keys={item.keys} />
                    )}
                  </ListBoxItem>
                )}
              </Collection>
            </ListBoxSection>
          )}
        </ListBox>
      </section>
    </Autocomplete>
  );
}

/** Packages of all boxes that main finds for the query; none for an empty one. */
function usePackages(query: string): readonly PackageRow[] {
  const [found, setFound] = useState<readonly PackageRow[]>([]);
  useEffect(() => {
    const filter = query.trim();
    if (filter.length < 2) return setFound([]);
    let current = true;
    const ask = async (): Promise<void> => {
      const answers = await Promise.all(
        (['inbox', 'sent', 'briefcase'] as const).map((box) =>
          bridge().packagesList({ box, after: null, limit: PACKAGES, filter }),
        ),
      );
      if (!current) return;
      const rows = answers.flatMap((answer) => (answer.ok ? answer.value.rows : []));
      setFound(rows.toSorted((a, b) => b.sentAt - a.sentAt).slice(0, PACKAGES));
    };
    const timer = setTimeout(() => void ask(), 80);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);
  return found;
}
