import { readFile, realpath } from 'node:fs/promises';
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
async function confined(folder: string, path: string): Promise<string | null> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    const inside = relative(root, file);
    return inside === '' || inside.startsWith('..') || inside.includes(`..${sep}`) || file === inside ? null : file;
  } catch {
    return null;
  }
}

/**
 * Answers every request for a page: GET only, one folder only, the same headers on a refusal as on a page. The files are
 * few and small, and read in one go: while the program starts, each further turn of the event loop is a long one.
 */
export function createPages(folder: string, random: Random): (request: Request) => Promise<Response> {
  return async (request) => {
    const nonce = toBase64Url(random.bytes(18));
    const refuse = (status: number): Response => new Response(null, { status, headers: securityHeaders(nonce) });
    if (request.method !== 'GET') return refuse(405);
    const path = pagePath(request.url);
    const type = path === null ? undefined : TYPES[extname(path)];
    if (path === null || type === undefined) return refuse(404);
    const file = await confined(folder, path);
    if (file === null) return refuse(404);
    const headers = { ...securityHeaders(nonce), 'Content-Type': type };
    try {
      if (extname(path) !== '.html') return new Response(new Uint8Array(await readFile(file)), { headers });
      return new Response(withStyleNonce(await readFile(file, 'utf8'), nonce), {
        headers: { ...headers, 'Cache-Control': 'no-store' },
      });
    } catch {
      return refuse(404);
    }
  };
}
