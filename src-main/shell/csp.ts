import { PAGE_ORIGIN } from '../ipc/transport.ts';

/** Of every page; its origin is `PAGE_ORIGIN`. */
export const APP_SCHEME = 'sealpost';
export const APP_PAGE = `${PAGE_ORIGIN}/index.html`;

/**
 * SECURITY: S4. The policy of every response. The nonce lets the interface kit insert style elements; scripts come from
 * files alone, and the page has no network at all: that is main's.
 */
export function contentSecurityPolicy(styleNonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${styleNonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** Headers that go with every response, errors included. */
export function securityHeaders(styleNonce: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(styleNonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), display-capture=()',
  };
}

const META = /<meta name="style-nonce" content="[^"]*"/;

/** Tells the page its nonce: React Aria and the like read it from the meta element. */
export function withStyleNonce(html: string, styleNonce: string): string {
  return html.replace(META, `<meta name="style-nonce" content="${styleNonce}"`);
}
