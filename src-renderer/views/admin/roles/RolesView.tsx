import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { closeOverlay, offerViewActions, openOverlay, useOverlays } from '../../../app/overlays.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { useOrganisation } from '../../../state/organisation.ts';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { FilterField, Spinner } from '../../../ui/parts.tsx';
import { useChange } from '../use-change.tsx';
import type { CellPlace } from './grid-moves.ts';
import {
  changedCells,
  type Draft,
  draftChanges,
  levelOf,
  lockOf,
  NO_DRAFT,
  nextLevel,
  orderedRoles,
  permissionGroups,
  type RoleRow,
  rebased,
  standingLevel,
  withCell,
} from './matrix.ts';
import { AboutCell, MatrixLegend } from './matrix-notes.tsx';
import { type RoleDifference, roleDifferences } from './preset-differences.ts';
import { RoleDialog } from './RoleDialog.tsx';
import { RoleMatrix } from './RoleMatrix.tsx';
import styles from './RolesView.module.css';

type Open = { readonly role: RoleRow; readonly copy: boolean } | null;
const NO_DIFFERENCES: ReadonlyMap<string, RoleDifference> = new Map();

/** What every role may do, beside what the preset says; edited as a whole, signed after a preview. */
export function RolesView() {
  const { t } = useI18n();
  const { view, error } = useOrganisation();
  return (
    <section className={cx(styles.view)} aria-labelledby="roles-title">
      <h1 id="roles-title" className={cx(styles.title)}>
        {t('adminRoles.title')}
      </h1>
      <Problem error={error} />
      {view === null ? error === null && <Spinner label={t('list.loading')} /> : <Matrix organisation={view} />}
    </section>
  );
}

/** How the roles differ from the preset that the organisation is measured against. */
function usePresetDifferences(preset: string, head: number): ReadonlyMap<string, RoleDifference> {
  const [differences, setDifferences] = useState(NO_DIFFERENCES);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again with every entry of the log
  useEffect(() => {
    let wanted = true;
    void bridge()
      .adminPresetChanges({ preset })
      .then((answer) => wanted && setDifferences(answer.ok ? roleDifferences(answer.value.changes) : NO_DIFFERENCES));
    return () => {
      wanted = false;
    };
  }, [preset, head]);
  return differences;
}

function Matrix({ organisation }: { readonly organisation: OrganisationView }) {
  const { t } = useI18n();
  const me = useSession((state) => state.me);
  const [wanted, setDraft] = useState<Draft>(NO_DRAFT);
  const [filter, setFilter] = useState('');
  const [active, setActive] = useState<CellPlace>({ row: 0, column: 0 });
  const [open, setOpen] = useState<Open>(null);
  const makes = useOverlays((state) => state.open === 'newRole');
  const filterInput = useRef<HTMLInputElement>(null);
  const { ask, preview } = useChange();
  const differences = usePresetDifferences(organisation.preset, organisation.head.seq);
  useEffect(() => offerViewActions({ filter: () => filterInput.current?.select() }), []);

  const roles = useMemo(() => orderedRoles(organisation.roles), [organisation.roles]);
  const draft = useMemo(() => rebased(wanted, roles), [wanted, roles]);
  const groups = useMemo(() => {
    const words = filter.toLocaleLowerCase().split(/\s+/);
    return permissionGroups((permission) => {
      const text = `${t(`permission.${permission}`)} ${permission}`.toLocaleLowerCase();
      return words.every((word) => text.includes(word));
    });
  }, [filter, t]);
  const role = roles[active.column];
  const permission = groups.flatMap((group) => group.permissions)[active.row];
  const changed = changedCells(draft);

  const close = (): void => {
    setOpen(null);
    closeOverlay();
  };
  const cycle = (of: RoleRow, which: Permission): void => {
    if (lockOf(of, organisation, me) !== null) return;
    setDraft(withCell(draft, of, which, nextLevel(which, levelOf(of, which, draft))));
  };

  return (
    <>
      <div className={cx(styles.bar)}>
        <span className={cx(styles.filter)}>
          <FilterField label={t('adminRoles.filter')} value={filter} onChange={setFilter} inputRef={filterInput} />
        </span>
        <MatrixLegend />
        <Button icon={<Plus size={16} aria-hidden="true" />} onPress={() => openOverlay('newRole')}>
          {t('adminRoles.new')}
        </Button>
      </div>
      {groups.length === 0 ? (
        <p className={cx(styles.none)}>{t('adminRoles.noMatch', { filter })}</p>
      ) : (
        <RoleMatrix
          groups={groups}
          roles={roles}
          active={active}
          onActive={setActive}
          onCycle={cycle}
          onRole={(chosen) => setOpen({ role: chosen, copy: false })}
          isLocked={(each) => lockOf(each, organisation, me) !== null}
          differs={(each) => differences.has(each.id)}
          cellOf={(each, which) => ({
            level: levelOf(each, which, draft),
            preset: differences.get(each.id)?.cells.get(which),
            changed: levelOf(each, which, draft) !== standingLevel(each, which),
          })}
        />
      )}
      <div className={cx(styles.foot)}>
        <p id="role-cell" className={cx(styles.about)} aria-live="polite">
          {role !== undefined && (
            <AboutCell role={role} permission={permission} lock={lockOf(role, organisation, me)} />
          )}
        </p>
        {changed > 0 && (
          <>
            <Button onPress={() => setDraft(NO_DRAFT)}>{t('adminRoles.discard')}</Button>
            <Button
              variant="primary"
              onPress={() =>
                ask({
                  title: t('adminRoles.applyTitle', { count: changed }),
                  changes: draftChanges(draft),
                  onMade: () => setDraft(NO_DRAFT),
                })
              }
            >
              {t('adminRoles.review', { count: changed })}
            </Button>
          </>
        )}
      </div>
      {(open !== null || makes) && (
        <RoleDialog
          key={open === null ? 'new' : `${open.role.id}-${open.copy}`}
          organisation={organisation}
          role={open?.role ?? null}
          copy={open?.copy === true}
          lock={open === null || open.copy ? null : lockOf(open.role, organisation, me)}
          onCopy={(source) => setOpen({ role: source, copy: true })}
          onClose={close}
          onChange={(change) => {
            close();
            ask(change);
          }}
        />
      )}
      {preview}
    </>
  );
}
