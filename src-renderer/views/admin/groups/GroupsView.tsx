import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import { closeOverlay, openOverlay, useOverlays } from '../../../app/overlays.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { useOrganisation } from '../../../state/organisation.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Page } from '../../../ui/Page.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Spinner, Tag } from '../../../ui/parts.tsx';
import { type ChangeRequest, useChange } from '../use-change.tsx';
import { ClassDialog } from './ClassDialog.tsx';
import { GroupDialog } from './GroupDialog.tsx';
import styles from './GroupsView.module.css';
import { Levels } from './Levels.tsx';

export type GroupRow = OrganisationView['groups'][number];
export type ClassRow = OrganisationView['classes'][number];
type Open<Row> = { readonly of: Row; readonly copy: boolean } | null;

interface PartProps {
  readonly organisation: OrganisationView;
  readonly ask: ChangeRequest['ask'];
}

/** Groups allow and deny, classes bound; and one permission at all three levels side by side. */
export function GroupsView() {
  const { t } = useI18n();
  const { view, error } = useOrganisation();
  const { ask, preview } = useChange();
  return (
    <Page title={t('adminGroups.title')} lead={t('adminGroups.lead')}>
      <Problem error={error} />
      {view === null ? (
        error === null && <Spinner label={t('list.loading')} />
      ) : (
        <>
          <Groups organisation={view} ask={ask} />
          <Classes organisation={view} ask={ask} />
          <Levels organisation={view} />
        </>
      )}
      {preview}
    </Page>
  );
}

function Groups({ organisation, ask }: PartProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [open, setOpen] = useState<Open<GroupRow>>(null);
  const makes = useOverlays((state) => state.open === 'newGroup');
  const { groups } = organisation;
  const close = (): void => {
    setOpen(null);
    closeOverlay();
  };
  const add = (
    <Button size="s" icon={<Plus size={15} aria-hidden="true" />} onPress={() => openOverlay('newGroup')}>
      {t('adminGroups.new')}
    </Button>
  );
  return (
    <section className={cx(styles.section)} aria-labelledby="groups-groups">
      <header className={cx(styles.head)}>
        <h2 id="groups-groups" className={cx(styles.heading)}>
          {t('adminGroups.groups')}
        </h2>
        {groups.length > 0 && add}
      </header>
      <div className={cx(styles.card)}>
        {groups.length === 0 && (
          <div className={cx(styles.empty)}>
            <p className={cx(styles.name)}>{t('adminGroups.none')}</p>
            <p className={cx(styles.hint)}>{t('adminGroups.noneHint')}</p>
            {add}
          </div>
        )}
        {groups.map((group) => (
          <button
            key={group.id}
            type="button"
            className={cx(styles.row)}
            onClick={() => setOpen({ of: group, copy: false })}
            aria-haspopup="dialog"
          >
            <span className={cx(styles.text)}>
              <span className={cx(styles.name)}>{roleName(group, i18n)}</span>
              <span className={cx(styles.meta)}>{t('adminGroups.members', { count: group.members })}</span>
            </span>
            <span className={cx(styles.tags)}>
              {group.scope && <Tag tone="accent">{t('adminGroups.isScope')}</Tag>}
              <Effects of={group} effect="allow" />
              <Effects of={group} effect="deny" />
            </span>
          </button>
        ))}
      </div>
      {(open !== null || makes) && (
        <GroupDialog
          key={open === null ? 'new' : `${open.of.id}-${open.copy}`}
          group={open?.of ?? null}
          copy={open?.copy === true}
          onCopy={(of) => setOpen({ of, copy: true })}
          onClose={close}
          onChange={(change) => {
            close();
            ask(change);
          }}
        />
      )}
    </section>
  );
}

function Effects({ of, effect }: { readonly of: GroupRow; readonly effect: 'allow' | 'deny' }) {
  const { t } = useI18n();
  const count = Object.values(of.permissions).filter((each) => each === effect).length;
  if (count === 0) return null;
  return (
    <Tag tone={effect === 'allow' ? 'good' : 'bad'}>
      {effect === 'allow' ? t('adminGroups.allows', { count }) : t('adminGroups.denies', { count })}
    </Tag>
  );
}

function Classes({ organisation, ask }: PartProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [open, setOpen] = useState<Open<ClassRow>>(null);
  const makes = useOverlays((state) => state.open === 'newClass');
  const close = (): void => {
    setOpen(null);
    closeOverlay();
  };
  return (
    <section className={cx(styles.section)} aria-labelledby="groups-classes">
      <header className={cx(styles.head)}>
        <div>
          <h2 id="groups-classes" className={cx(styles.heading)}>
            {t('adminGroups.classes')}
          </h2>
          <p className={cx(styles.hint)}>{t('adminGroups.classesHint')}</p>
        </div>
        <Button size="s" icon={<Plus size={15} aria-hidden="true" />} onPress={() => openOverlay('newClass')}>
          {t('adminGroups.newClass')}
        </Button>
      </header>
      <div className={cx(styles.card)}>
        {organisation.classes.map((each) => (
          <button
            key={each.id}
            type="button"
            className={cx(styles.row)}
            onClick={() => setOpen({ of: each, copy: false })}
            aria-haspopup="dialog"
          >
            <span className={cx(styles.text)}>
              <span className={cx(styles.name)}>{roleName(each, i18n)}</span>
              <span className={cx(styles.meta)}>{t('adminGroups.members', { count: each.members })}</span>
            </span>
            <span className={cx(styles.tags)}>
              <Tag>
                {each.ceiling === null
                  ? t('adminGroups.noCeiling')
                  : t('adminGroups.ceilingOf', { count: each.ceiling.length })}
              </Tag>
              {each.licensed && <Tag tone="accent">{t('adminGroups.licensed')}</Tag>}
            </span>
          </button>
        ))}
      </div>
      {(open !== null || makes) && (
        <ClassDialog
          key={open === null ? 'new' : `${open.of.id}-${open.copy}`}
          organisation={organisation}
          of={open?.of ?? null}
          copy={open?.copy === true}
          onCopy={(of) => setOpen({ of, copy: true })}
          onClose={close}
          onChange={(change) => {
            close();
            ask(change);
          }}
        />
      )}
    </section>
  );
}
