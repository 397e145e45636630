import { defineConfig } from 'vitest/config';

/**
 * One vitest project a folder of tests/. `npm test` runs them all in this order, `npm test -- unit security` some of
 * them, `npx vitest run tests/unit/foo` a single file. tests/README.md says what belongs where.
 */
const node = ['tests/support/setup-node.ts'];
const minutes = (count: number): number => count * 60_000;

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    restoreMocks: true,
    unstubEnvs: true,
    allowOnly: false,
    passWithNoTests: false,
    // Vitest's own second is what a busy machine needs for the way from one process to another.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          globalSetup: node,
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'property',
          globalSetup: node,
          include: ['tests/property/**/*.test.ts'],
          testTimeout: minutes(3),
          hookTimeout: minutes(2),
        },
      },
      {
        extends: true,
        test: {
          name: 'vectors',
          globalSetup: node,
          include: ['tests/vectors/**/*.test.ts'],
          testTimeout: minutes(3),
          hookTimeout: minutes(2),
        },
      },
      {
        extends: true,
        test: {
          name: 'security',
          globalSetup: node,
          include: ['tests/security/**/*.test.ts'],
          testTimeout: minutes(3),
          hookTimeout: minutes(2),
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          globalSetup: node,
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: minutes(5),
          hookTimeout: minutes(2),
        },
      },
      {
        // Real Electron windows: one at a time, on whatever display there is.
        extends: true,
        test: {
          name: 'e2e',
          globalSetup: ['tests/support/setup-electron.ts'],
          include: ['tests/e2e/**/*.test.ts'],
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: minutes(5),
          hookTimeout: minutes(3),
        },
      },
    ],
  },
});
