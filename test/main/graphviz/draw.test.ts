import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readProfile } from '../../../engine/formats/index';
import { ProfileBuilder } from '../../../engine/model/builder';
import type { Profile } from '../../../engine/model/profile';
import { defaultOptions } from '../../../engine/pprof/options';
import { utcPlace } from '../../../engine/pprof/place';
import { runReport } from '../../../engine/pprof/report';
import { literalNames } from '../../../engine/render/graph-svg';
import { runDot } from '../../../main/graphviz/dot-program';
import { createDraw } from '../../../main/graphviz/draw';
import { createLayouts } from '../../../main/graphviz/layouts';
import { inflateNode } from '../../../main/services/inflate';
import { distFolder } from '../../helpers/dist';
import { requireTool } from '../../helpers/require-tool';

const draw = createDraw({ distFolder });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function dotOf(profile: Profile): string {
  const { output } = runReport(profile, { command: 'dot', options: defaultOptions(), place: utcPlace });
  return output.kind === 'text' ? output.text : '';
}

async function dotOfFixture(): Promise<string> {
  const path = fileURLToPath(new URL('../../fixtures/go-cpu.pb.gz', import.meta.url));
  return dotOf(await readProfile(await readFile(path), path, inflateNode));
}

/** The graph of a program that consists of functions of these names. */
function dotOfNames(names: readonly string[]): string {
  const builder = new ProfileBuilder([{ type: 'samples', unit: 'count' }]);
  const frame = (name: string) => builder.location({ lines: [{ function: builder.function({ name }) }] });
  const root = frame('root');
  for (const name of names) builder.sample([frame(name), root], [10]);
  return dotOf(builder.build());
}

interface Nasty {
  readonly names: readonly string[];
  readonly label: string;
  readonly unit: string;
  readonly file: string;
}

/** A profile that has such words wherever a graph shows some. */
function nastyProfile({ names, label, unit, file }: Nasty): Profile {
  const builder = new ProfileBuilder([{ type: label, unit }], { comments: [label] });
  const mapping = builder.mapping({ start: 0n, limit: 0n, offset: 0n, filename: file, buildId: label });
  const stack = names.map((name) =>
    builder.location({ mapping, lines: [{ function: builder.function({ name, filename: file }) }] }),
  );
  builder.sample(
    stack,
    [10],
    [
      { key: label, text: label },
      { key: 'bytes', num: 64n, unit },
    ],
  );
  return builder.build();
}

describe('the picture of a call graph', () => {
  it('has every node and edge of the graph, and one script', async () => {
    const dot = await dotOfFixture();
    const svg = text(await draw(dot, 'svg'));
    const count = (source: string, pattern: RegExp) => source.match(pattern)?.length ?? 0;
    const nodes = count(dot, /^(N\d+(_\d+)? \[|subgraph)/gm);
    expect(nodes).toBeGreaterThan(10);
    expect(count(svg, /class="node"/g)).toBe(nodes);
    expect(count(svg, /class="edge"/g)).toBe(count(dot, /^N\w+ -> /gm));
    expect(count(svg, /<script/g)).toBe(1);
    expect(svg).toMatch(/<svg width="100%" height="100%"\s+viewBox="/);
  });

  it('shows names as they are, whatever they hold', async () => {
    const names = [
      '</title><script>alert(1)</script>',
      ']]><script>alert(2)</script>',
      '"quoted\\" \\N \\G',
      'f(int&lt;&#60;script>, T&, &amp;)',
      'javascript:alert(3)',
      'nul\u0000 and bell\u0007',
      '<b>bold</b>',
      'Größe·日本',
    ];
    const svg = text(await draw(dotOfNames(names), 'svg'));
    expect(svg.match(/<script/g)).toHaveLength(1);
    expect(svg).not.toMatch(/<b>|href="javascript/);
    const shown = [...svg.matchAll(/xlink:title="([^"]*)"/g)].map(([, title]) =>
      title!
        .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
        .replace(
          /&(lt|gt|quot|amp);/g,
          (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name]!,
        ),
    );
    for (const name of names.filter((each) => !each.includes('\u0000'))) {
      expect(shown).toContain(`${name} (10)`);
    }
    expect(shown).toContain('nul\ufffd and bell\ufffd (10)');
  });

  it('is drawn whatever a profile calls its functions, labels, units and binary', async () => {
    const part = fc.constantFrom(
      ...['"', '\\', '\n', '\r', '\0', '\u0007', '<', '>', '<b>', '&', '&quot;', '&#0;', '\u2028', '\ufeff'],
      ...[
        '{',
        '}',
        '|',
        ';',
        '->',
        '/*',
        '//',
        '#',
        '[',
        ']',
        '\\N',
        '\\"',
        '.',
        '::',
        ' ',
        '\ud800',
        '😀',
        'é',
        'x',
      ],
    );
    const name = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    const nasty = fc.record({
      names: fc.array(name, { minLength: 1, maxLength: 3 }),
      label: name,
      unit: name,
      file: name,
    });
    const layouts = createLayouts(distFolder);
    onTestFinished(() => layouts.stop());
    const property = fc.asyncProperty(nasty, async (given) => {
      const dot = dotOf(nastyProfile(given));
      const svg = await layouts.layout(literalNames(dot), 'svg');
      expect(svg.match(/class="node"/g)!.length).toBe(dot.match(/^(N[\d_N]+ \[|subgraph)/gm)!.length);
      // What is written for other programs is read by them as it is.
      if (!requireTool('dot').skip) await runDot(dot, 'plain', { deadlineSeconds: 20 });
    });
    await fc.assert(property, { numRuns: 60 });
  }, 60_000);

  it('is drawn with a name of a hundred thousand characters', async () => {
    const long = 'very.long::'.repeat(10_000);
    const svg = text(
      await draw(dotOf(nastyProfile({ names: [long], label: long, unit: 'u', file: long })), 'svg'),
    );
    expect(svg.length).toBeGreaterThan(long.length);
  });

  it('says what Graphviz says of a graph that it cannot read', async () => {
    await expect(draw('digraph { a -> ', 'svg')).rejects.toMatchObject({
      failure: { code: 'graph-failed', facts: { reason: expect.stringContaining('syntax error') } },
    });
  });

  it('ends when it is cancelled, before and in the middle of a layout', async () => {
    const controller = new AbortController();
    const edges = Array.from({ length: 6000 }, (_, i) => `n${i % 997} -> n${(i * 7919) % 1009};`).join('');
    const running = createDraw({ distFolder, signal: controller.signal })(`digraph { ${edges} }`, 'svg');
    controller.abort();
    await expect(running).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    const late = createDraw({ distFolder, signal: controller.signal })('digraph { a }', 'svg');
    await expect(late).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });

  it('gives up at its deadline', async () => {
    const edges = Array.from({ length: 6000 }, (_, i) => `n${i % 997} -> n${(i * 7919) % 1009};`).join('');
    await expect(
      createDraw({ distFolder, deadlineSeconds: 0.05 })(`digraph { ${edges} }`, 'svg'),
    ).rejects.toMatchObject({ failure: { code: 'graph-failed', facts: { reason: /within 0.05 s/ } } });
  });
});
