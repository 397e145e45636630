import { readFileSync, realpathSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { toBase64Url } from '../../src-shared/base/encoding.ts';
import type { Random } from '../../src-shared/base/random.ts';
import { PAGE_ORIGIN } from '../ipc/transport.ts';
import { securityHeaders, withStyleNonce } from './csp.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** What the build makes names like; no percent sign, backslash, colon or control character is among them. */
const SAFE_SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/**
 * SECURITY: S3. The file, relative to the renderer's folder, that a URL stands for.
 *
 * @returns null for every URL that is not plainly inside: another scheme or host, user information, a port, an encoded
 *   character, a dot segment, an empty segment. Refusing is simpler than cleaning.
 */
export function pagePath(url: string): string | null {
  if (!url.startsWith(`${PAGE_ORIGIN}/`)) return null;
  const rest = url.slice(PAGE_ORIGIN.length + 1).split(/[?#]/, 1)[0] ?? '';
  if (rest === '') return 'index.html';
  const segments = rest.split('/');
  if (!segments.every((segment) => SAFE_SEGMENT.test(segment) && !segment.endsWith('.'))) return null;
  return segments.join('/');
}

/** The file's real place, or null when it is not there or a link leads out of the folder. */
function confined(folder: string, path: string): string | null {
  try {
    const root = realpathSync(folder);
    const file = realpathSync(join(root, path));
    const inside = relative(root, file);
    return inside === '' || inside.startsWith('..') || inside.includes(`..${sep}`) || file === inside ? null : file;
  } catch {
    return null;
  }
}

/** What a page's process asks with; Electron's `ProtocolRequest` is one. */
export interface PageRequest {
  readonly method: string;
  /** As it was asked for, not cleaned. */
  readonly url: string;
}

/** What it is told; Electron's `ProtocolResponse` takes it. */
export interface PageAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly data: Buffer;
}

/**
 * Answers every request for a page: GET only, one folder only, the same headers on a refusal as on a page. The files are
 * few and small, and read at once: while the program starts, each turn of the event loop is a long one.
 */
export function createPages(folder: string, random: Random): (request: PageRequest) => PageAnswer {
  return (request) => {
    const nonce = toBase64Url(random.bytes(18));
    const refuse = (statusCode: number): PageAnswer => ({
      statusCode,
      headers: securityHeaders(nonce),
      data: Buffer.alloc(0),
    });
    if (request.method !== 'GET') return refuse(405);
    const path = pagePath(request.url);
    const type = path === null ? undefined : TYPES[extname(path)];
    if (path === null || type === undefined) return refuse(404);
    const file = confined(folder, path);
    if (file === null) return refuse(404);
    const headers = { ...securityHeaders(nonce), 'Content-Type': type };
    try {
      if (extname(path) !== '.html') return { statusCode: 200, headers, data: readFileSync(file) };
      const html = withStyleNonce(readFileSync(file, 'utf8'), nonce);
      return { statusCode: 200, headers: { ...headers, 'Cache-Control': 'no-store' }, data: Buffer.from(html) };
    } catch {
      return refuse(404);
    }
  };
}
