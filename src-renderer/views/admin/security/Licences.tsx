import { useState } from 'react';
import { allows } from '../../../app/commands.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Progress } from '../../../ui/parts.tsx';
import { WhyNot } from '../../people/WhyNot.tsx';
import { LicenceList } from '../billing/LicenceList.tsx';
import { CountDialog } from '../CountDialog.tsx';
import { parseCount } from '../settings/sections.ts';
import type { SecurityPartProps } from './SecuritySection.tsx';
import { SecuritySection } from './SecuritySection.tsx';
import styles from './SecurityView.module.css';

/** How many licences there are, and how many are taken. */
export function Licences({ organisation, ask }: SecurityPartProps) {
  const { t, format } = useI18n();
  const may = useSession((state) => allows(state.me, 'billing.manage'));
  const [open, setOpen] = useState(false);
  const [listed, setListed] = useState(false);
  const { bought, inUse } = organisation.licences;
  const set = (count: number | null): void => {
    setOpen(false);
    ask({
      title: count === null ? t('adminSecurity.licencesUnlimitedTitle') : t('adminSecurity.licencesTitle', { count }),
      changes: [{ type: 'licence.set', bought: count }],
    });
  };
  return (
    <SecuritySection id="licences" title={t('adminSecurity.licences')} hint={t('adminSecurity.licencesHint')}>
      <div className={cx(styles.card)}>
        <div className={cx(styles.row)}>
          <div className={cx(styles.text)}>
            <p className={cx(styles.label)}>
              {bought === null
                ? t('adminSecurity.licencesUnlimited', { inUse: format.number(inUse) })
                : t('adminSecurity.licencesInUse', { inUse: format.number(inUse), bought: format.number(bought) })}
            </p>
            {bought !== null && bought > 0 && (
              <div className={cx(styles.bar)}>
                <Progress
                  label={t('adminSecurity.licences')}
                  fraction={Math.min(1, inUse / bought)}
                  tone={inUse >= bought ? 'warn' : 'accent'}
                />
              </div>
            )}
          </div>
          <div className={cx(styles.buttons)}>
            <Button onPress={() => setListed(true)}>{t('billing.whoUses')}</Button>
            {may && (
              <>
                {bought !== null && <Button onPress={() => set(null)}>{t('adminSecurity.licencesNoLimit')}</Button>}
                <Button onPress={() => setOpen(true)}>{t('adminSecurity.licencesChange')}</Button>
              </>
            )}
          </div>
        </div>
      </div>
      {!may && <WhyNot permission="billing.manage" />}
      {listed && (
        <Dialog isOpen width="l" title={t('adminSecurity.licences')} onClose={() => setListed(false)}>
          <LicenceList classes={organisation.classes} />
        </Dialog>
      )}
      {open && (
        <CountDialog
          title={t('adminSecurity.licences')}
          lead={t('adminSecurity.licencesHint')}
          label={t('adminSecurity.licencesBought')}
          value={String(bought ?? inUse)}
          parse={parseCount}
          onClose={() => setOpen(false)}
          onSet={set}
        />
      )}
    </SecuritySection>
  );
}
