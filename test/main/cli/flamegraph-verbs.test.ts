import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type OptionKind, parseLongOptions } from '../../../main/cli/perl-tools/getopt-long';
import { type CliResult, cli } from './capture-cli';

const scratch = mkdtempSync(join(tmpdir(), 'flamebench-verbs-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}

const piped = (argv: readonly string[], input: string): Promise<CliResult> =>
  cli(argv, new AbortController().signal, input);
const missing = join(scratch, 'missing');
const folded = file('folded', 'main;a 300\nmain;b 200');

describe('words on the command line', () => {
  const kinds: Record<string, OptionKind> = {
    ...{ colors: 'text', countname: 'text', cp: 'flag', width: 'integer', factor: 'number' },
  };
  const parse = (...argv: string[]) => {
    const { values, operands, errors } = parseLongOptions(argv, kinds);
    return { values: Object.fromEntries(values), operands, errors };
  };

  it('are read as Getopt::Long reads them', () => {
    const values = { colors: 'a=b', countname: '-x', cp: '1', width: '-5', factor: '1e2' };
    expect(
      parse(
        '-CO',
        'x',
        '--color=a=b',
        'in',
        '--count',
        '-x',
        '-cp',
        '-w=-5',
        '--fa',
        '1e2',
        '-',
        '--',
        '--cp',
      ),
    ).toEqual({
      values,
      operands: ['x', 'in', '-', '--cp'],
      errors: ['Option co is ambiguous (colors, countname)'],
    });
  });

  it('are told of where they make no sense', () => {
    expect(parse('--none', '--cp=1', '--width=1.5', '--factor', 'x', '--colors').errors).toEqual([
      'Unknown option: none',
      'Option cp does not take an argument',
      'Value "1.5" invalid for option width (number expected)',
      'Value "x" invalid for option factor (real number expected)',
      'Option colors requires an argument',
    ]);
  });
});

describe('flamegraph', () => {
  it('reads files one behind the other, and standard input', async () => {
    const twice = await cli(['flamegraph', folded, folded]);
    expect(twice.out).toContain('<title>all (1,000 samples, 100%)</title>');
    expect((await piped(['flamegraph'], 'main 150\n')).out).toContain('all (150 samples');
    expect((await piped(['flamegraph.pl', folded, '-'], 'main 150\n')).out).toContain('all (650 samples');
  });

  it('draws what it can where a file is missing', async () => {
    const { status, out, err } = await cli(['flamegraph', missing, folded]);
    expect({ status, err }).toEqual({ status: 0, err: `Can't open ${missing}: No such file or directory\n` });
    expect(out).toContain('all (500 samples');
  });

  it('ends with 2 and a picture that says so where nothing is to be drawn', async () => {
    const { status, out } = await piped(['flamegraph'], 'no counts\n');
    expect(status).toBe(2);
    expect(out).toMatch(/<text[^>]*>ERROR: No valid input/);
  });

  it.each([
    [['--minwidth=x'], 255, "Value 'x' is invalid for minwidth"],
    [['--bgcolors=pink'], 255, 'Unrecognized bgcolor option "pink"'],
    [['--notes=<b>'], 255, "can't contain < or >"],
    [['--nameattr', missing], 2, "Can't read"],
    [['--nameattr', folded], 255, 'Invalid format in'],
    [['--width=10'], 255, 'A picture needs a width'],
    [['--factor=0'], 255, 'multiplied by 0'],
    [['--what'], 255, 'Unknown option: what'],
  ])('refuses %j with status %d', async (args, status, words) => {
    const result = await cli(['flamegraph', ...args, folded]);
    expect({ status: result.status, out: result.out }).toEqual({ status, out: '' });
    expect(result.err).toContain(words);
  });
});

describe('difffolded', () => {
  it('joins two files for flamegraph', async () => {
    const after = file('after', 'main;b 300\nmain;c 100\n');
    const { out, status } = await cli(['difffolded', '-ns', folded, after]);
    expect({ out, status }).toEqual({ out: 'main;a 240 0\nmain;b 160 300\nmain;c 0 100\n', status: 0 });
    expect((await piped(['flamegraph'], out)).out).toContain(
      '<title>b (300 samples, 75.00%; +35.00%)</title>',
    );
    expect((await cli(['difffolded', '--normalize', folded, after])).out).toBe(out);
  });

  it.each([
    [['-h'], 2],
    [[folded], 2],
    [['-x', folded, folded], 2],
    [[folded, missing], 2],
    [['-n', file('empty', ''), folded], 255],
  ])('ends %j with status %d', async (args, status) => {
    const result = await cli(['difffolded', ...args]);
    expect({ status: result.status, out: result.out }).toEqual({ status, out: '' });
    expect(result.err).not.toBe('');
  });
});

describe('stackcollapse-perf', () => {
  const text = 'ab 1/2 1.0: 2 cycles:\n\tff main (x)\n\nodd\n';

  it('folds standard input and files alike', async () => {
    const result = await piped(['stackcollapse-perf', '--tid'], text);
    expect(result).toEqual({ status: 0, out: 'ab-1/2;main 2\n', err: 'Unrecognized line: odd\n' });
    expect(await cli(['stackcollapse-perf', '-tid', file('perf', text)])).toEqual(result);
  });

  it('gives nothing for nothing, and a reason', async () => {
    const { status, out, err } = await cli(['stackcollapse-perf', missing]);
    expect({ status, out }).toEqual({ status: 0, out: '' });
    expect(err).toContain('No such file');
  });
});
