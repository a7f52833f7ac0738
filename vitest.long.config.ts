import { defineConfig } from 'vitest/config'

/** For scripts/test-long.ts, which names the folder and gives OTKLIK_SEED and OTKLIK_N. */
export default defineConfig({
  test: {
    include: ['tests/{crash,fuzz,e2e}/**/*.test.ts'],
    globalSetup: ['tests/support/server.ts'],
    maxWorkers: 1,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    reporters: ['verbose'],
  },
})
