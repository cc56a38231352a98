import { describe, expect, test } from 'vitest';
import { buildTree } from '../../../engine/analysis/tree';
import { usualSeen } from '../../../engine/flame/look';
import { goneFill, newFill, unchangedFill } from '../../../engine/flame/palette';
import { ProfileBuilder } from '../../../engine/model/builder';
import { flameSvg } from '../../../engine/render/flame-svg';
import { profileOfText } from '../analysis/profile-of';

const treeOf = (...texts: string[]) =>
  buildTree(texts.map((text) => ({ profile: profileOfText(text), sampleIndex: 0 })));

interface Drawn {
  readonly tags: Set<string>;
  readonly attributes: Set<string>;
  /** Text inside each `<title>`, read as XML. */
  readonly titles: string[];
  readonly scripts: string[];
}

/** Reads an SVG as an XML parser would, and fails where one would. */
function readXml(svg: string): Drawn {
  const drawn: Drawn = { tags: new Set(), attributes: new Set(), titles: [], scripts: [] };
  const token = /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
  const open: string[] = [];
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex;
    const match = token.exec(svg);
    if (match === null) throw new Error(`not well-formed at ${at}: ${svg.slice(at, at + 60)}`);
    const [, cdata, closes, tag, attributes, alone, text] = match;
    if (cdata !== undefined) drawn.scripts.push(cdata);
    else if (text !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`a bare & in ${text}`);
      if (open[open.length - 1] === 'title') drawn.titles.push(plain(text));
    } else if (closes === '/') expect(open.pop()).toBe(tag);
    else {
      drawn.tags.add(tag!);
      for (const [, name] of attributes!.matchAll(/([\w:-]+)="/g)) drawn.attributes.add(name!);
      if (alone === '') open.push(tag!);
    }
  }
  expect(open).toEqual([]);
  return drawn;
}

function plain(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&([^;]+);/g, (_, name: string) => entities[name]!);
}

const calmTree = treeOf('a b 1');
const calm = readXml(
  flameSvg(calmTree, {
    title: 'calm',
    subtitle: 'calm',
    seen: { ...usualSeen(calmTree), focus: 1, place: { node: 1, from: 0, to: 0.5 } },
  }),
);

describe('names are data', () => {
  const hostile = [
    '</text><script>alert(1)</script>',
    '"><rect onload="alert(1)"',
    "' onclick='alert(1)",
    ']]><script>alert(1)</script>',
    '&lt;b&gt; & <b>',
    '<!--',
    'operator<<(std::ostream&, char const*)',
    '`+alert(1)+`',
  ];

  test.each(hostile)('%s', (name) => {
    const builder = new ProfileBuilder([{ type: 'cpu', unit: 'nanoseconds' }]);
    builder.sample(
      [builder.location({ lines: [{ function: builder.function({ name, filename: name }) }] })],
      [1],
    );
    const tree = buildTree([{ profile: builder.build(), sampleIndex: 0 }]);
    const seen = { ...usualSeen(tree), focus: 1, place: { node: 1, from: 0, to: 0.5 } };
    for (const coloring of ['package', 'file', 'total'] as const) {
      const drawn = readXml(flameSvg(tree, { title: name, subtitle: name, seen: { ...seen, coloring } }));
      expect(drawn.tags).toEqual(calm.tags);
      expect(drawn.attributes).toEqual(calm.attributes);
      expect(drawn.scripts).toEqual(calm.scripts);
      // The last one may be the legend's, where what it names has a longer name.
      const titles = drawn.titles.map((title) => title.split('\n')[0]);
      expect(titles.slice(0, 3)).toEqual([name, 'root', name]);
    }
  });

  test('what XML cannot hold is replaced', () => {
    const svg = flameSvg(treeOf('a 1'), { title: 'half \ud800 and \uffff and \u0001, whole \u{1f525}' });
    expect(readXml(svg).titles[0]).toBe('half \ufffd and \ufffd and \ufffd, whole \u{1f525}');
  });
});

describe('a picture of one profile', () => {
  test('says what each box is, with units and shares', () => {
    const { titles } = readXml(flameSvg(treeOf('main read 250\nmain 750'), { title: 'CPU' }));
    expect(titles.slice(1)).toEqual([
      'root\n1us (100%), self 0 (0%)',
      'main\n1us (100%), self 750ns (75.00%)',
      'read\n250ns (25.00%), self 250ns (25.00%)',
    ]);
  });

  test('leaves out boxes too narrow to see', () => {
    const { titles } = readXml(flameSvg(treeOf('wide 100000\nnarrow 1'), { title: 'CPU' }));
    expect(titles.map((title) => title.split('\n')[0])).toEqual(['CPU', 'root', 'wide']);
  });

  test('refers to nothing outside itself', () => {
    const svg = flameSvg(treeOf('a 1'), { title: 'CPU' });
    expect(svg.match(/https?:\/\/[^"' ]+/g)).toEqual([
      'http://www.w3.org/2000/svg',
      'http://www.w3.org/1999/xhtml',
    ]);
    expect(svg).not.toMatch(/@import|url\(|href/);
  });

  test('of nothing is still a picture', () => {
    expect(readXml(flameSvg(treeOf(''), { title: 'empty' })).titles).toEqual([
      'empty',
      'root\n0 (0%), self 0 (0%)',
    ]);
  });
});

describe('a picture of a comparison', () => {
  const svg = flameSvg(treeOf('m a 100\nm old 10\nm same 10', 'm a 50\nm new 10\nm same 10'), {
    title: 'diff',
  });

  test('says before, after and the change', () => {
    expect(readXml(svg).titles).toContain('a\n100ns (83.33%) → 50ns (71.43%)  -50ns, -50.00%');
    expect(readXml(svg).titles).toContain('new\n0 (0%) → 10ns (14.29%)  +10ns, new');
    expect(readXml(svg).titles).toContain('old\n10ns (8.33%) → 0 (0%)  -10ns, gone');
    expect(readXml(svg).titles).toContain('same\n10ns (8.33%) → 10ns (14.29%)  same');
  });

  test('colours by the change, marks what one side lacks, and explains both', () => {
    const look = (name: string) => new RegExp(`<g class="f ([^"]+)"[^>]*><title>${name}\n`).exec(svg)?.[1];
    expect(look('a')).toBe(`c${unchangedFill - 3}`);
    expect(look('new')).toBe(`c${newFill} new`);
    expect(look('old')).toBe(`c${goneFill} gone`);
    expect(look('same')).toBe(`c${unchangedFill}`);
    expect(svg).toContain('only after');
    expect(svg).toContain('only before');
  });
});
