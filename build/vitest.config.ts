import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Numbers and dates in expectations must not depend on where the tests run.
process.env.TZ = 'UTC';

/** Tests that own the machine while they run: they drive load, real windows and real services. */
const serial = ['test/e2e/**/*.test.{ts,tsx}', 'test/live/**/*.test.{ts,tsx}'];

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    globalSetup: ['build/vitest-setup.ts'],
    // As long as the tests in a window wait for anything else: what comes at all comes late on a busy machine.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: serial,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: serial,
          globalSetup: ['build/vitest-window.ts'],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
