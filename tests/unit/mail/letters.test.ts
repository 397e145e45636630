import { describe, expect, it } from 'vitest';
import { letters as de } from '../../../assets/locales/de/letters.ts';
import { letters as en } from '../../../assets/locales/en/letters.ts';
import { type InvitationLetter, invitationLetter, testLetter } from '../../../src-main/mail/letters.ts';
import { mimeOf } from '../../../src-main/mail/mime.ts';

const INVITATION: InvitationLetter = {
  to: { name: 'Ada Müller', address: 'ada@acme.example' },
  inviter: 'Dana Ruiz',
  organisation: 'Acme',
  link: `sealpost://join/${'x'.repeat(400)}`,
  expiresAt: Date.UTC(2030, 10, 29, 12),
  welcome: 'Good that you are here!\n\nAsk Dana.',
};
const names = (text: string): string =>
  [...text.matchAll(/\{\w+\}/g)]
    .map(([name]) => name)
    .toSorted()
    .join();

describe('the letters', () => {
  it('have the same texts and placeholders in both languages', () => {
    expect(Object.keys(de)).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(en)) {
      expect(names(String(de[key as keyof typeof en])), key).toBe(names(text));
    }
  });

  it.each(['en', 'de'] as const)('leave no placeholder open when written in %s', (language) => {
    for (const { subject, text, html } of [
      invitationLetter(language, INVITATION),
      testLetter(language, INVITATION.to, 'Acme'),
    ]) {
      expect(`${subject}${text}`).not.toMatch(/\{\w+\}/);
      expect(html).toContain(`<html lang="${language}">`);
    }
  });

  it('say who invites whom to what, until when, and hold the whole link on one line of its own', () => {
    const { subject, text, html } = invitationLetter('en', INVITATION);
    expect(subject).toBe('Dana Ruiz invites you to Acme');
    expect(text.split('\n')).toContain(INVITATION.link);
    expect(text).toContain('Hello Ada Müller,');
    expect(text).toContain('29 Nov');
    expect(text).toContain('    Good that you are here!\n\n    Ask Dana.');
    expect(html).toContain('Good that you are here!<br><br>Ask Dana.');
    expect(html).toContain(`href="${INVITATION.link}"`);
  });

  it('greet nobody when there is no greeting', () => {
    const { text, html } = invitationLetter('de', { ...INVITATION, welcome: null });
    expect(html).not.toContain('blockquote');
    expect(text).toContain('Guten Tag Ada Müller,');
  });

  it('come as text and as HTML, in lines that every mail server takes, and say when they were written', async () => {
    const letter = invitationLetter('en', INVITATION);
    const from = { name: 'Dana “D” Ruiz, Acme', address: 'dana@acme.example' };
    const message = Buffer.from(await mimeOf(letter, from, 0)).toString('latin1');
    expect(message).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(message).toMatch(/^Content-Type: text\/plain; charset=utf-8/m);
    expect(message).toMatch(/^Content-Type: text\/html; charset=utf-8/m);
    expect(message).toContain('Date: Thu, 01 Jan 1970 00:00:00 +0000');
    expect(message).toMatch(/^From: =\?UTF-8\?\S+\?= <dana@acme\.example>/m);
    expect(Math.max(...message.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });
});
