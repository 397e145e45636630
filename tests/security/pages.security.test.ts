import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPages, type PageAnswer, type PageRequest, pagePath } from '../../src-main/shell/pages.ts';

const random = { bytes: (length: number) => new Uint8Array(length).fill(7) };
let base = '';
let pages: ReturnType<typeof createPages>;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'sealpost-pages-'));
  const folder = join(base, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<meta name="style-nonce" content="" />page');
  await writeFile(join(folder, 'assets', 'index-1a.js'), 'export {};');
  await writeFile(join(base, 'secret.html'), 'secret');
  await writeFile(join(base, 'secret.js'), 'secret');
  await mkdir(join(base, 'outside'));
  await writeFile(join(base, 'outside', 'secret.js'), 'secret');
  await symlink(join(base, 'secret.js'), join(folder, 'assets', 'link.js'));
  await symlink(join(base, 'outside'), join(folder, 'linked'));
  pages = createPages(folder, random);
});

afterAll(() => rm(base, { recursive: true, force: true }));

const raw = (url: string, method = 'GET'): PageRequest => ({ url, method });
const text = ({ data }: PageAnswer): string => data.toString('utf8');
const policy = ({ headers }: PageAnswer): string | undefined => headers['Content-Security-Policy'];

describe('pages (S3)', () => {
  it('S3 serves the page and its parts when the address is plain', () => {
    expect(text(pages(raw('sealpost://app/index.html')))).toContain('page');
    expect(text(pages(raw('sealpost://app/')))).toContain('page');
    const script = pages(raw('sealpost://app/assets/index-1a.js?v=1#x'));
    expect(script.headers['Content-Type']).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    'sealpost://app/../secret.html',
    'sealpost://app/assets/../../secret.html',
    'sealpost://app/%2e%2e/secret.html',
    'sealpost://app/..%2fsecret.html',
    'sealpost://app/..\\secret.html',
    'sealpost://app/assets\\..\\..\\secret.html',
    'sealpost://app//secret.html',
    'sealpost://app///host/share/secret.html',
    'sealpost://app/\\\\host\\share\\secret.html',
    'sealpost://app/C:/secret.html',
    'sealpost://app/index.html\0.js',
    'sealpost://app/%00',
    'sealpost://app/.hidden.js',
    'sealpost://app/assets/.',
    'sealpost://app/index.html.',
    'sealpost://app/assets/link.js',
    'sealpost://app/linked/secret.js',
    'sealpost://app/assets',
    'sealpost://app/missing.js',
    'sealpost://app.evil/index.html',
    'sealpost://app:1/index.html',
    'sealpost://user@app/index.html',
    'sealpost://other/index.html',
    'SEALPOST://app/index.html',
    'https://app/index.html',
    'file:///etc/hostname.html',
  ])('S3 refuses %j with the same headers as a page', (url) => {
    const response = pages(raw(url));
    expect(response.statusCode).toBe(404);
    expect(text(response)).toBe('');
    expect(policy(response)).toContain("default-src 'none'");
  });

  it('S3 never leaves the folder when any path is asked for', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%2E.', '\\', '..\\', '/', '%2f', '%5c', '\0', 'secret.js', 'secret.html'),
      fc.constantFrom('assets', 'linked', 'link.js', 'renderer', 'outside', 'C:', '\\\\host\\share', '::$DATA'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.constantFrom('/', '', '\\'), (pieces, glue) => {
        const response = pages(raw(`sealpost://app/${pieces.join(glue)}`));
        expect(text(response)).not.toContain('secret');
        expect(policy(response)).toBeDefined();
      }),
      { numRuns: 3000 },
    );
  });

  it('S3 answers with a relative path of safe segments or not at all, whatever the address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string({ unit: 'binary' })), (address) => {
        for (const url of [address, `sealpost://app/${address}`]) {
          const path = pagePath(url);
          if (path !== null) expect(path).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('S3 refuses the method %s', (method) => {
    expect(pages(raw('sealpost://app/index.html', method)).statusCode).toBe(405);
  });
});

describe('content security policy (S4)', () => {
  it('S4 is exactly the policy required, with the nonce that the page is told', () => {
    const response = pages(raw('sealpost://app/index.html'));
    const html = text(response);
    const nonce = /<meta name="style-nonce" content="([^"]+)"/.exec(html)?.[1];
    expect(nonce).toMatch(/^[A-Za-z0-9_-]{24}$/);
    expect(policy(response)).toBe(
      "default-src 'none'; script-src 'self'; " +
        `style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'none'; ` +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    );
    expect(response.headers['X-Content-Type-Options']).toBe('nosniff');
  });

  it('S4 makes another nonce for every load', () => {
    let count = 0;
    const counting = createPages(join(base, 'renderer'), {
      bytes: (length) => {
        count += 1;
        return new Uint8Array(length).fill(count);
      },
    });
    const first = counting(raw('sealpost://app/'));
    const second = counting(raw('sealpost://app/'));
    expect(policy(first)).not.toBe(policy(second));
  });
});
