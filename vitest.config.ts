import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const inRoot = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

const LONG = 15 * 60_000
const isSoak = process.env['TAP_SOAK'] === '1'

export default defineConfig({
  resolve: {
    alias: [
      { find: /^tapstream$/, replacement: inRoot('src/index.ts') },
      { find: /^tapstream\/testing$/, replacement: inRoot('src/testing/index.ts') },
      {
        find: /^tapstream\/testing\/contracts$/,
        replacement: inRoot('src/testing/contracts.ts'),
      },
    ],
  },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.mjs'],
    globalSetup: 'test/global-setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: isSoak ? LONG : 20_000,
    hookTimeout: isSoak ? LONG : 20_000,
    env: { TZ: 'UTC' },
  },
})
