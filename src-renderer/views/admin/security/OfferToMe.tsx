import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../../i18n/i18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Banner } from '../../../ui/parts.tsx';
import type { SecurityPartProps } from './SecuritySection.tsx';
import { isSameName } from './same-name.ts';

/** The organisation is offered to whoever looks: they take it over, or leave it. */
export function OfferToMe({ organisation, ask }: SecurityPartProps) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [checked, setChecked] = useState(false);
  const { transfer, owner, name } = organisation;
  if (transfer?.toMe !== true) return null;
  const same = isSameName(typed, name);
  return (
    <>
      <Banner
        tone="accent"
        icon={<KeyRound size={17} aria-hidden="true" />}
        title={t('adminSecurity.offeredToMe', { owner: owner.name, organisation: name })}
        action={
          <Button size="s" onPress={() => setOpen(true)}>
            {t('adminSecurity.accept')}
          </Button>
        }
      >
        {t('adminSecurity.irrevocable')}
      </Banner>
      {open && (
        <Dialog
          isOpen
          onClose={() => setOpen(false)}
          title={t('adminSecurity.acceptTitle', { organisation: name })}
          lead={t('adminSecurity.irrevocable')}
          onSubmit={() => {
            setChecked(true);
            if (!same) return;
            setOpen(false);
            ask({
              title: t('adminSecurity.acceptTitle', { organisation: name }),
              lead: t('adminSecurity.irrevocable'),
              changes: [{ type: 'owner.accept', offer: transfer.offer }],
              confirm: t('adminSecurity.acceptConfirm'),
              danger: true,
            });
          }}
          footer={
            <>
              <Button onPress={() => setOpen(false)}>{t('action.cancel')}</Button>
              <Button type="submit">{t('admin.review')}</Button>
            </>
          }
        >
          <Field
            label={t('adminSecurity.typeName', { name })}
            value={typed}
            onChange={setTyped}
            error={checked && !same ? t('adminSecurity.typeError', { name }) : null}
            autoFocus
          />
        </Dialog>
      )}
    </>
  );
}
