import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Writes what the installed `go tool pprof` prints for each row of matrix.txt, and the version that did.
// To be run where Go is: node test/golden/pprof/record.mjs

const here = fileURLToPath(new URL('.', import.meta.url));
const fixtures = join(here, '../../fixtures');

/** A row's file: its letters and digits. */
const fileOf = (row) => `${row.replace(/[^\w.]+/g, '-').replace(/^-|-$/g, '')}.txt`;

const pprof = execFileSync('go', ['tool', '-n', 'pprof'], { encoding: 'utf8' }).trim();
for (const row of readFileSync(join(here, 'matrix.txt'), 'utf8').trim().split('\n')) {
  const words = row.replaceAll('CPU', 'go-cpu.pb.gz').replaceAll('HEAP', 'go-heap.pb.gz').split(' ');
  const printed = execFileSync(pprof, words, {
    cwd: fixtures,
    env: { ...process.env, TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  writeFileSync(join(here, fileOf(row)), printed);
}
const version = execFileSync('go', ['version'], { encoding: 'utf8' });
writeFileSync(join(here, 'VERSION'), `go tool pprof of ${version}`);
