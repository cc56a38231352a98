import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exporters } from '../../../engine/export/registry';
import { unchangedFill } from '../../../engine/flame/palette';
import { attributeOf, boxesOf } from '../../engine/render/drawn';
import { saveSimulatedRun } from '../../helpers/simulated-run';
import { type Behaviour, seeded, simulatedStacks } from '../../helpers/simulated-service';
import { sampleRun } from '../services/sample-run';
import { cli } from './capture-cli';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const cpu = fixture('go-cpu.pb.gz');
const heap = fixture('go-heap.pb.gz');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamebench-convert-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const out = (name: string) => join(folder, name);
const text = (name: string) => readFile(out(name), 'utf8');

/** Runs `convert` and expects that it worked and printed nothing but what it wrote. */
async function convert(...argv: string[]) {
  const result = await cli(['convert', ...argv]);
  expect(result).toMatchObject({ status: 0, out: '' });
  expect(result.err).toMatch(/^Wrote .+\.\n$/);
}

describe('convert', () => {
  it.each(exporters.flatMap(({ extensions }) => extensions))('writes a profile as %s', async (extension) => {
    await convert(cpu, out(`profile${extension}`));
    expect((await readFile(out(`profile${extension}`))).length).toBeGreaterThan(500);
  });

  it.each(exporters.filter(({ comparison }) => comparison).map(({ extensions }) => extensions[0]!))(
    'writes a comparison as %s',
    async (extension) => {
      await convert(cpu, cpu, out(`diff${extension}`), '--equal-totals');
      expect((await readFile(out(`diff${extension}`))).length).toBeGreaterThan(500);
    },
  );

  it.each(['.folded', '.speedscope.json', '.pb.gz', '.pb'])(
    'loses no time on the way through %s',
    async (extension) => {
      await convert(cpu, out(`there${extension}`));
      await convert(out(`there${extension}`), out('back.folded'));
      await convert(cpu, out('direct.folded'));
      expect(await text('back.folded')).toBe(await text('direct.folded'));
    },
  );

  it('takes the sample type and the title that are asked for', async () => {
    await convert(heap, out('objects.top.json'), '--sample-type', 'alloc_objects', '--title', 'Objects');
    expect(JSON.parse(await text('objects.top.json'))).toMatchObject({
      title: 'Objects',
      sampleType: 'alloc_objects',
      unit: 'count',
    });
  });

  it('writes the format that is asked for, whatever the file is called', async () => {
    await convert(cpu, out('table.txt'), '--to', 'csv');
    expect(await text('table.txt')).toMatch(/^function,file,flat/);
  });

  it('reads runs, and divides by their requests', async () => {
    for (const [name, requests] of [
      ['run-a', 10],
      ['run-b', 40],
    ] as const) {
      const run = { ...sampleRun(name), label: name };
      const captures = [{ ...run.captures[0]!, kind: 'cpu', file: 'cpu.pb.gz', baseFile: '', requests }];
      await mkdir(out(name));
      await writeFile(out(`${name}/run.json`), JSON.stringify({ ...run, captures }));
      await copyFile(cpu, out(`${name}/cpu.pb.gz`));
    }
    await convert(out('run-a'), out('run-b'), out('runs.json'), '--per-request');
    const { names, requests, total, normalisation } = JSON.parse(await text('runs.json'));
    expect({ names, requests, normalisation }).toEqual({
      names: ['run-a cpu', 'run-b cpu'],
      requests: [10, 40],
      normalisation: 'per-request',
    });
    expect(total[0] / total[1]).toBeCloseTo(4);
    await convert(out('run-a'), out('run-b'), out('runs.html'), '--per-request');
    expect(await text('runs.html')).toContain('40 requests');
  });

  it('of a run that compares two sides writes the change, or the side that is chosen', async () => {
    const run = sampleRun('ab');
    const [first] = run.captures;
    const [variant] = run.plan.variants;
    const both = {
      ...run,
      plan: { ...run.plan, variants: ['slow', 'fast'].map((label) => ({ ...variant!, label })) },
      captures: [
        { ...first!, file: 'cpu-a1.pb.gz', requests: 10 },
        { ...first!, file: 'cpu-b1.pb.gz', variant: 1, requests: 40 },
      ],
    };
    await mkdir(out('ab'));
    await writeFile(out('ab/run.json'), JSON.stringify(both));
    for (const { file } of both.captures) await copyFile(cpu, out(`ab/${file}`));
    const { err } = await cli(['convert', out('ab'), out('ab.json'), '--per-request']);
    expect(err).toContain('of slow cpu → fast cpu.');
    expect(JSON.parse(await text('ab.json'))).toMatchObject({
      names: ['slow cpu', 'fast cpu'],
      requests: [10, 40],
    });
    for (const [side, name] of Object.entries({ A: 'slow cpu', b: 'fast cpu', fast: 'fast cpu' })) {
      await convert(out('ab'), out('side.top.json'), '--side', side);
      expect(JSON.parse(await text('side.top.json'))).toMatchObject({ title: name });
    }
    await convert(out('ab'), out('side.pb.gz'), '--side', 'B');
    const refused = async (...argv: string[]) => {
      const result = await cli(['convert', ...argv]);
      expect(result.err.trimEnd()).not.toContain('\n');
      expect(result.status).not.toBe(0);
      return result.err;
    };
    expect(await refused(out('ab'), out('x.pb.gz'))).toContain('the two sides of a run (--side takes one)');
    expect(await refused(out('ab'), cpu, out('x.svg'))).toContain('--side A or --side B says which');
    expect(await refused(out('ab'), out('x.svg'), '--side', 'C')).toContain('has the sides A, slow, B, fast');
    expect(await refused(cpu, out('x.svg'), '--per-request')).toContain('need two profiles');
    const top = (await cli(['top', out('ab'), '-n', '1'])).out;
    expect(top.match(/^(slow|fast) cpu/gm)).toEqual(['slow cpu', 'fast cpu']);
    expect((await cli(['top', out('ab'), '-n', '1', '--side', 'fast'])).out).toMatch(/^fast cpu/);
    expect((await cli(['flame', out('ab'), out('ab.svg')])).status).toBe(0);
    expect(await text('ab.svg')).toContain('slow cpu → fast cpu');
  });

  it('of a run that compares two sides draws it on fair terms, says on which, and what is noise grey', async () => {
    const name = simulatedStacks[0]!.names.at(-1)!;
    const calm: Behaviour = { samples: 20_000, together: 0.005, alone: 0.03 };
    const variants = [calm, { ...calm, slower: { name, by: 1.5 } }];
    const run = await saveSimulatedRun(folder, { id: 'judged', variants, rounds: 5, random: seeded(3) });
    const { err } = await cli(['flame', run, out('judged.svg')]);
    expect(err).toBe(`Wrote ${out('judged.svg')}. Compared per request.\n`);
    const svg = await text('judged.svg');
    expect(svg).toContain('>cpu, per request · Noise measured over 5 and 5 rounds<');
    expect(svg).toContain('noise, or less than');
    const greyOf = (picture: string) => {
      const boxes = boxesOf(picture).filter(({ classes }) => !classes.includes('rest'));
      const grey = boxes.filter(({ classes }) => classes.includes(`c${unchangedFill}`));
      return { names: grey.map((box) => box.name), all: boxes.length };
    };
    const judged = greyOf(svg);
    const leaf = boxesOf(svg).filter((box) => box.name === name);
    expect(leaf.some(({ classes }) => !classes.includes(`c${unchangedFill}`))).toBe(true);
    expect(judged.names.length).toBeGreaterThan(0.5 * judged.all);

    await cli(['flame', run, out('loud.svg'), '--color-noise']);
    const loud = await text('loud.svg');
    expect(loud).toContain('>cpu, per request<');
    expect(greyOf(loud).names.length).toBeLessThan(judged.names.length - 10);
    const folded = await cli(['flame', run, out('folded.svg'), '--fold-recursion', '--absolute']);
    expect(folded.err).toContain('Compared as measured.');
    expect(await text('folded.svg')).toContain('>cpu, as measured · Noise measured');

    await convert(run, out('judged.html'));
    const page = await text('judged.html');
    expect(boxesOf(page).map(({ classes }) => classes).length).toBeGreaterThan(10);
    expect(page).toContain('Comparison: CPU time, per request');
    expect(page).toContain('Noise measured over 5 and 5 rounds; what may be noise is grey.');
    expect(page).toMatch(/<code>f\d+<\/code> changed most by itself/);
    expect(page).toContain('class="n noise"');
    expect(page).not.toContain('This may be noise.');
    await convert(run, out('whole.html'), '--equal-totals');
    expect(await text('whole.html')).toContain('(scaled to equal totals).');
    await convert(run, out('loud.html'), '--color-noise');
    expect(await text('loud.html')).not.toContain('class="n noise"');
    expect((await cli(['convert', run, out('judged.json')])).err).toContain('Compared per request.');
    expect(JSON.parse(await text('judged.json'))).toMatchObject({ normalisation: 'per-request' });
  });

  it('of two files goes by their lengths', async () => {
    expect((await cli(['flame', cpu, cpu, out('same.svg')])).err).toContain('Compared as measured.');
    expect(await text('same.svg')).toContain('One capture a side: only the sampling error is known');
    expect((await cli(['flame', cpu, out('one.svg'), '--equal-totals'])).err).toContain('need two profiles');
  });

  it('draws flame graphs as the options say, alike as a picture and in a page', async () => {
    const look = ['--order', 'name', '--direction', 'flame', '--fold-recursion', '--color-blind'];
    const seen = ['--search', 'sha256', '--zoom', 'hashAll$', '--colors', 'self'];
    const drawn = async (name: string, argv: readonly string[]) => {
      await convert(cpu, out(name), ...argv);
      const svg = await text(name);
      return svg.slice(svg.indexOf('<svg'), svg.lastIndexOf('</svg>'));
    };
    const svg = await drawn('seen.svg', [...look, ...seen]);
    const boxes = boxesOf(svg);
    const zoomed = boxes[Number(attributeOf(svg, 'data-zoom'))]!;
    expect(zoomed).toMatchObject({ name: 'main.hashAll', x: 12, width: 1176, shown: true });
    expect(zoomed.y).toBeLessThan(boxes[0]!.y);
    expect(boxes.some(({ classes }) => classes.includes('found'))).toBe(true);
    expect(attributeOf(svg, 'data-search')).toBe('sha256');
    const called = boxes.filter(({ depth, classes }) => depth === 1 && !classes.includes('rest'));
    expect(called.length).toBeGreaterThan(2);
    expect(called.map(({ name }) => name)).toEqual(called.map(({ name }) => name).sort());
    const page = await drawn('seen.html', [...look, ...seen]);
    expect(attributeOf(page, 'data-search')).toBe('sha256');
    expect(boxesOf(page)[Number(attributeOf(page, 'data-zoom'))]!.name).toBe('main.hashAll');
    const flame = await cli(['flame', cpu, out('flame.svg'), ...look, ...seen]);
    expect(flame.status).toBe(0);
    expect(boxesOf(await text('flame.svg'))).toEqual(boxes);
    const refused = async (...argv: string[]) => (await cli(['flame', cpu, out('no.svg'), ...argv])).err;
    expect(await refused('--zoom', 'nothing.like.it')).toContain('matches no function');
    expect(await refused('--search', '(')).toContain('search (');
    expect(await refused('--colors', 'change')).toContain(
      '--colors must be one of package, file, total, self',
    );
    expect(await refused('--order', 'time')).toContain('order of time');
  });

  it('leaves an old file alone when there is nothing to write', async () => {
    await writeFile(out('kept.html'), 'kept');
    const { status, err } = await cli(['convert', out('missing.pb.gz'), out('kept.html')]);
    expect(status).toBe(1);
    expect(err).toContain('does not exist');
    expect(await text('kept.html')).toBe('kept');
  });

  it.each([
    [['a', 'b.doc'], "'b.doc' must end in one of .pb.gz"],
    [['a', 'b', 'c.pb.gz'], "'c.pb.gz' for two profiles must end in one of .folded"],
    [['a', 'b.svg', '--to', 'png'], '--to must be one of pprof, '],
    [['a', 'b', 'c.svg', '--to', 'dot'], '--to for two profiles must be one of folded, '],
    [['a', 'b', 'c.svg', '--per-request', '--equal-totals'], 'exclude each other'],
    [['a', 'b.folded', '--zoom', 'main'], '--zoom is for flame graphs: .svg and .html'],
    [['a', 'b.html', '--order', 'random'], "--order must be one of heavy, name, time, not 'random'"],
    [['a', 'b.svg', '--direction', 'up'], '--direction must be one of icicle, flame'],
    [['a'], 'expected IN [NEW] OUT'],
  ])('refuses %j with status 2 and one line, before it reads anything', async (argv, words) => {
    const { status, out: printed, err } = await cli(['convert', ...argv]);
    expect({ status, printed }).toEqual({ status: 2, printed: '' });
    expect(err).toContain(words);
    expect(err.trimEnd()).not.toContain('\n');
  });
});
