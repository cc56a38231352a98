import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { requireTool } from '../../helpers/require-tool';
import { cli } from './capture-cli';

// The reports of `flamebench pprof`, byte for byte beside those of `go tool pprof`: as recorded, and as the
// one that is installed prints them.

const golden = (name: string) => fileURLToPath(new URL(`../../golden/pprof/${name}`, import.meta.url));
const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));

const rows = readFileSync(golden('matrix.txt'), 'utf8').trim().split('\n');
/** CPU and HEAP are the Go profiles, @ stands before the path of any other fixture. */
const words = (row: string) =>
  row
    .split(' ')
    .map((word) =>
      word.startsWith('@')
        ? fixture(word.slice(1))
        : word.replace('CPU', fixture('go-cpu.pb.gz')).replace('HEAP', fixture('go-heap.pb.gz')),
    );
const fileOf = (row: string) => `${row.replace(/[^\w.]+/g, '-').replace(/^-|-$/g, '')}.txt`;

describe('flamebench pprof prints what go tool pprof printed', () => {
  it.each(rows)('%s', async (row) => {
    const { status, out } = await cli(['pprof', ...words(row)]);
    expect(out).toBe(readFileSync(golden(fileOf(row)), 'utf8'));
    expect(status).toBe(0);
  });
});

const { skip, reason } = requireTool('go');

describe.skipIf(skip)(`flamebench pprof beside go tool pprof${reason === '' ? '' : ` (${reason})`}`, () => {
  /** Run directly it starts ten times faster than under `go tool`, which builds it where it is not yet. */
  const pprof = () => spawnSync('go', ['tool', '-n', 'pprof'], { encoding: 'utf8' }).stdout.trim();

  it('prints the same for every row', async () => {
    const program = pprof();
    for (const row of rows) {
      const wanted = spawnSync(program, words(row), { encoding: 'utf8' });
      const { out } = await cli(['pprof', ...words(row)]);
      expect({ row, out }).toEqual({ row, out: wanted.stdout });
    }
  });

  it('refuses the same with status 2, and prints nothing', async () => {
    const program = pprof();
    const refused = [
      '-top -sample_index=nonsense CPU',
      '-top -focus=( CPU',
      '-top -nonsense CPU',
      '-top -tree CPU',
      '-top -lines -files CPU',
      '-top -normalize CPU',
      '-top -base=CPU -diff_base=CPU CPU',
      '-top -divide_by=0 CPU',
      '-peek nothing.is.called.so CPU',
      '-top /no/such/file',
      '-top',
    ];
    for (const row of refused) {
      const wanted = spawnSync(program, words(row), { encoding: 'utf8' }).status;
      const { status, out, err } = await cli(['pprof', ...words(row)]);
      expect({ row, status, out, isSilent: err === '' }).toEqual({
        row,
        status: wanted,
        out: '',
        isSilent: false,
      });
    }
  });
});
