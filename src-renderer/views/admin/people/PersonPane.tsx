import { FilePlus2, MoreHorizontal, PenLine } from 'lucide-react';
import { useState } from 'react';
import type { OrganisationView, PersonDetail } from '../../../../src-shared/ipc/admin-views.ts';
import type { Me } from '../../../../src-shared/ipc/people-contract.ts';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { allows } from '../../../app/commands.tsx';
import type { PersonPart } from '../../../app/routes.ts';
import { type I18n, useI18n } from '../../../i18n/i18n.tsx';
import { openCompose } from '../../../state/compose.ts';
import { useSession } from '../../../state/session.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Menu, type MenuEntry } from '../../../ui/Menu.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Avatar, Spinner, Tag } from '../../../ui/parts.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { InvitationDialog } from '../invite/InvitationDialog.tsx';
import { type AskedChange, useChange } from '../use-change.tsx';
import { EDITS, EditPerson } from './EditPerson.tsx';
import { LockPerson } from './LockPerson.tsx';
import { PersonFacts } from './PersonFacts.tsx';
import { PersonHistory } from './PersonHistory.tsx';
import styles from './PersonPane.module.css';
import { PersonPermissions } from './PersonPermissions.tsx';
import { STATE_TONES } from './PersonRowView.tsx';
import { ResetPassword } from './ResetPassword.tsx';
import { usePerson } from './usePerson.ts';

type DialogName = 'none' | 'edit' | 'lock' | 'resend' | 'reset';

interface PersonPaneProps {
  readonly id: string;
  /** What is open of it at first. */
  readonly part: PersonPart;
  readonly organisation: OrganisationView | null;
}

export function PersonPane({ id, part, organisation }: PersonPaneProps) {
  const { t } = useI18n();
  const { person, error } = usePerson(id);
  if (person === null || organisation === null) {
    return (
      <div className={cx(styles.page)}>
        {error === null ? <Spinner label={t('list.loading')} /> : <Problem error={error} />}
      </div>
    );
  }
  return (
    <>
      <Problem error={error} />
      <Person person={person} part={part} organisation={organisation} />
    </>
  );
}

interface PersonProps {
  readonly person: PersonDetail;
  readonly part: PersonPart;
  readonly organisation: OrganisationView;
}

function Person({ person, part, organisation }: PersonProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useSession((state) => state.me);
  const { ask, preview } = useChange();
  const [dialog, setDialog] = useState<DialogName>('none');
  const [tab, setTab] = useState<PersonPart>(part);
  const close = (): void => setDialog('none');
  const manageable = isManageable(person);
  const mayEdit = manageable && EDITS.some((permission) => allows(me, permission));
  const actions = manageable ? personActions(person, me, i18n, ask, setDialog) : [];
  return (
    <article className={cx(styles.page)} aria-labelledby="person-name">
      <header className={cx(styles.head)}>
        <Avatar name={person.name} size="l" />
        <div className={cx(styles.headText)}>
          <h2 id="person-name" className={cx(styles.title, 'selectable')}>
            {person.name}
          </h2>
          <p className={cx(styles.address, 'selectable')}>{person.email}</p>
          <p className={cx(styles.tags)}>
            <Tag tone={STATE_TONES[person.state]}>{t(`personState.${person.state}`)}</Tag>
            {person.owner && <Tag tone="accent">{t('adminPeople.owner')}</Tag>}
            {person.self && <Tag>{t('people.you')}</Tag>}
            {person.kind !== 'internal' && <Tag>{t(`memberKind.${person.kind}`)}</Tag>}
          </p>
        </div>
        <div className={cx(styles.buttons)}>
          {person.state === 'active' && !person.self && allows(me, 'pkg.send') && (
            <IconButton
              label={t('people.send')}
              icon={<FilePlus2 size={17} />}
              onPress={() => openCompose({ recipients: [person.id] })}
            />
          )}
          {mayEdit && (
            <Button icon={<PenLine size={15} aria-hidden="true" />} onPress={() => setDialog('edit')}>
              {t('adminPeople.edit')}
            </Button>
          )}
          {actions.length > 0 && (
            <Menu
              label={t('action.more')}
              trigger={<IconButton label={t('action.more')} icon={<MoreHorizontal size={17} />} />}
              groups={[
                { id: 'account', entries: actions.filter(({ danger }) => danger !== true) },
                { id: 'danger', entries: actions.filter(({ danger }) => danger === true) },
              ]}
            />
          )}
        </div>
      </header>
      <Tabs<PersonPart>
        label={t('adminPeople.parts', { name: person.name })}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            id: 'overview',
            label: t('adminPeople.overview'),
            content: <PersonFacts person={person} organisation={organisation} ask={ask} />,
          },
          {
            id: 'permissions',
            label: t('adminPeople.permissions'),
            content: <PersonPermissions person={person} ask={ask} />,
          },
          { id: 'history', label: t('adminPeople.history'), content: <PersonHistory member={person.id} /> },
        ]}
      />
      {preview}
      {dialog === 'edit' && (
        <EditPerson person={person} organisation={organisation} onClose={close} onReview={(change) => ask(change)} />
      )}
      {dialog === 'lock' && <LockPerson person={person} organisation={organisation} onClose={close} onReview={ask} />}
      {dialog === 'reset' && <ResetPassword member={person.id} name={person.name} onClose={close} />}
      <InvitationDialog person={person} isOpen={dialog === 'resend'} onClose={close} />
    </article>
  );
}

/** Nobody changes their own rights, or the owner's. */
export const isManageable = (person: PersonDetail): boolean =>
  !person.self && !person.owner && person.state !== 'removed';

/** What can be done with the account in its state, by whoever holds the right to it. */
function personActions(
  person: PersonDetail,
  me: Me | null,
  { t }: I18n,
  ask: (change: AskedChange) => void,
  open: (dialog: DialogName) => void,
): readonly MenuEntry[] {
  const { id: member, name, state } = person;
  const invited = person.invitationExpiresAt !== null;
  const change = (type: string, rest: Omit<AskedChange, 'title' | 'changes'> = {}): (() => void) => {
    const verb = type.replace('member.', '') as 'disable' | 'enable' | 'unlock' | 'remove';
    return () => ask({ title: t(`adminPeople.${verb}Title`, { name }), changes: [{ type, member }], ...rest });
  };
  const entries: readonly (MenuEntry & { readonly needs: Permission; readonly when: boolean })[] = [
    {
      id: 'resend',
      label: t('people.resend'),
      needs: 'user.invite',
      when: invited,
      run: () => open('resend'),
    },
    {
      id: 'enable',
      label: t('adminPeople.enable'),
      needs: 'user.state',
      when: state === 'disabled',
      run: change('member.enable', { confirm: t('adminPeople.enableDo') }),
    },
    {
      id: 'unlock',
      label: t('adminPeople.unlock'),
      needs: 'user.state',
      when: state === 'locked',
      run: change('member.unlock', { confirm: t('adminPeople.unlockDo') }),
    },
    {
      id: 'reset',
      label: t('adminPeople.reset'),
      needs: 'password.reset',
      when: state === 'active',
      run: () => open('reset'),
    },
    {
      id: 'lock',
      label: t('adminPeople.lock'),
      needs: 'user.state',
      when: state === 'active',
      run: () => open('lock'),
    },
    {
      id: 'disable',
      label: t('adminPeople.disable'),
      needs: 'user.state',
      danger: true,
      when: !invited && (state === 'active' || state === 'expired'),
      run: change('member.disable', {
        danger: true,
        confirm: t('adminPeople.disableDo'),
        lead: t('adminPeople.disableLead', { name }),
      }),
    },
    {
      id: 'remove',
      label: t('adminPeople.remove'),
      needs: 'user.remove',
      danger: true,
      when: true,
      run: change('member.remove', {
        danger: true,
        confirm: t('adminPeople.removeDo'),
        lead: t('adminPeople.removeLead', { name }),
      }),
    },
  ];
  return entries.filter(({ needs, when }) => when && allows(me, needs));
}
