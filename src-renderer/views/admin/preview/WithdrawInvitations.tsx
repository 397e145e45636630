import { useState } from 'react';
import { allows } from '../../../app/commands.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { Checkbox } from '../../../ui/Choice.tsx';

interface WithdrawInvitationsProps {
  readonly open: readonly string[];
  readonly withdrawn: readonly string[];
  readonly onWithdraw: (members: readonly string[]) => void;
  readonly isDisabled: boolean;
}

/** Stays while the preview with or without them is being worked out, so that the focus stays, too. */
export function WithdrawInvitations({ open, withdrawn, onWithdraw, isDisabled }: WithdrawInvitationsProps) {
  const { t } = useI18n();
  const me = useSession((session) => session.me);
  const [offered, setOffered] = useState<readonly string[]>([]);
  const members = open.length > 0 && withdrawn.length === 0 ? open : offered;
  if (members.length === 0 || !allows(me, 'user.remove')) return null;
  return (
    <Checkbox
      isSelected={withdrawn.length > 0}
      isDisabled={isDisabled}
      onChange={(selected) => {
        setOffered(members);
        onWithdraw(selected ? members : []);
      }}
    >
      {t('preview.withdraw', { count: members.length })}
    </Checkbox>
  );
}
