import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { PersonRow } from '../../../../src-shared/ipc/admin-views.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Choice.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Banner } from '../../../ui/parts.tsx';
import { PersonPicker } from '../PersonPicker.tsx';
import { orderedRoles } from '../roles/matrix.ts';
import type { SecurityPartProps } from './SecuritySection.tsx';
import { isSameName } from './same-name.ts';

const NOTHING = 'nothing';
const ACTIVE = ['active'] as const;

/** To whom, what the owner keeps, and the name typed: an offer that, once accepted, nobody takes back. */
export function TransferDialog({ organisation, ask, onClose }: SecurityPartProps & { readonly onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const roles = orderedRoles(organisation.roles).filter(({ unique }) => !unique);
  const [to, setTo] = useState<PersonRow | null>(null);
  const [keep, setKeep] = useState(roles[0]?.id ?? NOTHING);
  const [typed, setTyped] = useState('');
  const [checked, setChecked] = useState(false);
  const named = to !== null && isSameName(typed, to.name);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      kind="sheet"
      title={t('adminSecurity.transferTitle')}
      lead={t('adminSecurity.transferLead')}
      onSubmit={() => {
        setChecked(true);
        if (to === null || !named) return;
        ask({
          title: t('adminSecurity.offerTitle', { name: to.name }),
          lead: t('adminSecurity.transferLead'),
          changes: [{ type: 'owner.offer', to: to.id, keep: keep === NOTHING ? null : keep }],
          confirm: t('adminSecurity.offerConfirm'),
          danger: true,
        });
      }}
      footer={
        <>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button type="submit">{t('admin.review')}</Button>
        </>
      }
    >
      <Banner tone="warn" icon={<TriangleAlert size={17} aria-hidden="true" />}>
        {t('adminSecurity.irrevocable')}
      </Banner>
      <PersonPicker
        label={t('adminSecurity.newOwner')}
        value={to}
        onChange={setTo}
        states={ACTIVE}
        leaveOut={({ owner }) => owner}
      />
      <Select
        label={t('adminSecurity.keepLabel')}
        value={keep}
        onChange={setKeep}
        options={[
          ...roles.map((role) => ({ id: role.id, label: t('adminSecurity.keepRole', { role: roleName(role, i18n) }) })),
          { id: NOTHING, label: t('adminSecurity.keepNothing') },
        ]}
      />
      {to === null ? (
        checked && (
          <Banner tone="bad" live="alert" icon={<TriangleAlert size={17} aria-hidden="true" />}>
            {t('adminSecurity.chooseSomebody')}
          </Banner>
        )
      ) : (
        <Field
          label={t('adminSecurity.typeName', { name: to.name })}
          value={typed}
          onChange={setTyped}
          error={checked && !named ? t('adminSecurity.typeError', { name: to.name }) : null}
        />
      )}
    </Dialog>
  );
}
