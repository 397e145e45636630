import type { Channel, EventName } from './contract.ts';

/*
 * The names alone, for preload, which must stay small: importing the contract would carry all of zod into every page.
 * `Record` makes the compiler refuse a list that lacks a channel or has one too many.
 */

const channels: Record<Channel, true> = {
  'app.session': true,
  'app.profiles': true,
  'app.about': true,
  'app.openExternal': true,
  'app.pendingLink': true,
  'clipboard.write': true,
  'settings.get': true,
  'settings.set': true,
  'files.choose': true,
  'files.describe': true,
  'organisation.create': true,
  'organisation.inspectInvitation': true,
  'organisation.join': true,
  'demo.open': true,
  'profile.select': true,
  'vault.unlock': true,
  'vault.unlockWithKit': true,
  'vault.unlockWithReset': true,
  'vault.lock': true,
  'vault.changePassword': true,
  'vault.acknowledgeReset': true,
  'vault.bindKeychain': true,
  'vault.saveKit': true,
  'vault.renewKit': true,
  'session.me': true,
  'people.list': true,
  'people.resendInvitation': true,
  'people.saveInvitation': true,
  'policy.history': true,
  'admin.organisation': true,
  'admin.resetPassword': true,
  'admin.people': true,
  'admin.person': true,
  'admin.explain': true,
  'admin.preview': true,
  'admin.change': true,
  'admin.invite': true,
  'admin.matrix': true,
  'admin.viewAs': true,
  'admin.presetChanges': true,
  'admin.history': true,
  'admin.entryDiff': true,
  'admin.exportHistory': true,
  'admin.exportPeople': true,
  'admin.readImport': true,
  'admin.runImport': true,
  'billing.records': true,
  'billing.keep': true,
  'billing.saveInvoice': true,
  'billing.export': true,
  'billing.history': true,
  'billing.requests': true,
  'billing.licences': true,
  'billing.exportLicences': true,
  'mail.settings': true,
  'mail.configure': true,
  'mail.test': true,
  'mail.sendInvitation': true,
  'welcome.greeting': true,
  'welcome.dismiss': true,
  'hub.status': true,
  'hub.sync': true,
  'packages.list': true,
  'packages.counts': true,
  'packages.detail': true,
  'packages.contents': true,
  'packages.save': true,
  'packages.markRead': true,
  'packages.send': true,
  'transfers.list': true,
  'transfers.control': true,
};

const events: Record<EventName, true> = {
  'session.changed': true,
  'packages.changed': true,
  'transfer.changed': true,
  'people.changed': true,
  'hub.changed': true,
  'settings.changed': true,
  'link.opened': true,
  command: true,
};

export const CHANNELS = Object.keys(channels) as readonly Channel[];
export const EVENT_NAMES = Object.keys(events) as readonly EventName[];

/** What an event is called between main and preload. */
export const eventChannel = (event: EventName): string => `event:${event}`;

/**
 * Paths of dropped files, from preload alone: the page hands over File objects, which only preload can resolve, and gets
 * handles back. Not in the contract, so that the page cannot name a path (S8).
 */
export const DROP_CHANNEL = 'preload.drop';
