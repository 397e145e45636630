import { describe, expect, it } from 'vitest';
import { checkDraft } from '../../../src-main/packages/send/check-draft.ts';
import { someInvite } from '../../support/rogue-client.ts';
import { draft, worldForTest } from '../../support/world.ts';

describe('checkDraft', () => {
  it('names the first thing that is wrong with a draft', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    const state = ada.membership.log.state();
    const code = (fields: Parameters<typeof draft>[0]) => {
      const checked = checkDraft(state, ada.id, { ...draft(fields), hasPassword: false }, 1000);
      return checked.ok ? 'ok' : checked.error.code;
    };
    const recipients = [bob.id];
    expect(code({ recipients })).toBe('ok');
    expect(code({ recipients: [] })).toBe('draft.noRecipients');
    expect(code({ recipients, subject: 'x'.repeat(201) })).toBe('draft.subject');
    expect(code({ recipients, message: 'x'.repeat(100_001) })).toBe('draft.tooLarge');
    expect(code({ recipients, subject: '', message: '' })).toBe('draft.empty');
    expect(code({ recipients, subject: '', message: '', paths: ['/x'] })).toBe('ok');
    expect(code({ recipients, expiresAt: 1000 })).toBe('draft.expiry');
    expect(code({ recipients, expiresAt: 1001 })).toBe('ok');
  });

  it('refuses a recipient who was invited and has not joined, and a sender who is not a member', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const { log, signer } = ada.membership;
    const invited = someInvite(world.crypto, ada.clock.now());
    await log.propose([invited], signer);
    expect(
      checkDraft(log.state(), ada.id, { ...draft({ recipients: [invited.member] }), hasPassword: false }, 0),
    ).toMatchObject({
      error: { code: 'draft.unknownRecipient', detail: invited.member },
    });
    expect(
      checkDraft(log.state(), invited.member, { ...draft({ recipients: [ada.id] }), hasPassword: false }, 0),
    ).toMatchObject({
      error: { code: 'draft.notAllowed' },
    });
  });
});
