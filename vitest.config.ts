import { existsSync } from 'node:fs'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { plainSummary } from './test/support/plain-summary.ts'

const UI_CONFIG = './ui/vite.config.ts'

export default defineConfig({
  test: {
    reporters: ['default', plainSummary()],
    maxWorkers: 2,
    testTimeout: 15_000,
    hookTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'engine',
          environment: 'node',
          include: ['engine/**/*.test.ts', 'plugins/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['plugins/*/ui/**'],
          globalSetup: './test/support/database-cluster.ts',
        },
      },
      {
        ...(existsSync(UI_CONFIG) ? { extends: UI_CONFIG } : { plugins: [vue()] }),
        test: {
          name: 'ui',
          environment: 'happy-dom',
          include: ['ui/**/*.test.ts', 'plugins/*/ui/**/*.test.ts'],
        },
      },
    ],
  },
})
