/** One snippet at one place of the tree, and what the linter must say to it. */
export interface LintCase {
  /** Ends the sentence "refuses ..." or "allows ...". */
  readonly what: string;
  readonly path: string;
  readonly code: string;
  /** The rule that must refuse it; null when it must pass. */
  readonly rule: string | null;
}

const IMPORTS = 'lint/style/noRestrictedImports';
const NODE = 'lint/correctness/noNodejsModules';
const PLUGIN = 'plugin';

const use = (what: string): string => `import { thing } from '${what}';\nexport const used = thing;\n`;

function imports(path: string, from: string, rule: string | null): LintCase {
  return { what: `${path.slice(0, path.lastIndexOf('/'))} importing ${from}`, path, code: use(from), rule };
}

function ambient(expression: string): LintCase {
  return {
    what: `${expression} outside an adapter`,
    path: 'src-main/sync/decide.ts',
    code: `export const now = () => ${expression};\n`,
    rule: PLUGIN,
  };
}

/** Every rule of the house that the linter enforces, from both sides. */
export const LINT_CASES: readonly LintCase[] = [
  // src-shared: pure, innermost.
  imports('src-shared/base/a.ts', 'electron', IMPORTS),
  imports('src-shared/base/a.ts', 'node:fs', NODE),
  imports('src-shared/base/a.ts', 'fs', NODE),
  imports('src-shared/policy/a.ts', 'react', IMPORTS),
  imports('src-shared/policy/a.ts', 'react-dom/client', IMPORTS),
  imports('src-shared/policy/a.ts', '../../src-main/hub/port.ts', IMPORTS),
  imports('src-shared/ipc/a.ts', '../../src-renderer/app/a.ts', IMPORTS),
  imports('src-shared/ipc/a.ts', '../../tests/support/a.ts', IMPORTS),
  imports('src-shared/ipc/a.ts', '../../tools/build/a.ts', IMPORTS),
  imports('src-shared/policy/a.ts', '../base/result.ts', null),
  imports('src-shared/policy/a.ts', 'zod', null),
  {
    what: 'src-shared importing electron lazily',
    path: 'src-shared/base/lazy.ts',
    code: "export const load = () => import('electron');\n",
    rule: IMPORTS,
  },

  // src-main's core: no electron, no renderer, no shell.
  imports('src-main/hub/a.ts', 'electron', IMPORTS),
  imports('src-main/cli/a.ts', 'electron', IMPORTS),
  imports('src-main/ipc/a.ts', 'electron/main', IMPORTS),
  imports('src-main/vault/a.ts', '../../src-renderer/app/a.ts', IMPORTS),
  imports('src-main/packages/a.ts', '../shell/window.ts', IMPORTS),
  imports('src-main/packages/a.ts', '../main.ts', IMPORTS),
  imports('src-main/packages/a.ts', '../../tests/support/a.ts', IMPORTS),
  imports('src-main/hub/a.ts', 'node:fs', null),
  imports('src-main/hub/a.ts', '../../src-shared/base/result.ts', null),
  {
    what: 'src-main/sync importing electron lazily',
    path: 'src-main/sync/lazy.ts',
    code: "export const load = () => import('electron');\n",
    rule: IMPORTS,
  },

  // Mail is an adapter behind a port.
  imports('src-main/app/a.ts', 'nodemailer', IMPORTS),
  imports('src-main/organisation/a.ts', 'nodemailer/lib/smtp-connection', IMPORTS),
  imports('src-main/mail/a.ts', 'nodemailer/lib/smtp-connection', null),
  imports('src-main/mail/a.ts', 'electron', IMPORTS),
  imports('src-main/mail/a.ts', '../app/port.ts', IMPORTS),
  imports('src-main/mail/a.ts', '../../src-renderer/app/a.ts', IMPORTS),
  imports('src-main/mail/a.ts', './port.ts', null),
  imports('src-main/mail/a.ts', '../../src-shared/base/result.ts', null),

  // src-main's outermost ring may know electron, but never the renderer.
  imports('src-main/shell/a.ts', 'electron', null),
  { what: 'src-main/main.ts importing electron', path: 'src-main/main.ts', code: use('electron'), rule: null },
  { what: 'src-main/preload.ts importing electron', path: 'src-main/preload.ts', code: use('electron'), rule: null },
  imports('src-main/shell/a.ts', '../../src-renderer/app/a.ts', IMPORTS),

  // src-renderer: a plain page.
  imports('src-renderer/app/a.ts', 'electron', IMPORTS),
  imports('src-renderer/app/a.ts', 'node:path', NODE),
  imports('src-renderer/views/inbox/a.tsx', '../../../src-main/hub/port.ts', IMPORTS),
  imports('src-renderer/views/inbox/a.tsx', '../../../src-shared/base/result.ts', null),
  imports('src-renderer/app/a.ts', 'react', null),
  {
    what: 'src-renderer reading process',
    path: 'src-renderer/app/process.ts',
    code: 'export const platform = process.platform;\n',
    rule: 'lint/correctness/noProcessGlobal',
  },

  // Time and chance come in through ports.
  ambient('Date.now()'),
  ambient('new Date()'),
  ambient('Math.random()'),
  ambient('globalThis.Date.now()'),
  ambient('globalThis.Math.random()'),
  {
    what: 'Math.random taken apart',
    path: 'src-shared/base/apart.ts',
    code: 'const { random } = Math;\nexport const draw = () => random();\n',
    rule: PLUGIN,
  },
  {
    what: 'Date.now in a component',
    path: 'src-renderer/views/inbox/Clock.tsx',
    code: 'export const now = () => Date.now();\n',
    rule: PLUGIN,
  },
  {
    what: 'Date.now in the clock adapter',
    path: 'src-main/system/system-clock.ts',
    code: 'export const systemClock = { now: () => Date.now() };\n',
    rule: null,
  },
  {
    what: 'Math.random in the chance adapter',
    path: 'src-main/system/system-random.ts',
    code: 'export const systemRandom = { next: () => Math.random() };\n',
    rule: null,
  },
  {
    what: 'a date made from a given time',
    path: 'src-shared/base/given.ts',
    code: 'export const year = (at: number) => new Date(at).getUTCFullYear();\n',
    rule: null,
  },

  // House style.
  {
    what: 'a default export',
    path: 'src-shared/base/default.ts',
    code: 'export default 1;\n',
    rule: 'lint/style/noDefaultExport',
  },
  {
    what: 'a barrel file',
    path: 'src-shared/base/barrel.ts',
    code: "export * from './a.ts';\n",
    rule: 'lint/performance/noBarrelFile',
  },
  {
    what: 'any',
    path: 'src-shared/base/any.ts',
    code: 'export const size = (value: any) => value.length;\n',
    rule: 'lint/suspicious/noExplicitAny',
  },
  {
    what: 'an enum',
    path: 'src-shared/base/enum.ts',
    code: 'export enum Role {\n  Owner,\n}\n',
    rule: 'lint/style/noEnum',
  },
  {
    what: 'console in the core',
    path: 'src-main/hub/log.ts',
    code: "export const log = () => console.log('x');\n",
    rule: 'lint/suspicious/noConsole',
  },
  {
    what: 'console in the command line',
    path: 'src-main/cli/log.ts',
    code: "export const log = () => console.log('x');\n",
    rule: null,
  },
  {
    what: 'an exclusive test',
    path: 'tests/unit/a.test.ts',
    code: "import { it } from 'vitest';\n\nit.only('x', () => {});\n",
    rule: 'lint/suspicious/noFocusedTests',
  },
  {
    what: 'a skipped test',
    path: 'tests/unit/b.test.ts',
    code: "import { it } from 'vitest';\n\nit.skip('x', () => {});\n",
    rule: 'lint/suspicious/noSkippedTests',
  },
];
