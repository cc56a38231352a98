import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backgroundColors, changeColor, frameColor, paletteNames } from '../../../engine/flamegraph/colors';
import { flamegraph } from '../../../engine/flamegraph/flamegraph';
import {
  extraAttributes,
  isHarmlessLink,
  parseNameAttributes,
} from '../../../engine/flamegraph/name-attributes';
import { defaultOptions, type FlamegraphOptions } from '../../../engine/flamegraph/options';
import { formatPaletteMap, parsePaletteMap } from '../../../engine/flamegraph/palette-map';
import { flamegraphScript } from '../../../engine/flamegraph/script';
import { nastyFolded } from '../../helpers/nasty-stacks';

const noChance = () => {
  throw new Error('nothing here is by chance');
};

function draw(folded: string, options: Partial<FlamegraphOptions> = {}, random = noChance as () => number) {
  return flamegraph(Buffer.from(folded), { ...defaultOptions, ...options }, random);
}

const markup = (svg: string) => svg.slice(0, svg.indexOf('<script'));

describe('the picture', () => {
  it('says what is wrong with its input', () => {
    expect(draw('').warnings).toEqual([
      'Stack count is low (0). Did something go wrong?',
      'ERROR: No stack counts found',
    ]);
    expect(draw('a 5\nx\n').warnings).toEqual([
      'Stack count is low (5). Did something go wrong?',
      'Ignored 1 lines with invalid format',
    ]);
    expect(draw('a 5\n', { countName: 'ms' }).warnings).toEqual([]);
    expect(draw('a 500\n', { total: 100 }).warnings).toEqual([
      'Specified --total 100 is less than actual total 500, so ignored',
    ]);
    expect(draw('').drawn).toBe(false);
    expect(draw('').svg).toContain('ERROR: No valid input');
  });

  it('takes every name, title and attribute as data', () => {
    const evil = `"'></title><script>alert(1)</script><a href="javascript:x"`;
    const { svg } = draw(`main;${evil} 500\n`, {
      ...{ title: evil, subtitle: evil, countName: evil, nameType: evil, encoding: evil, fontType: evil },
      notes: '-- --',
      nameAttributes: new Map([['main', new Map([['href', `https://x/${evil}`]])]]),
    });
    expect(markup(svg)).not.toContain('<script>');
    expect(svg.match(/<script/g)).toHaveLength(1);
    expect(svg.match(/<a /g)).toHaveLength(1);
    expect(svg).toContain('<title>&quot;&#39;&gt;&lt;/title&gt;');
    expect(svg.match(/<!--(.*?)-->/)![1]).not.toContain('--');
    expect(flamegraphScript).not.toContain(']]>');
  });

  it('draws the same for lines in any order', () => {
    const folded = nastyFolded(21, 80, 'whole');
    const lines = folded.trimEnd().split('\n');
    expect(draw(lines.reverse().join('\n')).svg).toBe(draw(folded).svg);
  });

  it('loses no width within a frame', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { svg } = draw(nastyFolded(seed, 30, 'whole'), {
          minWidth: { size: 0, percent: false },
          width: 100_020,
        });
        const rects = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"[^>]*rx/g)];
        const rows = new Map<number, [number, number][]>();
        for (const [, x, y, width] of rects) {
          const row = rows.get(Number(y)) ?? [];
          rows.set(Number(y), row);
          row.push([Number(x), Number(x) + Number(width)]);
        }
        for (const row of rows.values()) {
          row.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
          for (let i = 1; i < row.length; i++)
            expect(row[i]![0]).toBeGreaterThanOrEqual(row[i - 1]![1] - 0.15);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('asks for chance once for each of three shares of a colour', () => {
    const given = [0, 0.5, 0.99, 0.1, 0.2, 0.3];
    const { svg } = draw('a 500\n', { shade: 'chance' }, () => given.shift()!);
    expect(svg).toContain('rgb(254,0,27)');
    expect(given).toEqual([]);
  });

  it('keeps the colours of a palette map, and adds new ones', () => {
    const paletteMap = parsePaletteMap('a->rgb(1,2,3)\nold->rgb(4,5,6)\n');
    expect(draw('a;b 500\n', { paletteMap }).svg).toContain('fill="rgb(1,2,3)"');
    expect([...paletteMap.keys()].sort()).toEqual(['', 'a', 'b', 'old']);
    expect(parsePaletteMap(formatPaletteMap(paletteMap))).toEqual(paletteMap);
  });
});

describe('colours', () => {
  it('come from every palette, and are black for a name that is none', () => {
    for (const palette of paletteNames)
      expect(frameColor(palette, { by: 'name' }, 'x')).not.toBe('rgb(0,0,0)');
    expect(frameColor('toString', { by: 'name' }, 'x')).toBe('rgb(0,0,0)');
  });

  it('show a change by its share of the largest', () => {
    const colors = [-10, -5, 0, 5, 10].map((delta) => changeColor(delta, 10));
    expect(colors).toEqual([
      'rgb(0,0,255)',
      'rgb(105,105,255)',
      'rgb(255,255,255)',
      'rgb(255,105,105)',
      'rgb(255,0,0)',
    ]);
  });

  it('of the background follow the palette', () => {
    expect(backgroundColors('', 'mem')).toEqual(['#eef2ee', '#e0ffe0']);
    expect(backgroundColors('#123456', 'mem')).toEqual(['#123456', '#123456']);
    expect(backgroundColors('pink', 'mem')).toBeUndefined();
    expect(backgroundColors('constructor', 'mem')).toBeUndefined();
  });

  it('are kept in the order of code points', () => {
    const map = new Map([...['\u{1f600}', '\uffff', 'b', 'a', 'ab']].map((name) => [name, 'c']));
    expect(formatPaletteMap(map)).toBe('a->c\nab->c\nb->c\n\uffff->c\n\u{1f600}->c\n');
  });
});

describe('attributes of frames', () => {
  it('are read as markup spells them', () => {
    const { byName, brokenLine } = parseNameAttributes('a\thref=x?a=1&amp;b\tclass=k=l\nb\n');
    expect(byName.get('a')).toEqual(
      new Map([
        ['href', 'x?a=1&b'],
        ['class', 'k=l'],
      ]),
    );
    expect(brokenLine).toBe(2);
  });

  it('run no scripts', () => {
    const links = ['javascript:x', ' java\nscript:x', 'JAVASCRIPT:x', 'data:text/html,x', 'vbscript:x'];
    for (const link of links) expect(isHarmlessLink(link)).toBe(false);
    for (const link of ['https://x/', 'a/b?c:d', '#x', 'mailto:a@b']) expect(isHarmlessLink(link)).toBe(true);
    expect(
      extraAttributes(`onclick="x" data-a="1&quot;" xlink:href='x' rel='y' href="javascript:x"`),
    ).toEqual([
      ['data-a', '1"'],
      ['href', 'x'],
      ['rel', 'y'],
    ]);
  });
});
