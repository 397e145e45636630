import { useI18n } from '../../i18n/i18n.tsx';
import { useSession } from '../../state/session.ts';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { allows, commands } from '../commands.tsx';
import type { PaletteProps } from './Palette.tsx';
import styles from './ShortcutsDialog.module.css';
import { commandLabel } from './sections.tsx';

/** The registry, read out: what each key does. */
export function ShortcutsDialog({ isOpen, onClose }: PaletteProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useSession((state) => state.me);
  const lists = [
    ['shortcuts.listMove', '↑+↓'],
    ['shortcuts.listEnds', 'Home+End'],
    ['shortcuts.listOpen', 'Enter'],
    ['shortcuts.listSelect', 'Space'],
    ['shortcuts.listAll', 'Mod+A'],
    ['shortcuts.listType', t('shortcuts.listTypeKeys')],
  ] as const;
  const everywhere = commands.filter((command) => command.keys !== undefined && allows(me, command.permission));
  return (
    <Dialog width="l" isOpen={isOpen} onClose={onClose} title={t('shortcuts.title')}>
      <div className={cx(styles.columns)}>
        <section aria-labelledby="keys-everywhere">
          <h3 id="keys-everywhere" className={cx(styles.heading)}>
            {t('shortcuts.everywhere')}
          </h3>
          <ul>
            {everywhere.map((command) => (
              <li key={command.id} className={cx(styles.row)}>
                {commandLabel(command, i18n)}
                <Keys keys={command.keys ?? ''} />
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="keys-lists">
          <h3 id="keys-lists" className={cx(styles.heading)}>
            {t('shortcuts.lists')}
          </h3>
          <ul>
            {lists.map(([key, keys]) => (
              <li key={key} className={cx(styles.row)}>
                {t(key)}
                <Keys keys={keys} />
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
}
