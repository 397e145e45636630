import type { Channel } from '../../src-shared/ipc/contract.ts';
import { CLASS, ROLE } from './roles.ts';

const NOBODY = '0'.repeat(26);

/** Where an empty object is not enough; ids are of nobody. */
const REQUESTS: { readonly [C in Channel]?: unknown } = {
  'vault.unlock': { password: 'x' },
  'vault.unlockWithKit': { code: 'x', newPassword: 'long enough', allowPasswordOnly: false },
  'vault.unlockWithReset': {
    source: { text: 'x' },
    oneTimePassword: null,
    newPassword: 'long enough',
    allowPasswordOnly: false,
  },
  'admin.resetPassword': { member: NOBODY, by: 'code', password: null },
  'vault.changePassword': { current: 'x', next: 'y' },
  'vault.saveKit': { password: 'x' },
  'vault.renewKit': { password: 'x' },
  'people.invite': { name: 'Eve', email: 'eve@acme.example', role: ROLE.member },
  'people.resendInvitation': { member: NOBODY },
  'people.saveInvitation': { link: 'sealpost://join/x' },
  'people.setRole': { member: NOBODY, role: ROLE.member },
  'policy.history': { before: null, limit: 10 },
  'packages.list': { box: 'inbox', after: null, limit: 10, filter: '' },
  'packages.detail': { package: NOBODY },
  'packages.contents': { package: NOBODY, password: null },
  'packages.save': { package: NOBODY, files: null },
  'packages.markRead': { package: NOBODY, read: true },
  'packages.send': {
    recipients: [],
    subject: '',
    message: '',
    items: [],
    password: null,
    expiresAt: null,
    briefcase: false,
  },
  'transfers.control': { transfer: 'x', action: 'pause' },
  'admin.people': {
    search: '',
    states: [],
    role: null,
    group: null,
    class: null,
    sort: 'name',
    descending: false,
    offset: 0,
    limit: 10,
  },
  'admin.person': { member: NOBODY },
  'admin.explain': { member: NOBODY, permission: 'pkg.send' },
  'admin.preview': { changes: [{ type: 'owner.withdraw' }] },
  'admin.change': { changes: [{ type: 'owner.withdraw' }] },
  'admin.invite': {
    name: 'Eve',
    email: 'eve@acme.example',
    kind: 'internal',
    roles: [ROLE.member],
    class: CLASS.internal,
    groups: [],
    withheld: [],
    scopes: null,
    expiresAt: null,
    contact: null,
  },
  'admin.matrix': { offset: 0, limit: 10 },
  'admin.viewAs': { member: NOBODY },
  'admin.presetChanges': { preset: 'sealpost' },
  'admin.history': { member: NOBODY, before: null, limit: 10 },
  'admin.entryDiff': { seq: 1 },
  'admin.exportHistory': { format: 'json' },
  'admin.readImport': { file: NOBODY },
  'admin.runImport': { import: NOBODY },
};

/** A request that the channel's schema accepts. */
export const validRequest = (channel: Channel): unknown => REQUESTS[channel] ?? {};
