import { File, FilePlus2, Folder, FolderPlus, X } from 'lucide-react';
import type { Chosen } from '../../../src-shared/ipc/files-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { addItems, editDraft, openCompose } from '../../state/compose.ts';
import { useToasts } from '../../state/toasts.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './Items.module.css';

/** More than these are counted, not listed. */
const LISTED = 200;

/** Files and folders of the draft. */
export function Items({ items }: { readonly items: readonly Chosen[] }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const add = async (what: 'files' | 'folder'): Promise<void> => {
    const answer = await bridge().filesChoose({ what });
    if (answer.ok) openCompose({ items: addItems([], answer.value) });
    else useToasts.getState().show({ tone: 'bad', text: i18n.error(answer.error) });
  };
  const size = items.reduce((sum, item) => sum + (item.size ?? 0), 0);
  const folders = items.some((item) => item.kind === 'folder');
  const count = t('compose.items', { count: items.length });
  return (
    <section className={cx(styles.items)} aria-labelledby="items-title">
      <header className={cx(styles.head)}>
        <h3 id="items-title" className={cx(styles.title)}>
          {t('compose.files')}
        </h3>
        {items.length > 0 && (
          <span className={cx(styles.sum)} aria-live="polite">
            {folders
              ? t('compose.itemsSizeMore', { items: count, size: format.bytes(size) })
              : t('compose.itemsSize', { items: count, size: format.bytes(size) })}
          </span>
        )}
      </header>
      <div className={cx(styles.box)}>
        {items.length > 0 && (
          <ul className={cx(styles.list)}>
            {items.slice(0, LISTED).map((item) => (
              <li key={item.handle} className={cx(styles.item)}>
                {item.kind === 'folder' ? (
                  <Folder size={16} aria-hidden="true" />
                ) : (
                  <File size={16} aria-hidden="true" />
                )}
                <span className={cx(styles.name)} title={item.name}>
                  {item.name}
                </span>
                <span className={cx(styles.size)}>
                  {item.size === null ? t('compose.folder') : format.bytes(item.size)}
                </span>
                <IconButton
                  size="s"
                  label={t('compose.removeItem', { name: item.name })}
                  icon={<X size={14} />}
                  onPress={() => editDraft({ items: items.filter((one) => one.handle !== item.handle) })}
                />
              </li>
            ))}
          </ul>
        )}
        <div className={cx(styles.add)} data-empty={items.length === 0}>
          {items.length === 0 && (
            <p className={cx(styles.hint)}>
              {t('compose.dropHere')} <span className={cx(styles.or)}>{t('compose.dropOr')}</span>
            </p>
          )}
          <span className={cx(styles.buttons)}>
            <Button size="s" icon={<FilePlus2 size={15} aria-hidden="true" />} onPress={() => void add('files')}>
              {t('compose.addFiles')}
            </Button>
            <Button size="s" icon={<FolderPlus size={15} aria-hidden="true" />} onPress={() => void add('folder')}>
              {t('compose.addFolder')}
            </Button>
          </span>
        </div>
      </div>
    </section>
  );
}
