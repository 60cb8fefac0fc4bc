import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/harness/longest-first.ts'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
    setupFiles: ['test/harness/seed.ts', 'test/harness/fresh-process.ts'],
    globalSetup: ['test/harness/global-setup.ts'],
    // On a busy machine everything takes its time; what is wrong fails by what it shows, not by the clock.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    maxWorkers: 2,
    // A process reads the product's modules once for all of its files. What a test changes in one, it puts back.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})
