import { Layers, Mail, MailOpen } from 'lucide-react';
import type { PackageRow } from '../../../src-shared/ipc/packages-contract.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/parts.tsx';
import styles from './Many.module.css';

/** Several packages at once: what they are together, and what can be done with all of them. */
export function Many({ rows, onDone }: { readonly rows: readonly PackageRow[]; readonly onDone: () => void }) {
  const { t, format } = useI18n();
  const mark = async (read: boolean): Promise<void> => {
    for (const row of rows) {
      if (row.unread === read) await bridge().packagesMarkRead({ package: row.id, read });
    }
    onDone();
  };
  const size = rows.reduce((sum, row) => sum + row.size, 0);
  return (
    <EmptyState
      icon={<Layers size={24} />}
      title={t('box.manyTitle', { count: rows.length })}
      action={
        rows[0]?.box === 'inbox' && (
          <span className={cx(styles.actions)}>
            <Button icon={<MailOpen size={16} aria-hidden="true" />} onPress={() => void mark(true)}>
              {t('action.markRead')}
            </Button>
            <Button icon={<Mail size={16} aria-hidden="true" />} onPress={() => void mark(false)}>
              {t('action.markUnread')}
            </Button>
          </span>
        )
      }
    >
      {t('box.manySize', { size: format.bytes(size) })}
    </EmptyState>
  );
}
