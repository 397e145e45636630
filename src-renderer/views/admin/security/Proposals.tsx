import type { ProposalView } from '../../../../src-shared/ipc/admin-views.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Tag } from '../../../ui/parts.tsx';
import { actionText } from '../../history/HistoryView.tsx';
import type { SecurityPartProps } from './SecuritySection.tsx';
import { SecuritySection } from './SecuritySection.tsx';
import styles from './SecurityView.module.css';

/** Changes that wait until enough governors have agreed: what, by whom, who agreed. */
export function Proposals({ organisation, ask }: SecurityPartProps) {
  const { t } = useI18n();
  const { proposals } = organisation;
  return (
    <SecuritySection id="proposals" title={t('adminSecurity.proposals')} hint={t('adminSecurity.proposalsHint')}>
      <div className={cx(styles.card)}>
        {proposals.length === 0 ? (
          <p className={cx(styles.row, styles.meta)}>{t('adminSecurity.noProposals')}</p>
        ) : (
          proposals.map((proposal) => <Proposal key={proposal.id} proposal={proposal} ask={ask} />)
        )}
      </div>
    </SecuritySection>
  );
}

function Proposal({ proposal, ask }: { readonly proposal: ProposalView; readonly ask: SecurityPartProps['ask'] }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const lines = proposal.actions.map((action) => actionText(action, i18n));
  const what = lines[0] ?? t('adminSecurity.aChange');
  return (
    <article className={cx(styles.row)} aria-label={what}>
      <div className={cx(styles.text)}>
        <ul className={cx(styles.actions)}>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two actions may read alike, and their order never changes
            <li key={index}>{line}</li>
          ))}
        </ul>
        <p className={cx(styles.meta)}>
          {t('adminSecurity.proposedBy', { name: proposal.by, date: format.dateTime(proposal.expiresAt) })}
        </p>
        <p className={cx(styles.meta)}>
          <Tag tone="accent">
            {t('adminSecurity.agreed', { done: proposal.approvals.length, count: proposal.governors })}
          </Tag>{' '}
          {format.list(proposal.approvals)}
        </p>
      </div>
      <div className={cx(styles.buttons)}>
        {proposal.own && (
          <Button
            onPress={() =>
              ask({
                title: t('adminSecurity.withdrawProposal', { what }),
                changes: [{ type: 'proposal.withdraw', proposal: proposal.id }],
                confirm: t('adminSecurity.withdraw'),
              })
            }
          >
            {t('adminSecurity.withdraw')}
          </Button>
        )}
        {proposal.approvedByMe ? (
          <span className={cx(styles.meta)}>{t('adminSecurity.youAgreed')}</span>
        ) : (
          <Button
            variant="primary"
            onPress={() =>
              ask({
                title: t('adminSecurity.agreeTitle', { what }),
                changes: [{ type: 'proposal.approve', proposal: proposal.id }],
                confirm: t('adminSecurity.agree'),
              })
            }
          >
            {t('adminSecurity.agree')}
          </Button>
        )}
      </div>
    </article>
  );
}
