import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readProfile } from '../../../engine/formats/index';
import { ProfileBuilder } from '../../../engine/model/builder';
import type { Profile } from '../../../engine/model/profile';
import { defaultOptions } from '../../../engine/pprof/options';
import { utcPlace } from '../../../engine/pprof/place';
import { runReport } from '../../../engine/pprof/report';
import { createDraw } from '../../../main/graphviz/draw';
import { inflateNode } from '../../../main/services/inflate';
import { distFolder } from '../../helpers/dist';

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
