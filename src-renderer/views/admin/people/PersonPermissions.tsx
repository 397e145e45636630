import { CircleQuestionMark, Info } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { PersonDetail } from '../../../../src-shared/ipc/admin-views.ts';
import { kindOf, type Permission, type PermissionKind } from '../../../../src-shared/policy/model/permissions.ts';
import { allows } from '../../../app/commands.tsx';
import { explains } from '../../../app/governance.ts';
import { go } from '../../../app/routes.ts';
import { type I18n, useI18n } from '../../../i18n/i18n.tsx';
import { useSession } from '../../../state/session.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Segments, Switch } from '../../../ui/Choice.tsx';
import { cx } from '../../../ui/cx.ts';
import { Banner, FilterField, Tag, type Tone } from '../../../ui/parts.tsx';
import { WhyNot } from '../../people/WhyNot.tsx';
import type { AskedChange } from '../use-change.tsx';
import styles from './PersonPane.module.css';
import { choiceOf, type OverrideChoice, type OverrideEdits, overrideChanges, withOverride } from './person-changes.ts';

type Right = PersonDetail['rights'][number];
const KINDS = ['use', 'governance', 'delegated', 'exemption'] as const satisfies readonly PermissionKind[];

interface PersonPermissionsProps {
  readonly person: PersonDetail;
  readonly ask: (change: AskedChange) => void;
}

/** Every permission: whether it is held, and what was set for this person alone. Nothing is changed before a review. */
export function PersonPermissions({ person, ask }: PersonPermissionsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useSession((state) => state.me);
  const [edits, setEdits] = useState<OverrideEdits>(new Map());
  const [filter, setFilter] = useState('');
  const [ownOnly, setOwnOnly] = useState(false);
  // Somebody else may have changed what stands meanwhile: edits that say no more than that go.
  useEffect(() => {
    setEdits((before) => person.rights.reduce((kept, right) => rebased(kept, right), before));
  }, [person.rights]);
  const shown = useMemo(
    () =>
      person.rights.filter(
        (right) => (!ownOnly || right.override !== null || edits.has(right.permission)) && isMeant(right, filter, i18n),
      ),
    [person.rights, ownOnly, edits, filter, i18n],
  );
  const editable = !person.self && !person.owner && person.state !== 'removed' && allows(me, 'user.permit');
  const review = (): void =>
    ask({
      title: t('adminPeople.permitTitle', { name: person.name, count: edits.size }),
      changes: overrideChanges(person.id, edits),
      onMade: () => setEdits(new Map()),
    });

  return (
    <div className={cx(styles.sections)}>
      <Blocked person={person} />
      <div className={cx(styles.tools)}>
        <FilterField label={t('adminPeople.permissionFilter')} value={filter} onChange={setFilter} />
        <Switch label={t('adminPeople.ownOnly')} value={ownOnly} onChange={setOwnOnly} />
      </div>
      {shown.length === 0 && <p className={cx(styles.hint)}>{t('adminPeople.noPermission')}</p>}
      {KINDS.map((kind) => {
        const rights = shown.filter(({ permission }) => kindOf(permission) === kind);
        if (rights.length === 0) return null;
        return (
          <section key={kind} className={cx(styles.kind)} aria-label={i18n.lookup(`permissionKind.${kind}`, {}, kind)}>
            <h3>{i18n.lookup(`permissionKind.${kind}`, {}, kind)}</h3>
            <ul className={cx(styles.rights)}>
              {rights.map((right) => (
                <RightRow
                  key={right.permission}
                  right={right}
                  onWhy={
                    explains(me)
                      ? () => go({ view: 'admin-why', person: person.id, permission: right.permission })
                      : null
                  }
                  choice={edits.get(right.permission) ?? choiceOf(right.override)}
                  edited={edits.has(right.permission)}
                  onChoice={editable ? (choice) => setEdits(withOverride(edits, right, choice)) : null}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {edits.size > 0 && (
        <div className={cx(styles.bar)}>
          <span role="status">{t('adminPeople.pending', { count: edits.size })}</span>
          <span className={cx(styles.barButtons)}>
            <Button onPress={() => setEdits(new Map())}>{t('adminPeople.discard')}</Button>
            <Button variant="primary" onPress={review}>
              {t('adminPeople.review')}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}

const rebased = (edits: OverrideEdits, right: Right): OverrideEdits => {
  const choice = edits.get(right.permission);
  return choice === undefined ? edits : withOverride(edits, right, choice);
};

function isMeant({ permission }: Right, filter: string, { lookup }: Pick<I18n, 'lookup'>): boolean {
  const text = `${lookup(`permission.${permission}`, {}, '')} ${lookup(`permission.${permission}.description`, {}, '')}`;
  const folded = text.toLocaleLowerCase();
  return filter
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

/** One sentence on why nothing can be set here, where nothing can. */
function Blocked({ person }: { readonly person: PersonDetail }) {
  const { t } = useI18n();
  const reason = person.owner
    ? t('adminPeople.ownerNotice')
    : person.self
      ? t('adminPeople.selfNotice')
      : person.state === 'removed'
        ? t('adminPeople.removedNotice')
        : null;
  if (reason === null) return <WhyNot permission="user.permit" />;
  return (
    <Banner tone="neutral" icon={<Info size={16} aria-hidden="true" />}>
      {reason}
    </Banner>
  );
}

interface RightRowProps {
  readonly right: Right;
  readonly choice: OverrideChoice;
  readonly edited: boolean;
  /** null: shown, not to be changed. */
  readonly onChoice: ((choice: OverrideChoice) => void) | null;
  /** null: explanations are not for whoever looks. */
  readonly onWhy: (() => void) | null;
}

function RightRow({ right, choice, edited, onChoice, onWhy }: RightRowProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const name = nameOfPermission(right.permission, i18n);
  const held = heldOf(right);
  return (
    <li className={cx(styles.right)} data-edited={edited || undefined}>
      <div>
        <p className={cx(styles.rightName)}>{name}</p>
        <p className={cx(styles.hint)}>{i18n.lookup(`permission.${right.permission}.description`, {}, '')}</p>
      </div>
      <span className={cx(styles.rightHeld)}>
        <Tag tone={HELD_TONES[held]}>{t(`adminPeople.held.${held}`)}</Tag>
        {onWhy !== null && (
          <IconButton
            size="s"
            label={t('adminPeople.whyOf', { name })}
            icon={<CircleQuestionMark size={15} />}
            onPress={onWhy}
          />
        )}
      </span>
      <span className={cx(styles.rightChoice)}>
        {onChoice === null ? (
          right.override !== null && <Tag>{t(`adminPeople.override.${right.override}`)}</Tag>
        ) : (
          <Segments<OverrideChoice>
            label={t('adminPeople.overrideOf', { name })}
            hideLabel
            value={choice}
            onChange={onChoice}
            options={[
              { id: 'allow', label: t('adminPeople.override.allow') },
              { id: 'roles', label: t('adminPeople.override.roles') },
              { id: 'deny', label: t('adminPeople.override.deny') },
            ]}
          />
        )}
      </span>
    </li>
  );
}

const nameOfPermission = (permission: Permission, { lookup }: Pick<I18n, 'lookup'>): string =>
  lookup(`permission.${permission}`, {}, permission);

const heldOf = ({ level }: Right): 'full' | 'limited' | 'none' => level ?? 'none';
const HELD_TONES: Readonly<Record<'full' | 'limited' | 'none', Tone>> = {
  full: 'good',
  limited: 'warn',
  none: 'neutral',
};
