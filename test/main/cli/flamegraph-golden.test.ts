import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type CountForm, nastyFolded, nastyPerf } from '../../helpers/nasty-stacks';
import { cli } from './capture-cli';

/**
 * The verbs against the Perl tools on text of our own. The tools' answers are recorded in
 * test/golden/flamegraph; where FLAMEGRAPH_DIR names a folder with the tools (and FLAMEGRAPH_VERSION says
 * which they are), they are asked anew and the record is written again.
 */
const tools = process.env.FLAMEGRAPH_DIR;
const goldens = fileURLToPath(new URL('../../golden/flamegraph/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'flamebench-flamegraph-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Golden {
  readonly tool: string;
  readonly version: string;
  readonly command: string;
  /** Rows of a picture, as 'rectangle colour title', or lines of text. */
  readonly rows: readonly string[];
}

interface Case {
  readonly name: string;
  readonly verb: 'flamegraph' | 'stackcollapse-perf';
  readonly args: readonly string[];
  readonly input: string;
}

const drawn = (name: string, args: string, seed: number, form: CountForm = 'whole', lines = 50): Case => ({
  name,
  verb: 'flamegraph',
  args: args === '' ? [] : args.split(' '),
  input: nastyFolded(seed, lines, form),
});

const collapsed = (name: string, args: string, seed: number, withSource = false): Case => ({
  name: `perf-${name}`,
  verb: 'stackcollapse-perf',
  args: args === '' ? [] : args.split(' '),
  input: nastyPerf(seed, 60, withSource),
});

const cases: readonly Case[] = [
  drawn('plain', '', 1),
  drawn('fractions', '--factor=0.37 --countname=ms', 2, 'fraction'),
  drawn('difference', '', 3, 'difference'),
  drawn('difference-negated', '--negate --minwidth=0', 4, 'difference'),
  drawn('broken-lines', '', 5, 'broken'),
  drawn('reverse', '--reverse --inverted', 6),
  drawn('reversed-difference', '--reverse', 7, 'difference'),
  drawn('flame-chart', '--flamechart', 8, 'difference'),
  drawn('java-hash', '--colors=java --hash --subtitle=x', 9),
  drawn('js', '--colors=js --width=700 --height=19 --fontsize=11.5', 10),
  drawn('perl-total', '--colors perl -total 100000', 11),
  drawn('chain', '--colors=chain --minwidth=0.5%', 12),
  drawn('mem', '--col=mem --hash', 13, 'fraction'),
  drawn('wakeup-io', '--colors=io --fontwidth 0.7', 14, 'broken'),
  ...['red', 'green', 'blue', 'yellow', 'purple', 'aqua', 'orange', 'wakeup', 'none'].map((hue) =>
    drawn(`hue-${hue}`, `--colors=${hue}`, 15, 'whole', 8),
  ),
  collapsed('plain', '', 1),
  collapsed('pid', '--pid', 2),
  collapsed('tid-all', '--tid --all', 3),
  collapsed('kernel-addrs', '--kernel --addrs', 4),
  collapsed('event', '--jit --event-filter=cpu-clock:u', 5),
  collapsed('srcline', '--srcline', 6, true),
];

const frame =
  /<title>([^<]*)<\/title>\s*<rect x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)" fill="([^"]*)"[^>]*>\s*<text\s+x="([^"]*)" y="([^"]*)"\s*>([^<]*)</g;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!);

/** Frames of a picture in an order of their own, and its size. */
function rowsOf(svg: string): string[] {
  const size = /<svg[^>]* width="([^"]*)" height="([^"]*)"/.exec(svg)!;
  const rows = [...svg.matchAll(frame)].map(([, title, x, y, width, height, fill, textX, textY, label]) =>
    [`${x},${y} ${width}×${height} ${fill}`, `${textX},${textY}`, unescaped(title!), unescaped(label!)].join(
      ' | ',
    ),
  );
  return [`size ${size[1]}×${size[2]}`, ...rows.sort()];
}

function result({ verb }: Case, output: string): string[] {
  return verb === 'flamegraph' ? rowsOf(output) : output.split('\n');
}

function goldenOf(each: Case, file: string): Golden {
  const path = join(goldens, `${each.name}.json`);
  if (tools === undefined) return JSON.parse(readFileSync(path, 'utf8')) as Golden;
  const tool = `${each.verb}.pl`;
  const { stdout, error } = spawnSync('perl', [join(tools, tool), ...each.args, file], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (error !== undefined) throw error;
  const version = process.env.FLAMEGRAPH_VERSION ?? 'unknown';
  const golden: Golden = {
    ...{ tool, version, command: [tool, ...each.args, `${each.name}.txt`].join(' ') },
    rows: result(each, stdout),
  };
  mkdirSync(goldens, { recursive: true });
  writeFileSync(path, `${JSON.stringify(golden, null, 1)}\n`);
  return golden;
}

describe('the verbs of the Perl tools', () => {
  it.each(cases.map((each) => [each.name, each] as const))('agree on %s', async (name, each) => {
    const file = join(scratch, `${name}.txt`);
    writeFileSync(file, each.input);
    const golden = goldenOf(each, file);
    const { status, out } = await cli([each.verb, ...each.args, file]);
    expect(status).toBe(0);
    expect(golden.rows.length).toBeGreaterThan(5);
    expect(result(each, out)).toEqual(golden.rows);
  });
});
