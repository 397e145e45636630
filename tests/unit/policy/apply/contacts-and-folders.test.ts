import { describe, expect, test } from 'vitest';
import type { ContactId, FolderId, GroupId, LinkId, OrganisationId } from '../../../../src-shared/base/ids.ts';
import type { Action, ActionOf } from '../../../../src-shared/policy/action/action.ts';
import { hexOf, idOf } from '../../../support/policy/ids.ts';
import { accepted, invite, memberOf, pinsOf, refused, role, team } from '../../../support/policy/world.ts';

const state = team();
const seq = state.head.seq + 1;
const contactOf = (number: number) => idOf<ContactId>('c', number);
const folder = idOf<FolderId>('f', 1);
const TEMPLATE = { roles: [role(state.template.role)], class: state.template.class };

describe('contacts', () => {
  const add = (number: number, email = `c${number}@example.org`): Action => ({
    type: 'contact.add',
    contact: contactOf(number),
    name: 'Contact',
    email,
  });
  const edit = (fields: Partial<ActionOf<'contact.edit'>>): Action => ({
    type: 'contact.edit',
    contact: contactOf(1),
    ...fields,
  });
  const remove: Action = { type: 'contact.remove', contact: contactOf(1) };
  const made = accepted(state, 1, add(1));
  const contact = { id: contactOf(1), name: 'Contact', email: 'c1@example.org', pgp: 'none', by: memberOf(1) };

  test('are added, edited and removed; an address is free again', () => {
    expect(made.contacts.get(contactOf(1))).toEqual({ ...contact, setBy: seq });
    const next = accepted(made, 1, edit({ name: 'New', email: 'new@example.org', pgp: 'requested' }));
    expect(next.contacts.get(contactOf(1))).toEqual({
      ...contact,
      name: 'New',
      email: 'new@example.org',
      pgp: 'requested',
      setBy: seq + 1,
    });
    expect(accepted(next, 1, add(2, 'c1@example.org')).contacts.size).toBe(2);
    const gone = accepted(next, 1, remove);
    expect(gone.contacts.size).toBe(0);
    expect(accepted(gone, 1, add(2, 'new@example.org')).contacts.size).toBe(1);
    expect(refused(gone, 1, add(1))).toBe('contactExists');
  });

  test('keep their address in other letters', () => {
    expect(accepted(made, 1, edit({ email: 'C1@example.org' })).contacts.get(contactOf(1))?.email).toBe(
      'C1@example.org',
    );
  });

  test('P23: take no licence', () => {
    expect(made.licencesInUse).toBe(state.licencesInUse);
  });

  test('may have the address of a removed member, and no other member', () => {
    const gone = accepted(state, 1, { type: 'member.remove', member: memberOf(3), pins: pinsOf(state, 3) });
    expect(accepted(gone, 1, add(1, 'p3@example.org')).contacts.size).toBe(1);
    expect(refused(gone, 1, add(1, 'P4@example.org'))).toBe('emailTaken');
  });

  test('keep their address from members: who has it is invited as that contact, or not at all', () => {
    const given = invite(made, 6, { email: 'C1@example.org' });
    expect(refused(made, 1, given)).toBe('contactUnnamed');
    expect(refused(made, 1, { ...given, contact: contactOf(2) })).toBe('contactUnknown');
    expect(accepted(made, 1, { ...given, contact: contactOf(1) }).contacts.size).toBe(0);
    expect(accepted(accepted(made, 1, remove), 1, given).members.has(memberOf(6))).toBe(true);
    expect(refused(made, 1, { type: 'member.edit', member: memberOf(3), email: 'C1@example.org' })).toBe('emailTaken');
  });

  test('are not turned into members by their address by whoever may invite and not convert', () => {
    const [ask, convert] = ['user.invite', 'contact.convert'] as const;
    const permit = { type: 'member.override', member: memberOf(3), effect: 'allow', pins: [] } as const;
    const inviting = accepted(made, 0, { ...permit, permission: ask });
    const given = invite(inviting, 6, { email: 'c1@example.org', ...TEMPLATE });
    expect(refused(inviting, 3, given)).toBe('contactUnnamed');
    expect(refused(inviting, 3, { ...given, contact: contactOf(1) })).toBe('default');
    const both = accepted(inviting, 0, { ...permit, permission: convert });
    expect(accepted(both, 3, { ...given, contact: contactOf(1) }).contacts.size).toBe(0);
  });

  test('are not added with the address of a member, invited or past one of theirs', () => {
    const moved = accepted(state, 1, { type: 'member.edit', member: memberOf(3), email: 'new@example.org' });
    for (const email of ['new@example.org', 'p3@example.org', 'P5@example.org']) {
      expect(refused(moved, 1, add(1, email))).toBe('emailTaken');
      expect(refused(accepted(moved, 1, add(1)), 1, edit({ email }))).toBe('emailTaken');
    }
  });

  test('lose their folders with their place', () => {
    const granted = accepted(
      made,
      1,
      { type: 'folder.create', folder, name: 'Folder' },
      { type: 'folder.grant', folder, to: contactOf(1), level: 'read' },
    );
    expect(accepted(granted, 1, remove).folders.get(folder)?.grants).toEqual([]);
  });

  test.each<[string, Action]>([
    ['contactExists', add(1, 'new@example.org')],
    ['contactExists', { ...add(2), contact: memberOf(3) as string as ContactId } as Action],
    ['emailTaken', add(2, 'C1@example.org')],
    ['emailTaken', edit({ email: 'p3@example.org' })],
    ['unchanged', edit({})],
    ['unchanged', edit({ pgp: 'none' })],
    ['contactUnknown', edit({ contact: contactOf(9), name: 'N' })],
    ['contactUnknown', { type: 'contact.remove', contact: contactOf(9) }],
  ])('are refused: %s', (problem, action) => {
    expect(refused(made, 1, action)).toBe(problem);
  });
});

describe('folders', () => {
  const create: Action = { type: 'folder.create', folder, name: 'Folder' };
  const rename = (name: string): Action => ({ type: 'folder.edit', folder, name });
  const grant = (number: number, level: 'read' | 'write' | null): ActionOf<'folder.grant'> => ({
    type: 'folder.grant',
    folder,
    to: memberOf(number),
    level,
  });
  const made = accepted(state, 3, create);

  test('are made, renamed, shared and deleted by their owner', () => {
    expect(made.folders.get(folder)).toEqual({
      id: folder,
      name: 'Folder',
      owner: memberOf(3),
      grants: [],
      setBy: seq,
    });
    expect(accepted(made, 3, rename('New')).folders.get(folder)).toMatchObject({ name: 'New', setBy: seq + 1 });
    const shared = accepted(made, 3, grant(4, 'read'), grant(1, 'read'), grant(1, 'write'));
    expect(shared.folders.get(folder)).toEqual({
      id: folder,
      name: 'Folder',
      owner: memberOf(3),
      grants: [
        { to: memberOf(1), level: 'write', setBy: seq + 1 },
        { to: memberOf(4), level: 'read', setBy: seq + 1 },
      ],
      setBy: seq,
    });
    expect(accepted(shared, 3, grant(1, null), grant(4, null)).folders.get(folder)?.grants).toEqual([]);
    const deleted = accepted(made, 3, { type: 'folder.delete', folder });
    expect(deleted.folders.size).toBe(0);
    expect(refused(deleted, 3, create)).toBe('folderExists');
  });

  const other = idOf<FolderId>('f', 2);
  test.each<[string, Action]>([
    ['folderExists', create],
    ['folderUnknown', { type: 'folder.edit', folder: other, name: 'N' }],
    ['folderUnknown', { ...grant(1, 'read'), folder: other }],
    ['folderUnknown', { type: 'folder.delete', folder: other }],
    ['unchanged', rename('Folder')],
    ['unchanged', grant(1, null)],
    ['granteeUnknown', grant(9, 'read')],
    ['granteeUnknown', { ...grant(1, 'read'), to: 'none' as GroupId }],
  ])('are refused: %s', (problem, action) => {
    expect(refused(made, 3, action)).toBe(problem);
  });

  test('are shared with nobody who is gone', () => {
    const gone = accepted(made, 1, { type: 'member.remove', member: memberOf(4), pins: pinsOf(state, 4) });
    expect(refused(gone, 3, grant(4, 'read'))).toBe('granteeUnknown');
  });
});

describe('links', () => {
  const link = idOf<LinkId>('k', 1);
  const organisation = hexOf('e', 1) as OrganisationId;
  const add: ActionOf<'link.add'> = { type: 'link.add', link, organisation, name: 'Other' };
  const made = accepted(state, 1, add);

  test('are added and removed', () => {
    expect(made.links.get(link)).toEqual({ id: link, organisation, name: 'Other', setBy: seq });
    const gone = accepted(made, 1, { type: 'link.remove', link });
    expect(gone.links.size).toBe(0);
    expect(refused(gone, 1, add)).toBe('linkExists');
    expect(accepted(gone, 1, { ...add, link: idOf<LinkId>('k', 2) }).links.size).toBe(1);
  });

  test.each<[string, Action]>([
    ['linkExists', { ...add, organisation: hexOf('e', 2) as OrganisationId }],
    ['linkExists', { ...add, link: idOf<LinkId>('k', 2) }],
    ['linkSelf', { ...add, link: idOf<LinkId>('k', 2), organisation: state.organisation }],
    ['linkUnknown', { type: 'link.remove', link: idOf<LinkId>('k', 2) }],
  ])('are refused: %s', (problem, action) => {
    expect(refused(made, 1, action)).toBe(problem);
  });
});
