import { defineConfig } from 'vitest/config'
import { plainSummary } from './test/support/plain-summary.ts'

export default defineConfig({
  test: {
    reporters: ['default', plainSummary()],
    maxWorkers: 2,
    testTimeout: 15_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'engine',
          environment: 'node',
          include: ['engine/**/*.test.ts', 'plugins/**/*.test.ts', 'metadata/**/*.test.ts', 'test/**/*.test.ts'],
          globalSetup: './test/support/database-cluster.ts',
        },
      },
      './ui/vite.config.ts',
    ],
  },
})
