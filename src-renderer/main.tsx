import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';

declare global {
  /** The name under which React Aria looks for the nonce of style elements it inserts. */
  var __webpack_nonce__: string | undefined;
}

// SECURITY: S4. Styles that a component inserts carry this response's nonce; there is no 'unsafe-inline'.
globalThis.__webpack_nonce__ = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
