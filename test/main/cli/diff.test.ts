import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { openLibrary } from '../../../main/services/library';
import { planFor } from '../../../proto/load';
import type { Run } from '../../../proto/run';
import { saveSimulatedRun } from '../../helpers/simulated-run';
import { type Behaviour, seeded, simulate, simulatedStacks } from '../../helpers/simulated-service';
import { sampleRun } from '../services/sample-run';
import { cli } from './capture-cli';

const name = simulatedStacks[0]!.names.at(-1)!;
const calm: Behaviour = { samples: 20_000, together: 0.005, alone: 0.005 };
const slower: Behaviour = { ...calm, slower: { name, by: 1.3 } };
const noisy: Behaviour = { samples: 20_000, together: 0.2, alone: 0.02 };

let folder: string;
let random: () => number;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flamebench-diff-'));
  random = seeded(17);
  for (let i = 1; i <= 4; i++) {
    writeFileSync(join(folder, `a${i}.pb`), encodePprof(simulate(calm, random).profile));
    writeFileSync(join(folder, `b${i}.pb`), encodePprof(simulate(slower, random).profile));
    writeFileSync(
      join(folder, `thin${i}.pb`),
      encodePprof(simulate({ ...calm, samples: 3 }, random).profile),
    );
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const saveRun = (id: string, variants: readonly Behaviour[], rounds: number, over: Partial<Run> = {}) =>
  saveSimulatedRun(folder, { id, variants, rounds, random, over });

const files = (pattern: string) => join(folder, pattern);

describe('diff of rounds', () => {
  it('names the one function that changed, and calls the rest noise', async () => {
    const { status, out } = await cli(['diff', files('a*.pb'), files('b*.pb'), '--json']);
    expect(status).toBe(0);
    const result = JSON.parse(out);
    expect(result).toMatchObject({ noise: 'rounds', rounds: [4, 4], normalisation: 'absolute' });
    const [first, ...others] = result.rows;
    expect(first).toMatchObject({ name, flatChange: { sure: 'change' } });
    expect(first.flatChange.ci[0]).toBeGreaterThan(0);
    const changed = others.filter(({ flatChange }: typeof first) => flatChange.sure === 'change');
    expect(changed.length).toBeLessThanOrEqual(1);
  });

  it('takes several files by comma, and says in text how sure it is', async () => {
    const list = (side: string) => [1, 2, 3].map((i) => files(`${side}${i}.pb`)).join(',');
    const { out, err } = await cli(['diff', list('a'), list('b'), '-n', '3']);
    expect(out).toMatch(/a1\.pb and 2 more → b1\.pb and 2 more {2}cpu, as measured, 3 rounds each/);
    expect(out).toMatch(new RegExp(`± .* change {2}${name}\\n`));
    expect(out).toMatch(/^Total .*: (change|noise)$/m);
    expect(err).toBe('');
  });

  it('of one run of two variants compares them per request, pair by pair', async () => {
    const run = await saveRun('ab', [calm, slower], 4);
    const { out } = await cli(['diff', run, '--json', '-n', '1']);
    expect(JSON.parse(out)).toMatchObject({
      names: ['v0 cpu', 'v1 cpu'],
      normalisation: 'per-request',
      unit: 'nanoseconds/request',
      rows: [{ name, flatChange: { sure: 'change' } }],
    });
    expect((await cli(['diff', run, '-n', '1'])).out).toContain('4 rounds each, taken in turn');
  });

  it('of a machine whose speed swings says which share changed', async () => {
    const swinging: Behaviour = { samples: 6000, together: 0.2, alone: 0.002 };
    const run = await saveRun('swinging', [swinging, { ...swinging, slower: { name, by: 1.15 } }], 8);
    const { rows } = JSON.parse((await cli(['diff', run, '--json'])).out);
    const row = rows.find((each: { name: string }) => each.name === name);
    expect(row.flatChange).toMatchObject({ sure: 'share', share: { q: expect.any(Number) } });
    expect(row.flatChange.share.ci[0]).toBeGreaterThan(0);
    const { out } = await cli(['diff', run]);
    expect(out).toMatch(/share% +sure {2}name/);
    expect(out).toMatch(new RegExp(`\\+\\d+\\.\\d+% ± \\d[^\\n]* share {2}${name}\\n`));
    expect(out).toContain('share: the value may be noise');
    const { out: shares } = await cli(['diff', run, '--equal-totals']);
    expect(shares).not.toContain('share%');
    expect(shares).toMatch(new RegExp(`change {2}${name}\\n`));
  });

  it('says how a share changed only where that is what is sure', async () => {
    const run = await saveRun('plain', [calm, slower], 4);
    const { out } = await cli(['diff', run, '-n', '1']);
    expect(out).toMatch(new RegExp(`change {2}${name}\\n`));
    expect(out).not.toContain('share%');
    const { rows } = JSON.parse((await cli(['diff', run, '--json', '-n', '1'])).out);
    expect(rows[0].flatChange).toHaveProperty('sure', 'change');
  });

  it('of single captures compares as fairly as of rounds', async () => {
    const run = await saveRun('short', [calm, slower], 1);
    expect(JSON.parse((await cli(['diff', run, '--json'])).out)).toMatchObject({
      normalisation: 'per-request',
      noise: 'sampling',
    });
    const forced = JSON.parse((await cli(['diff', run, '--json', '--absolute'])).out);
    expect(forced.normalisation).toBe('absolute');
  });

  it('other verbs pool the rounds of the variant that is chosen', async () => {
    const run = await saveRun('pooled', [calm, slower], 3);
    const { profile } = simulate(calm, random);
    const once = profile.samples.values[1]!.reduce((sum, value) => sum + value, 0);
    const { out } = await cli(['convert', run, join(folder, 'pooled.top.json'), '--side', 'A']);
    expect(out).toBe('');
    const { total } = JSON.parse(readFileSync(join(folder, 'pooled.top.json'), 'utf8'));
    expect(total / once).toBeGreaterThan(2.7);
    expect(total / once).toBeLessThan(3.3);
    expect((await cli(['top', run, '--side', 'A'])).out).toMatch(/^v0 cpu {2}cpu/);
  });

  it('leaves out the rounds that only one variant has', async () => {
    const run = await saveRun('half', [calm, slower], 3, { status: 'broken' });
    const library = openLibrary(folder);
    const whole = await library.read('half');
    const captures = whole.captures.filter(({ round, variant }) => round < 2 || variant === 0);
    writeFileSync(join(run, 'run.json'), JSON.stringify({ ...whole, captures }));
    expect(JSON.parse((await cli(['diff', run, '--json'])).out).rounds).toEqual([2, 2]);
  });

  it('refuses what does not fit, in one sentence', async () => {
    const one = await saveRun('one', [calm], 2);
    const two = await saveRun('two', [calm, calm], 1);
    const said = async (...argv: string[]) => {
      const { status, err } = await cli(['diff', ...argv]);
      return `${status} ${err}`;
    };
    expect(await said(one)).toMatch(/^1 .*measured one variant/);
    expect(await said(two, one)).toMatch(/^1 .*give it alone/);
    expect(await said(files('none*.pb'), one)).toMatch(/^1 .*does not exist/);
    expect(await said(one, one, '--per-request', '--absolute')).toMatch(/^2 .*exclude each other/);
    expect(await said(one, one, '--fail-over', 'much')).toMatch(/^2 .*percentage like 5%/);
  });
});

describe('diff --fail-over', () => {
  it('ends with a status of its own for a significant regression, and names it', async () => {
    const run = await saveRun('worse', [calm, slower], 5);
    const { status, err } = await cli(['diff', run, '--fail-over', '5%']);
    expect(status).toBe(3);
    expect(err).toContain('Regressed: a significant rise by more than 5 %.');
    expect(err).toContain(`  ${name}: `);
    expect((await cli(['diff', run, '--fail-over', '50%'])).status).toBe(0);
  });

  it('lets what became cheaper pass', async () => {
    const run = await saveRun('better', [slower, calm], 5);
    const { status, err } = await cli(['diff', run, '--fail-over=5%']);
    expect({ status, err }).toEqual({
      status: 0,
      err: 'Passed: nothing rose significantly by more than 5 %, and the whole did not.\n',
    });
  });

  it('says when the data cannot tell', async () => {
    const single = await cli(['diff', files('a1.pb'), files('b1.pb'), '--fail-over', '5%', '--json']);
    expect(single.status).toBe(0);
    expect(JSON.parse(single.out).gate).toEqual({ verdict: 'undecided', because: 'one-capture' });
    expect(single.err).toContain('Undecided: each side is one capture');

    const thin = await cli(['diff', files('thin*.pb'), files('thin*.pb'), '--fail-over', '5%', '--json']);
    expect(JSON.parse(thin.out).gate.verdict).toBe('undecided');

    const run = await saveRun('noisy', [noisy, noisy], 3);
    const wide = await cli(['diff', run, '--fail-over', '5%', '--json']);
    expect(wide.status).toBe(0);
    expect(JSON.parse(wide.out).gate).toEqual({ verdict: 'undecided', because: 'wide' });
  });
});

describe('what makes a comparison doubtful', () => {
  it('is said: another load, another length, unequal errors', async () => {
    const base = sampleRun('x');
    const loaded = (connections: number, path: string) => ({
      ...base.plan,
      variants: [
        { ...base.plan.variants[0]!, load: { ...planFor(`http://127.0.0.1:1${path}`), connections } },
      ],
    });
    const before = await saveRun('ten', [calm], 1, { plan: loaded(10, '/a') });
    const after = await saveRun('fifty', [calm], 1, {
      plan: loaded(50, '/a'),
      captures: [{ ...base.captures[0]!, file: 'cpu-0-0.pb', endedMs: 2000, requests: 900 }],
    });
    const { err } = await cli(['diff', before, after]);
    expect(err).toContain('The two sides were loaded differently: -c 10 before, -c 50 after.');
    expect(err).toContain('The captures differ in length, 1s before and 2s after');
    expect(err).toContain('Each side is one capture: only sampling error is known');
  });
});
