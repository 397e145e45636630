import { useState } from 'react';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox, Select } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormButtons } from '../../../ui/FormButtons.tsx';
import { Tag } from '../../../ui/parts.tsx';
import { EffectEditor, type Effects } from '../EffectEditor.tsx';
import { orderedRoles } from '../roles/matrix.ts';
import type { ChangeRequest } from '../use-change.tsx';
import styles from './AdminSettingsView.module.css';

interface TemplateProps {
  readonly organisation: OrganisationView;
  readonly ask: ChangeRequest['ask'];
}

/** What newcomers get: copied when they are invited, so that changing it changes nobody who is here. */
export function TemplateCard({ organisation, ask }: TemplateProps) {
  const i18n = useI18n();
  const { t, lookup } = i18n;
  const [open, setOpen] = useState(false);
  const { template } = organisation;
  const nameOf = (list: readonly OrganisationView['groups'][number][] | OrganisationView['roles'], id: string) => {
    const found = list.find((each) => each.id === id);
    return found === undefined ? id : roleName(found, i18n);
  };
  const group = organisation.classes.find(({ id }) => id === template.class);
  return (
    <section className={cx(styles.section)} aria-labelledby="settings-template">
      <h2 id="settings-template" className={cx(styles.heading)}>
        {t('adminSettings.template')}
      </h2>
      <div className={cx(styles.card, styles.padded)}>
        <p className={cx(styles.hint)}>{t('adminSettings.templateHint')}</p>
        <dl className={cx(styles.facts)}>
          <dt>{t('people.role')}</dt>
          <dd>{nameOf(organisation.roles, template.role)}</dd>
          <dt>{t('adminSettings.class')}</dt>
          <dd>{group === undefined ? template.class : roleName(group, i18n)}</dd>
          {template.groups.length > 0 && (
            <>
              <dt>{t('adminSettings.groups')}</dt>
              <dd className={cx(styles.tags)}>
                {template.groups.map((id) => (
                  <Tag key={id}>{nameOf(organisation.groups, id)}</Tag>
                ))}
              </dd>
            </>
          )}
          {Object.keys(template.permissions).length > 0 && (
            <>
              <dt>{t('adminSettings.permissions')}</dt>
              <dd className={cx(styles.tags)}>
                {Object.entries(template.permissions).map(([permission, effect]) => (
                  <Tag key={permission} tone={effect === 'deny' ? 'bad' : 'good'}>
                    {lookup(`permission.${permission}`, {}, permission)}: {t(`effect.${effect}`)}
                  </Tag>
                ))}
              </dd>
            </>
          )}
        </dl>
        <Button onPress={() => setOpen(true)}>{t('adminSettings.templateChange')}</Button>
      </div>
      {open && (
        <TemplateDialog
          organisation={organisation}
          onClose={() => setOpen(false)}
          ask={(change) => {
            setOpen(false);
            ask(change);
          }}
        />
      )}
    </section>
  );
}

function TemplateDialog({ organisation, ask, onClose }: TemplateProps & { readonly onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { template } = organisation;
  const [role, setRole] = useState(template.role);
  const [group, setClass] = useState(template.class);
  const [groups, setGroups] = useState<readonly string[]>(template.groups);
  const [permissions, setPermissions] = useState<Effects>(template.permissions);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      kind="sheet"
      title={t('adminSettings.template')}
      lead={t('adminSettings.templateHint')}
      onSubmit={() =>
        ask({
          title: t('adminSettings.templateTitle'),
          changes: [{ type: 'template.set', role, class: group, groups, permissions }],
        })
      }
      footer={<FormButtons onCancel={onClose} submit={t('admin.review')} />}
    >
      <Select
        label={t('people.role')}
        value={role}
        onChange={setRole}
        options={orderedRoles(organisation.roles)
          .filter(({ unique }) => !unique)
          .map((each) => ({ id: each.id, label: roleName(each, i18n) }))}
      />
      <Select
        label={t('adminSettings.class')}
        value={group}
        onChange={setClass}
        options={organisation.classes.map((each) => ({ id: each.id, label: roleName(each, i18n) }))}
      />
      {organisation.groups.length > 0 && (
        <fieldset className={cx(styles.plain)}>
          <legend className={cx(styles.legend)}>{t('adminSettings.groups')}</legend>
          <span className={cx(styles.checks)}>
            {organisation.groups.map((each) => (
              <Checkbox
                key={each.id}
                isSelected={groups.includes(each.id)}
                onChange={(on) => setGroups(on ? [...groups, each.id] : groups.filter((id) => id !== each.id))}
              >
                {roleName(each, i18n)}
              </Checkbox>
            ))}
          </span>
        </fieldset>
      )}
      <EffectEditor label={t('adminSettings.permissions')} effects={permissions} onChange={setPermissions} />
    </Dialog>
  );
}
