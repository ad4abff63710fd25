import { defineConfig } from 'vitest/config'
import { plainSummary } from './test/support/plain-summary.ts'
import { proofSummary } from './test/support/proof-summary.ts'

export default defineConfig({
  test: {
    reporters: ['default', proofSummary(), plainSummary()],
    maxWorkers: 2,
    // Machines that test are busy, and some are slow: a test that hangs is found all the same.
    testTimeout: 40_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'engine',
          environment: 'node',
          // What a file needs it makes itself; modules are read once for all of them.
          isolate: false,
          include: ['engine/**/*.test.ts', 'plugins/**/*.test.ts', 'metadata/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/e2e/**', '**/node_modules/**'],
          globalSetup: './test/support/database-cluster.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['./test/support/database-cluster.ts', './test/e2e/support/built-screens.ts'],
          testTimeout: 60_000,
          // Applications start, and are filled, before the first page.
          hookTimeout: 240_000,
        },
      },
      './ui/vite.config.ts',
    ],
  },
})
