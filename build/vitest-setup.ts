import { execFile } from 'node:child_process';
import { build } from './build.mjs';

/**
 * Tests that start processes start the bundles: they must be of the sources that are tested. What does not
 * build fails at once; what an older build would say of it means nothing.
 */
async function buildBundles(): Promise<void> {
  try {
    await build();
  } catch (error) {
    throw new Error(
      `The bundles cannot be built, so nothing is tested: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/**
 * Go compiles its pprof when it is first asked for, which takes longer than a test may: on a fresh machine
 * half a minute. Without Go, and where it cannot, the tests that need it say so themselves.
 */
function compilePprof(): Promise<void> {
  return new Promise((resolve) => {
    execFile('go', ['tool', '-n', 'pprof'], { timeout: 300_000 }, () => resolve());
  });
}

export async function setup(): Promise<void> {
  await buildBundles();
  await compilePprof();
}
