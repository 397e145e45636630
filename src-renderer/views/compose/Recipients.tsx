import { UserPlus, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  Button as AriaButton,
  Tag as AriaTag,
  ComboBox,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  TagGroup,
  TagList,
} from 'react-aria-components';
import type { Person } from '../../../src-shared/ipc/people-contract.ts';
import { allows } from '../../app/commands.tsx';
import { openOverlay } from '../../app/overlays.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { personMatches, reachable, usePeople } from '../../state/people.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import fieldStyles from '../../ui/Field.module.css';
import { Avatar } from '../../ui/parts.tsx';
import styles from './Recipients.module.css';

export interface RecipientsProps {
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

/** Who is to be able to open it: type a name, choose, go on typing; Backspace takes the last one back. */
export function Recipients({ value, onChange }: RecipientsProps) {
  const { t } = useI18n();
  const all = usePeople((state) => state.list);
  const me = useSession((state) => state.me);
  const people = useMemo(() => reachable(all), [all]);
  const [text, setText] = useState('');
  // After a choice the list stays closed until one types on or asks for it: what was chosen must be readable.
  const [closed, setClosed] = useState(false);
  const chosen = value.map((id) => all.find((person) => person.id === id)).filter((person) => person !== undefined);
  const offered = people.filter((person) => !value.includes(person.id) && personMatches(person, text)).slice(0, 50);
  const taken = offered.length === 0 && chosen.some((person) => personMatches(person, text));

  if (people.length === 0) {
    return (
      <div className={cx(styles.alone)}>
        <span>{t('compose.toAlone')}</span>
        {allows(me, 'user.invite') && (
          <Button size="s" icon={<UserPlus size={15} aria-hidden="true" />} onPress={() => openOverlay('invite')}>
            {t('people.invite')}
          </Button>
        )}
      </div>
    );
  }
  return (
    <div className={cx(fieldStyles.field)}>
      <span className={cx(fieldStyles.label)} aria-hidden="true">
        {t('compose.to')}
      </span>
      <div className={cx(styles.box)}>
        <Chips people={chosen} onRemove={(id) => onChange(value.filter((one) => one !== id))} />
        <ComboBox<Person>
          aria-label={t('compose.to')}
          className={cx(styles.combo)}
          menuTrigger="input"
          items={closed ? [] : offered}
          inputValue={text}
          onInputChange={(value) => {
            setText(value);
            if (value !== '') setClosed(false);
          }}
          value={null}
          // With nothing typed an empty list says nothing: everybody has been chosen.
          allowsEmptyCollection={!closed && text !== ''}
          onChange={(key) => {
            if (typeof key !== 'string') return;
            onChange([...value, key]);
            setText('');
            setClosed(true);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Backspace' && text === '') onChange(value.slice(0, -1));
            else {
              if (event.key === 'ArrowDown') setClosed(false);
              event.continuePropagation();
            }
          }}
        >
          <Input
            className={cx(styles.input)}
            placeholder={value.length === 0 ? t('compose.toPlaceholder') : ''}
            autoFocus={value.length === 0}
          />
          <Popover className={cx(styles.popover)} offset={8} placement="bottom start">
            <ListBox<Person>
              className={cx(styles.list)}
              renderEmptyState={() => (
                <p className={cx(styles.none)}>{t(taken ? 'compose.toAlready' : 'compose.toNone')}</p>
              )}
            >
              {(person) => (
                <ListBoxItem id={person.id} textValue={person.name} className={cx(styles.option)}>
                  <Avatar name={person.name} size="s" />
                  <span className={cx(styles.name)}>{person.name}</span>
                  <span className={cx(styles.email)}>{person.email}</span>
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </ComboBox>
      </div>
    </div>
  );
}

function Chips({ people, onRemove }: { readonly people: readonly Person[]; readonly onRemove: (id: string) => void }) {
  const { t } = useI18n();
  if (people.length === 0) return null;
  return (
    <TagGroup
      aria-label={t('compose.toChosen')}
      className={cx(styles.group)}
      onRemove={(keys) => {
        for (const key of keys) onRemove(String(key));
      }}
    >
      <TagList className={cx(styles.chips)} items={people}>
        {(person) => (
          <AriaTag id={person.id} textValue={person.name} className={cx(styles.chip)}>
            <Avatar name={person.name} size="s" />
            <span className={cx(styles.chipName)}>{person.name}</span>
            <AriaButton
              slot="remove"
              className={cx(styles.remove)}
              aria-label={t('compose.toRemove', { name: person.name })}
            >
              <X size={13} aria-hidden="true" />
            </AriaButton>
          </AriaTag>
        )}
      </TagList>
    </TagGroup>
  );
}
