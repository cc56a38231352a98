import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from './check.mjs';
import { installPackages } from './install.mjs';
import { run } from './run.mjs';

// `npm test [-- VITEST ARGUMENTS]`: everything that is needed, then every check. What the machine cannot do
// is skipped with its reason; under FLAMEBENCH_REQUIRE_ALL=1 it fails instead.

const root = fileURLToPath(new URL('..', import.meta.url));

/** @returns {Promise<{ passed: number, failed: number, skipped: number }>} */
async function runVitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'flamebench-test-'));
  const report = join(folder, 'report.json');
  try {
    const code = await run(
      process.execPath,
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        ...['-c', 'build/vitest.config.ts', '--reporter=default', '--reporter=json'],
        `--outputFile.json=${report}`,
        ...args,
      ],
      { cwd: root },
    );
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    // A file that cannot even be loaded fails without a failed test of its own.
    const failed = numFailedTests || numFailedTestSuites || (code === 0 ? 0 : 1);
    return { passed: numPassedTests, failed, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

installPackages();
const { build } = await import('./build.mjs');
try {
  await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const fine = await check();
const { passed, failed, skipped } = await runVitest(process.argv.slice(2));
if (!fine) console.log('checks: formatter, linter or types complain, see above');
console.log(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = fine && failed === 0 ? 0 : 1;
