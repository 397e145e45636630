import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../../i18n/i18n.tsx';
import { roleName } from '../../../i18n/role-name.ts';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Avatar, Banner } from '../../../ui/parts.tsx';
import { OfferToMe } from './OfferToMe.tsx';
import type { SecurityPartProps } from './SecuritySection.tsx';
import { SecuritySection } from './SecuritySection.tsx';
import styles from './SecurityView.module.css';
import { TransferDialog } from './TransferDialog.tsx';

/** Who owns the organisation; the owner offers it, the other accepts. */
export function Ownership({ organisation, ask }: SecurityPartProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useSession((state) => state.me);
  const [open, setOpen] = useState(false);
  const { owner, transfer } = organisation;
  const isOwner = me?.member === owner.id;
  const kept = organisation.roles.find(({ id }) => id === transfer?.keep);
  return (
    <SecuritySection id="ownership" title={t('adminSecurity.ownership')} hint={t('adminSecurity.ownershipHint')}>
      <div className={cx(styles.card)}>
        <div className={cx(styles.row)}>
          <span className={cx(styles.person)}>
            <Avatar name={owner.name} />
            <span>
              <span className={cx(styles.label)}>{owner.name}</span>
              <span className={cx(styles.meta)}> · {t('adminSecurity.owner')}</span>
            </span>
          </span>
          {isOwner ? (
            transfer === null && <Button onPress={() => setOpen(true)}>{t('adminSecurity.transfer')}</Button>
          ) : (
            <span className={cx(styles.meta)}>{t('adminSecurity.ownerOnly', { name: owner.name })}</span>
          )}
        </div>
      </div>
      {transfer !== null && !transfer.toMe && (
        <Banner
          tone="warn"
          icon={<KeyRound size={17} aria-hidden="true" />}
          title={t('adminSecurity.offered', { name: transfer.to.name })}
          action={
            isOwner && (
              <Button
                size="s"
                onPress={() => ask({ title: t('adminSecurity.withdrawTitle'), changes: [{ type: 'owner.withdraw' }] })}
              >
                {t('adminSecurity.withdrawOffer')}
              </Button>
            )
          }
        >
          {t('adminSecurity.offeredDetail')}{' '}
          {kept === undefined
            ? t('adminSecurity.keepsNothing', { owner: owner.name })
            : t('adminSecurity.keeps', { owner: owner.name, role: roleName(kept, i18n) })}
        </Banner>
      )}
      <OfferToMe organisation={organisation} ask={ask} />
      {open && (
        <TransferDialog
          organisation={organisation}
          onClose={() => setOpen(false)}
          ask={(change) => {
            setOpen(false);
            ask(change);
          }}
        />
      )}
    </SecuritySection>
  );
}
