import { Info } from 'lucide-react';
import { useState } from 'react';
import { type ClassId, randomId } from '../../../../src-shared/base/ids.ts';
import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import { PERMISSIONS } from '../../../../src-shared/policy/model/permissions.ts';
import { useCloseWithout } from '../../../app/use-close-without.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { random } from '../../../state/system-random.ts';
import { Checkbox, Select, Switch } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { NameField } from '../../../ui/NameField.tsx';
import { Banner } from '../../../ui/parts.tsx';
import { EditFooter } from '../EditFooter.tsx';
import { permissionGroups } from '../roles/matrix.ts';
import type { AskedChange } from '../use-change.tsx';
import { type ClassForm, classChange } from './class-change.ts';
import styles from './GroupsView.module.css';
import type { ClassRow } from './GroupsView.tsx';

export interface ClassDialogProps {
  readonly organisation: OrganisationView;
  /** null: a new one. */
  readonly of: ClassRow | null;
  /** A new one, with the bounds of `of`. */
  readonly copy: boolean;
  readonly onCopy: (of: ClassRow) => void;
  readonly onClose: () => void;
  readonly onChange: (change: AskedChange) => void;
}

const toggled = <T extends string>(list: readonly T[], item: T, on: boolean): readonly T[] =>
  on ? [...list, item] : list.filter((each) => each !== item);

/** What members of a class can never exceed, whom they reach, and whether they take a licence. */
export function ClassDialog({ organisation, of, copy, onCopy, onClose, onChange }: ClassDialogProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const called = of === null ? '' : roleName(of, i18n);
  const edited = copy ? null : of;
  useCloseWithout(['class.edit'], edited === null ? t('adminGroups.newClassTitle') : called, onClose);
  const [form, setForm] = useState<ClassForm>({
    name: copy ? t('adminRoles.copyOf', { role: called }) : called,
    ceiling: of?.ceiling ?? null,
    audience: of?.audience ?? { classes: null, contacts: 'none' },
    licensed: of?.licensed ?? false,
  });
  const [checked, setChecked] = useState(false);
  const [inUse, setInUse] = useState(false);
  const { ceiling, audience } = form;
  const edit = (change: Partial<ClassForm>): void => setForm({ ...form, ...change });

  const submit = (): void => {
    const name = form.name.trim();
    setChecked(true);
    if (name === '') return;
    if (edited === null) {
      const change = { type: 'class.create', class: randomId<ClassId>(random), ...form, name };
      return void onChange({ title: t('adminGroups.createTitle', { name }), changes: [change] });
    }
    const change = classChange(edited, called, { ...form, name });
    if (change === null) return void onClose();
    onChange({ title: t('adminGroups.editTitle', { name: called }), changes: [change] });
  };

  const remove = (): void => {
    if (edited === null) return;
    if (edited.members > 0 || organisation.template.class === edited.id) return void setInUse(true);
    onChange({
      title: t('adminGroups.deleteTitle', { name: called }),
      changes: [{ type: 'class.delete', class: edited.id }],
      confirm: t('adminGroups.deleteConfirm'),
      danger: true,
    });
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      kind="sheet"
      title={edited === null ? t('adminGroups.newClassTitle') : called}
      lead={t('adminGroups.classesHint')}
      onSubmit={submit}
      footer={
        <EditFooter
          edited={
            edited === null
              ? null
              : { deleteLabel: t('adminRoles.deleteOpen'), onDelete: remove, onCopy: () => onCopy(edited) }
          }
          onCancel={onClose}
        />
      }
    >
      {inUse && (
        <Banner tone="warn" live="alert" icon={<Info size={16} aria-hidden="true" />}>
          {t('adminGroups.classInUse')}
        </Banner>
      )}
      <NameField label={t('adminRoles.name')} value={form.name} onChange={(name) => edit({ name })} checked={checked} />
      <Switch label={t('adminGroups.takesLicence')} value={form.licensed} onChange={(licensed) => edit({ licensed })} />
      <Select
        label={t('adminGroups.contacts')}
        value={audience.contacts}
        onChange={(contacts) => edit({ audience: { ...audience, contacts } })}
        options={(['none', 'personal', 'all'] as const).map((id) => ({ id, label: t(`adminGroups.contacts.${id}`) }))}
      />
      <Switch
        label={t('adminGroups.reachesAll')}
        value={audience.classes === null}
        onChange={(all) => edit({ audience: { ...audience, classes: all ? null : [] } })}
      />
      {audience.classes !== null && (
        <fieldset className={cx(styles.plain)}>
          <legend className={cx(styles.legend)}>{t('adminGroups.reaches')}</legend>
          <span className={cx(styles.checks)}>
            {organisation.classes.map((each) => (
              <Checkbox
                key={each.id}
                isSelected={audience.classes?.includes(each.id) === true}
                onChange={(on) =>
                  edit({ audience: { ...audience, classes: [...toggled(audience.classes ?? [], each.id, on)] } })
                }
              >
                {roleName(each, i18n)}
              </Checkbox>
            ))}
          </span>
        </fieldset>
      )}
      <Switch
        label={t('adminGroups.hasCeiling')}
        value={ceiling !== null}
        onChange={(on) => edit({ ceiling: on ? [...PERMISSIONS] : null })}
      />
      {ceiling !== null &&
        permissionGroups(() => true).map((group) => (
          <fieldset key={group.kind} className={cx(styles.plain)}>
            <legend className={cx(styles.legend)}>{t(`permissionKind.${group.kind}`)}</legend>
            <span className={cx(styles.checks)}>
              {group.permissions.map((permission) => (
                <Checkbox
                  key={permission}
                  isSelected={ceiling.includes(permission)}
                  onChange={(on) => edit({ ceiling: [...toggled(ceiling, permission, on)] })}
                >
                  {t(`permission.${permission}`)}
                </Checkbox>
              ))}
            </span>
          </fieldset>
        ))}
    </Dialog>
  );
}
