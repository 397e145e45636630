import { Mail, MoreHorizontal } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import type { Box, PackageContents, PackageDetail } from '../../../src-shared/ipc/packages-contract.ts';
import { offerViewActions } from '../../app/overlays.ts';
import { go } from '../../app/routes.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { now } from '../../state/system-clock.ts';
import { useToasts } from '../../state/toasts.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Menu } from '../../ui/Menu.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Spinner } from '../../ui/parts.tsx';
import { Facts } from './Facts.tsx';
import { Files } from './Files.tsx';
import { Expired, PasswordGate, Refused } from './gates.tsx';
import styles from './PackageView.module.css';
import { Receipts } from './Receipts.tsx';

/** One package: who, when, whether it is what it says it is, and what is inside. */
export function PackageView({ id, box }: { readonly id: string; readonly box: Box }) {
  const { t } = useI18n();
  const [detail, setDetail] = useState<PackageDetail | null>(null);
  const [error, setError] = useState<IpcError | null>(null);

  const load = useCallback(async (): Promise<void> => {
    const answer = await bridge().packagesDetail({ package: id });
    if (!answer.ok) return setError(answer.error);
    setDetail(answer.value);
    const { row } = answer.value;
    // There is nothing to open in it: seeing why is all there is to read.
    if (row.unread && row.refused !== null) void bridge().packagesMarkRead({ package: id, read: true });
  }, [id]);

  useEffect(() => {
    void load();
    return bridge().on('packages.changed', () => void load());
  }, [load]);

  if (error !== null) {
    return (
      <div className={cx(styles.page)}>
        <Problem error={error} title={t('detail.openFailed')} />
      </div>
    );
  }
  if (detail === null) return null;
  const { row } = detail;
  const markUnread = (): void => {
    void bridge().packagesMarkRead({ package: id, read: false });
    go({ view: box, package: null });
  };
  return (
    <article className={cx(styles.page)} aria-labelledby="package-subject">
      <header className={cx(styles.head)}>
        <h2 id="package-subject" className={cx(styles.subject, 'selectable')}>
          {row.subject || t('row.noSubject')}
        </h2>
        {box === 'inbox' && (
          <Menu
            label={t('action.more')}
            groups={[
              {
                id: 'package',
                entries: [
                  {
                    id: 'unread',
                    label: t('action.markUnread'),
                    icon: <Mail size={15} />,
                    keys: 'Mod+U',
                    run: markUnread,
                  },
                ],
              },
            ]}
            trigger={<IconButton label={t('action.more')} icon={<MoreHorizontal size={18} />} />}
          />
        )}
      </header>
      <Facts detail={detail} />
      {row.refused !== null ? (
        <Refused refusal={row.refused} sender={detail.sender.name} />
      ) : row.expiresAt !== null && row.expiresAt <= now() ? (
        <Expired at={row.expiresAt} sender={detail.sender.name} />
      ) : (
        <Inside detail={detail} onMarkUnread={box === 'inbox' ? markUnread : null} />
      )}
      {box === 'sent' && <Receipts detail={detail} />}
    </article>
  );
}

interface InsideProps {
  readonly detail: PackageDetail;
  readonly onMarkUnread: (() => void) | null;
}

/** Message and files, once they are fetched and verified. */
function Inside({ detail, onMarkUnread }: InsideProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const { id, needsPassword, unread } = detail.row;
  const wasUnread = useRef(unread);
  const [contents, setContents] = useState<PackageContents | null>(null);
  const [gate, setGate] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);

  const open = useCallback(
    async (password: string | null): Promise<void> => {
      setBusy(true);
      setError(null);
      const answer = await bridge().packagesContents({ package: id, password });
      setBusy(false);
      if (answer.ok) {
        setContents(answer.value);
        setGate(false);
        if (wasUnread.current) void bridge().packagesMarkRead({ package: id, read: true });
        wasUnread.current = false;
      } else if (answer.error.code === 'package.needsPassword') {
        setGate(true);
      } else setError(answer.error);
    },
    [id],
  );

  // A password that was typed before is still known to main: ask without one first.
  useEffect(() => void open(null), [open]);

  const save = useCallback(
    async (files: readonly number[] | null): Promise<void> => {
      const answer = await bridge().packagesSave({ package: id, files: files === null ? null : [...files] });
      if (!answer.ok) useToasts.getState().show({ tone: 'bad', text: i18n.error(answer.error) });
    },
    [id, i18n],
  );

  useEffect(
    () =>
      offerViewActions({
        ...(contents && contents.files.length > 0 ? { saveAll: () => void save(null) } : {}),
        ...(onMarkUnread ? { markUnread: onMarkUnread } : {}),
      }),
    [contents, save, onMarkUnread],
  );

  if (contents === null) {
    if (gate || (needsPassword && error !== null)) {
      return <PasswordGate detail={detail} busy={busy} error={error} onPassword={(password) => void open(password)} />;
    }
    if (error !== null) {
      return (
        <Problem
          error={error}
          title={t('detail.openFailed')}
          action={
            <Button size="s" onPress={() => void open(null)}>
              {t('action.retry')}
            </Button>
          }
        />
      );
    }
    return <Spinner label={t('detail.opening')} />;
  }
  return (
    <>
      {contents.message !== '' && (
        <section aria-label={t('detail.message')} className={cx(styles.message, 'selectable')}>
          {contents.message}
        </section>
      )}
      {contents.files.length > 0 && (
        <Files files={contents.files} sender={detail.sender.name} box={detail.row.box} onSave={save} />
      )}
    </>
  );
}
