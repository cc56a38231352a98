import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Numbers and dates in expectations must not depend on where the tests run.
process.env.TZ = 'UTC';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
  },
});
