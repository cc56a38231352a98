import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { requireTool } from '../../helpers/require-tool';
import { cli } from './capture-cli';

// The reports of `flamebench pprof` beside those of the installed `go tool pprof`, byte for byte.

const { skip, reason } = requireTool('go');

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const cpu = fixture('go-cpu.pb.gz');
const heap = fixture('go-heap.pb.gz');

/** One command line a row; CPU and HEAP stand for the fixtures. Rows in which pprof leaves the order to chance are of no use. */
const matrix = `
-top CPU
-text -cum CPU
-top -nodecount=5 CPU
-top -lines -unit=us CPU
-top -files -unit=auto HEAP
-top -filefunctions -sample_index=samples CPU
-top -addresses CPU
-top -addresses -noinlines -compact_labels CPU
-top -noinlines -divide_by=3 CPU
-top -focus=main -ignore=runtime CPU
-top -focus=main -relative_percentages CPU
-top -hide=^runtime -cum CPU
-top -show=main|cmp CPU
-top -show_from=main.main -lines CPU
-top -prune_from=^main -cum CPU
-top -focus=(?i)MAIN -trim=false CPU
-top -sample_index=0 -mean=false CPU
-top -mean HEAP
-top -tagfocus=bytes=16b:64kb HEAP
-top -tagignore=:1kb HEAP
-top -tagroot=bytes HEAP
-top -tagleaf=bytes -unit=kb HEAP
-top -inuse_space HEAP
-top -alloc_objects -cum HEAP
-tree CPU
-tree -lines -cum HEAP
-tree -nodecount=10 -edgefraction=0.05 CPU
-peek main\\. CPU
-peek=main HEAP
-traces CPU
-traces -addresses -noinlines HEAP
-traces -lines CPU
-tags CPU
-tags HEAP
-tags -unit=bytes -alloc_space HEAP
-comments -add_comment=hello CPU
-raw CPU
-raw HEAP
-raw -noinlines -focus=main CPU
-dot CPU
-dot -lines HEAP
-dot -call_tree -nodefraction=0.6 CPU
-dot -call_tree -nodecount=20 -alloc_space HEAP
-dot -nodecount=8 -alloc_space HEAP
-dot -addresses -nodefraction=0 CPU
-dot -nodecount=12 -cum CPU
-callgrind HEAP
-callgrind -call_tree -alloc_space HEAP
-top -base=CPU CPU
-top -diff_base=CPU CPU
-top -diff_base=HEAP -inuse_space HEAP
-dot -diff_base=CPU -focus=main CPU
-top -base=CPU -normalize CPU
-top CPU CPU
-raw CPU CPU
-raw HEAP HEAP
-traces HEAP HEAP
-top -drop_negative -diff_base=HEAP HEAP
-top -trim_path=/usr/local -lines CPU
-top -source_path=/home/x/program -lines CPU
`;

const rows = matrix.split('\n').filter((row) => row.trim() !== '');
const words = (row: string) => row.split(' ').map((word) => word.replace('CPU', cpu).replace('HEAP', heap));

/** `go tool` builds pprof where it is not built yet; run directly it starts ten times faster. */
const program = () => execFileSync('go', ['tool', '-n', 'pprof'], { encoding: 'utf8' }).trim();

describe.skipIf(skip)(`flamebench pprof beside go tool pprof${reason === '' ? '' : ` (${reason})`}`, () => {
  it.each(rows)('%s', async (row) => {
    const wanted = spawnSync(pprof(), words(row), { encoding: 'utf8' });
    expect(wanted.status).toBe(0);
    const { status, out } = await cli(['pprof', ...words(row)]);
    expect(out).toBe(wanted.stdout);
    expect(status).toBe(0);
  });

  it.each([
    '-top -sample_index=nonsense CPU',
    '-top -focus=( CPU',
    '-top -nonsense CPU',
    '-top -tree CPU',
    '-top -lines -files CPU',
    '-top -normalize CPU',
    '-top -base=CPU -diff_base=CPU CPU',
    '-peek nothing.is.called.so CPU',
    '-top /no/such/file',
    '-top',
  ])('refuses %s with status 2 and prints nothing', async (row) => {
    expect(spawnSync(pprof(), words(row), { encoding: 'utf8' }).status).toBe(2);
    const { status, out, err } = await cli(['pprof', ...words(row)]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).not.toBe('');
  });
});

let path = '';
function pprof(): string {
  path ||= program();
  return path;
}
