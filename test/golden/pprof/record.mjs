import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Writes what the installed `go tool pprof` prints for each row of matrix.txt and in each session of its
// shell, and the version that did.
// To be run where Go is: node test/golden/pprof/record.mjs

const here = fileURLToPath(new URL('.', import.meta.url));
const fixtures = join(here, '../../fixtures');

/** A row's file: its letters and digits. */
const fileOf = (row) => `${row.replace(/[^\w.]+/g, '-').replace(/^-|-$/g, '')}.txt`;

const pprof = execFileSync('go', ['tool', '-n', 'pprof'], { encoding: 'utf8' }).trim();
const print = (command, input) =>
  execFileSync(
    pprof,
    command.replaceAll('CPU', 'go-cpu.pb.gz').replaceAll('HEAP', 'go-heap.pb.gz').replaceAll('@', '').split(' '),
    { cwd: fixtures, env: { ...process.env, TZ: 'UTC' }, input, stdio: ['pipe', 'pipe', 'ignore'] },
  );

for (const row of readFileSync(join(here, 'matrix.txt'), 'utf8').trim().split('\n')) {
  writeFileSync(join(here, fileOf(row)), print(row, ''));
}
const sessions = join(here, 'sessions');
for (const name of readdirSync(sessions).filter((each) => !each.endsWith('.out.txt'))) {
  const [row, ...typed] = readFileSync(join(sessions, name), 'utf8').split('\n');
  writeFileSync(join(sessions, name.replace('.txt', '.out.txt')), print(row, typed.join('\n')));
}
const version = execFileSync('go', ['version'], { encoding: 'utf8' });
writeFileSync(join(here, 'VERSION'), `go tool pprof of ${version}`);
