import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { de } from '../../../assets/locales/de.ts';
import { en } from '../../../assets/locales/en.ts';
import { ERROR_CODES } from '../../../src-shared/ipc/error-codes.ts';
import { HISTORY_TEXTS } from '../../../src-shared/ipc/history-texts.ts';
import { DECISION_REASONS } from '../../../src-shared/policy/decide/decision.ts';
import type { Message } from '../../../src-shared/text/translate.ts';

const forms = (message: Message): readonly string[] =>
  typeof message === 'string' ? [message] : Object.values(message);
const names = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();
const placeholders = (message: Message): string => [...new Set(forms(message).flatMap(names))].toSorted().join();
const keys = Object.keys(en) as (keyof typeof en)[];

/** What error texts may hold; each is filled by main (src-main/ipc/errors.ts), `code` by the page itself. */
const ERROR_PLACEHOLDERS: Readonly<Record<string, readonly string[]>> = {
  'error.unknown': ['code'],
  'error.internal': ['reference'],
  'error.file.changed': ['name'],
  'error.file.read': ['name'],
  'error.package.tampered': ['file'],
  'error.draft.source': ['name'],
  'error.policy.denied': ['reason'],
  'error.policy.overtaken': ['by', 'seq'],
  'error.policy.invalid': ['problem'],
  'error.import.columns': ['column'],
  'error.import.malformed': ['line'],
  'error.import.tooMany': ['most'],
};

describe('the catalogues', () => {
  it('have the same keys', () => {
    expect(Object.keys(de).toSorted()).toEqual(keys.toSorted());
  });

  it('name the same placeholders', () => {
    const differing = keys.filter((key) => placeholders(en[key]) !== placeholders(de[key]));
    expect(differing).toEqual([]);
  });

  it('hold no empty text', () => {
    expect(keys.filter((key) => [...forms(en[key]), ...forms(de[key])].some((form) => form.trim() === ''))).toEqual([]);
  });

  it('say every error that can cross the bridge, by the grammar of at least two sentences', () => {
    const unsaid = ERROR_CODES.filter((code) => !(`error.${code}` in en));
    expect(unsaid).toEqual([]);
    const errors = keys.filter((key) => key.startsWith('error.'));
    const short = errors.filter((key) =>
      [en[key], de[key]].some((message) => forms(message).some((form) => form.split(/[.!?](?:\s|$)/).length < 3)),
    );
    expect(short).toEqual([]);
  });

  it('hold no error that nothing can cause', () => {
    const known = new Set<string>([...ERROR_CODES.map((code) => `error.${code}`), 'error.unknown']);
    expect(keys.filter((key) => key.startsWith('error.') && !known.has(key))).toEqual([]);
  });

  it('use no placeholder in an error that main does not fill', () => {
    const wrong = keys.filter(
      (key) =>
        key.startsWith('error.') &&
        forms(en[key]).some((form) => names(form).toString() !== (ERROR_PLACEHOLDERS[key] ?? []).toString()),
    );
    expect(wrong).toEqual([]);
  });

  it('say every reason of a decision and every line of the policy history', () => {
    const unsaid = [...DECISION_REASONS.map((reason) => `decision.${reason}`), ...HISTORY_TEXTS].filter(
      (key) => !(key in en),
    );
    expect(unsaid).toEqual([]);
  });
});

const ROOT = join(import.meta.dirname, '../../../src-renderer');

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** Words between tags, or in attributes that people hear or read. */
function literalTexts(source: string): readonly string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const between = [...code.matchAll(/(?:[a-z"'})]|\/)>\s*([^<>{}=;()]*\p{L}{2,}[^<>{}=;()]*)<\/?[a-zA-Z]/gu)];
  const attributes = [
    ...code.matchAll(/\b(?:label|title|placeholder|aria-label|alt|hint|lead|text)="([^"]*\p{L}[^"]*)"/gu),
  ];
  return [...between, ...attributes].map((match) => (match[1] ?? '').trim()).filter((text) => text !== '');
}

describe('the views', () => {
  const files = sources(ROOT);

  it('hold no text outside the catalogue', () => {
    const found = files
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((file) => literalTexts(readFileSync(file, 'utf8')).map((text) => `${file.slice(ROOT.length)}: ${text}`));
    expect(found).toEqual([]);
  });

  it('would be caught holding one', () => {
    expect(literalTexts('<p className={cx(a)}>Hello there</p>')).toEqual(['Hello there']);
    expect(literalTexts('<Button label="Save">{t("x")}</Button>')).toEqual(['Save']);
    expect(literalTexts('<p>{t("x")}</p>')).toEqual([]);
  });

  it('use every text of the catalogue', () => {
    const code = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    const fromMain =
      /^(?:error|decision|permission|permissionKind|setting|settingSection|mode|(?:preset|role|class)Name|roleHint|danger|problem|effect|history|alternative)\./;
    const composed = [...code.matchAll(/`([\w.]*)\$\{\w[^}]*\}([\w.]*)`/g)].map(
      ([, head, tail]) =>
        new RegExp(`^${head?.replaceAll('.', '\\.') ?? ''}\\w+${tail?.replaceAll('.', '\\.') ?? ''}$`),
    );
    const unused = keys.filter(
      (key) =>
        !fromMain.test(key) &&
        !code.includes(`'${key}'`) &&
        !composed.some((pattern) => pattern.source !== '^\\w+$' && pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});
