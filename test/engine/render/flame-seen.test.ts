import { describe, expect, test } from 'vitest';
import type { CallTree } from '../../../engine/analysis/types';
import { type FlameSeen, usualSeen } from '../../../engine/flame/look';
import { goneFill, matchFill, newFill, unchangedFill } from '../../../engine/flame/palette';
import { flameSvg } from '../../../engine/render/flame-svg';
import { attributeOf, boxesOf, nodeAt, treeIn } from './drawn';

const [left, inner] = [12, 1176];

function drawnAs(tree: CallTree, seen: Partial<FlameSeen> = {}): string {
  return flameSvg(tree, { title: 'CPU', seen: { ...usualSeen(tree), ...seen } });
}

const on = (node: number): Pick<FlameSeen, 'focus' | 'place'> => ({
  focus: node,
  place: { node, from: 0, to: 1 },
});

describe('a flame graph that is seen otherwise', () => {
  const stacks = 'main b 10\nmain c x 60\nmain a 30';

  test('keeps the order of its tree', () => {
    const names = (order: 'heavy' | 'name' | 'time') =>
      boxesOf(drawnAs(treeIn({ order }, stacks))).map(({ name }) => name);
    expect(names('heavy')).toEqual(['root', 'main', 'c', 'x', 'a', 'b']);
    expect(names('name')).toEqual(['root', 'main', 'a', 'b', 'c', 'x']);
    expect(names('time')).toEqual(['root', 'main', 'b', 'c', 'x', 'a']);
  });

  test('has its root below where flames burn upwards', () => {
    const tree = treeIn({}, stacks);
    const icicle = boxesOf(drawnAs(tree));
    const flame = boxesOf(drawnAs(tree, { upright: true }));
    const rows = (boxes: typeof icicle) => boxes.map(({ y }) => y);
    expect(rows(icicle)).toEqual([76, 94, 112, 130, 112, 112]);
    expect(rows(flame)).toEqual([130, 112, 94, 76, 94, 94]);
    expect(attributeOf(drawnAs(tree, { upright: true }), 'data-upright')).toBe('');
    expect(attributeOf(drawnAs(tree), 'data-upright')).toBeUndefined();
  });

  test('colours as its window does, and says what that means', () => {
    const tree = treeIn({}, 'm a 100\nm old 10\nm same 10', 'm a 50\nm new 10\nm same 10');
    const svg = drawnAs(tree, { leastChange: 0.001 });
    const fills = new Map(boxesOf(svg).map(({ name, classes }) => [name, classes]));
    expect(fills.get('a')).toEqual([`c${unchangedFill - 3}`]);
    expect(fills.get('new')).toEqual([`c${newFill}`, 'new']);
    expect(fills.get('old')).toEqual([`c${goneFill}`, 'gone']);
    expect(fills.get('same')).toEqual([`c${unchangedFill}`]);
    expect(svg).toMatch(/changed less than 0\.10?%/);
    const quiet = boxesOf(drawnAs(tree, { leastChange: 0.1 })).filter(({ classes }) =>
      classes.includes('new'),
    );
    expect(quiet).toEqual([]);
    const safe = drawnAs(tree, { scale: 'orange-blue' });
    const color = (of: string) => new RegExp(`\\.c${newFill} rect\\{fill:(#[0-9a-f]{6})\\}`).exec(of)?.[1];
    expect(color(safe)).not.toBe(color(svg));
  });

  test('says what its colours mean, whatever they mean', () => {
    const one = treeIn({}, 'main a 10\nmain b 30');
    const lost = treeIn({}, 'main a 10\nmain b -30');
    const two = treeIn({}, 'main a 10', 'main a 20');
    const legend = (svg: string) =>
      [...svg.slice(svg.indexOf('id="legend"')).matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
    // The one that takes most comes first; homes of one hue share a swatch.
    expect(legend(drawnAs(one))).toEqual(['main', 'b', 'not known']);
    expect(legend(drawnAs(one, { coloring: 'file' })).at(-1)).toBe('not known');
    expect(legend(drawnAs(one, { coloring: 'total' }))).toEqual([
      'total, of all',
      expect.any(String),
      '100%',
    ]);
    expect(legend(drawnAs(one, { coloring: 'self' }))[0]).toBe('self, of all');
    // Of a difference that was saved, which way it went is the usual colour.
    expect(legend(drawnAs(lost))).toEqual(['only losses', 'only gains']);
    expect(legend(drawnAs(two)).slice(0, 2)).toEqual(['−100%', '+100%']);
    expect(legend(drawnAs(two, { coloring: 'own-change' })).slice(0, 2)).toEqual(['less', 'more']);
    expect(legend(drawnAs(two, { leastChange: 0 }))).toContain('unchanged');
  });

  test('draws what may be noise grey, by node or by frame', () => {
    const tree = treeIn({}, 'm a 100\nm b 100', 'm a 50\nm b 50');
    const flags = (length: number, changed: readonly number[]) =>
      Uint8Array.from({ length }, (_, row) => (changed.includes(row) ? 1 : 0));
    const b = tree.frame[nodeAt(tree, 'm', 'b')]!;
    const frames = { flat: flags(tree.frames.length, [b]), cum: flags(tree.frames.length, [b]) };
    const grey = (noise: FlameSeen['noise']) =>
      boxesOf(drawnAs(tree, { noise }))
        .filter(({ classes }) => classes.includes(`c${unchangedFill}`))
        .map(({ name }) => name);
    const told = { frames, whole: false, rounds: [3, 3] } as const;
    expect(grey({ nodes: null, ...told })).toEqual(['root', 'm', 'a']);
    const everyNode = flags(tree.length, [...tree.frame.keys()]);
    expect(grey({ nodes: { self: everyNode, total: everyNode }, ...told })).toEqual([]);
    expect(drawnAs(tree, { noise: { nodes: null, ...told } })).toContain('noise, or less than');
  });
});

describe('a flame graph that is zoomed', () => {
  const tree = treeIn({}, 'main a x 600\nmain a y 200\nmain b 200');
  const a = nodeAt(tree, 'main', 'a');

  test('stands so from the first paint', () => {
    const boxes = new Map(boxesOf(drawnAs(tree, on(a))).map((box) => [box.name, box]));
    for (const name of ['root', 'main', 'a']) {
      expect(boxes.get(name), name).toMatchObject({ x: left, width: inner, shown: true, label: name });
    }
    expect(boxes.get('x')).toMatchObject({ x: left, width: 0.75 * inner, shown: true, label: 'x' });
    expect(boxes.get('y')).toMatchObject({ x: left + 0.75 * inner, width: 0.25 * inner, shown: true });
    expect(boxes.get('b')).toMatchObject({ shown: false, label: '' });
    const back = [...boxes.values()].filter(({ classes }) => classes.includes('off'));
    expect(back.map(({ name }) => name)).toEqual(['root', 'main']);
  });

  test('tells its script where everything lies', () => {
    const svg = drawnAs(tree, on(a));
    expect(attributeOf(svg, 'data-zoom')).toBe('2');
    expect(attributeOf(svg, 'data-stretch')).toBeUndefined();
    const whole = boxesOf(drawnAs(tree));
    expect(boxesOf(svg).map(({ lies }) => lies)).toEqual(whole.map(({ x, width }) => [x, width]));
    expect(whole.every(({ lies, shown }) => lies === null && shown)).toBe(true);
    expect(attributeOf(drawnAs(tree), 'data-zoom')).toBeUndefined();
  });

  test('shows a stretch of a box, cut at its edges', () => {
    const svg = drawnAs(tree, { focus: 0, place: { node: a, from: 0.5, to: 1 } });
    expect(attributeOf(svg, 'data-zoom')).toBe('0');
    expect(attributeOf(svg, 'data-stretch')!.split(' ').map(Number)).toEqual([
      expect.closeTo(left + 0.4 * inner, 4),
      expect.closeTo(0.4 * inner, 4),
    ]);
    const boxes = new Map(boxesOf(svg).map((box) => [box.name, box]));
    expect(boxes.get('x')).toMatchObject({ x: left, width: 0.5 * inner });
    expect(boxes.get('y')).toMatchObject({ x: left + 0.5 * inner, width: 0.5 * inner });
    expect(boxes.get('b')!.shown).toBe(false);
    expect(boxes.get('a')!.classes).not.toContain('off');
  });

  test('is as fine in sight as the window is', () => {
    const deep = treeIn({}, `main big 100000000\nmain tiny one 60\nmain tiny two 40`);
    expect(boxesOf(drawnAs(deep)).map(({ name }) => name)).toEqual(['root', 'main', 'big']);
    const svg = drawnAs(deep, on(nodeAt(deep, 'main', 'tiny')));
    const boxes = new Map(boxesOf(svg).map((box) => [box.name, box]));
    expect(boxes.get('one')).toMatchObject({ x: left, width: 0.6 * inner });
    const [start, width] = boxes.get('one')!.lies!;
    const tiny = boxes.get('tiny')!.lies!;
    // In the whole they are less than a hundredth of a pixel, and still not all at one place.
    expect(width / tiny[1]).toBeCloseTo(0.6, 2);
    expect(start).toBeCloseTo(tiny[0], 6);
  });

  test('to a box as wide as everything has its callers stand back', () => {
    const narrow = treeIn({}, 'main only x 5\nmain only y 4');
    const svg = drawnAs(narrow, on(nodeAt(narrow, 'main', 'only')));
    expect(attributeOf(svg, 'data-zoom')).toBe('2');
    const off = boxesOf(svg).filter(({ classes }) => classes.includes('off'));
    expect(off.map(({ name }) => name)).toEqual(['root', 'main']);
  });

  test('of nothing is not zoomed', () => {
    const empty = treeIn({}, '');
    const svg = drawnAs(empty, { place: { node: 0, from: 0.2, to: 0.4 } });
    expect(attributeOf(svg, 'data-zoom')).toBeUndefined();
    expect(boxesOf(svg)).toMatchObject([{ name: 'root', x: left, width: inner, shown: true }]);
  });
});

describe('a flame graph that is searched', () => {
  const tree = treeIn({}, 'main parse 25\nmain read parseLine 50\nmain 25');

  test('marks what is found, and says how much that is', () => {
    const svg = drawnAs(tree, { search: '^PARSE' });
    const found = boxesOf(svg).filter(({ classes }) => classes.includes('found'));
    expect(found.map(({ name }) => name)).toEqual(['parseLine', 'parse']);
    const off = boxesOf(svg).filter(({ classes }) => classes.includes('off'));
    expect(off.map(({ name }) => name)).toEqual(['root', 'main', 'read']);
    expect(attributeOf(svg, 'data-search')).toBe('^PARSE');
    expect(svg).toContain('data-text="Matched 75.00%">^PARSE: Matched 75.00%</text>');
    expect(svg).toMatch(/\.homes \.found rect\{fill:#/);
    expect(matchFill).toBeGreaterThan(0);
  });

  test('keeps the colours of change', () => {
    const compared = treeIn({}, 'main a 10', 'main a 20');
    expect(drawnAs(compared, { search: 'a' })).not.toContain('class="frames homes"');
    expect(drawnAs(tree, { search: 'a' })).toContain('class="frames homes"');
  });

  test('by a pattern of the window that browsers do not know still shows what it found', () => {
    const svg = drawnAs(tree, { search: '(?i)\\pLarse' });
    expect(boxesOf(svg).filter(({ classes }) => classes.includes('found'))).toHaveLength(2);
  });

  test('by a broken pattern is refused', () => {
    expect(() => drawnAs(tree, { search: '(' })).toThrow('bad-argument');
  });

  test.each(['"><script>alert(1)</script>', "' onload='alert(1)", '&lt;b&gt;', ']]>', 'a\n\tb', '\u0001'])(
    'keeps the pattern %j a pattern',
    (search) => {
      const svg = drawnAs(tree, { search });
      const plain = drawnAs(tree, { search: 'none' });
      const names = (of: string) => of.slice(0, of.indexOf('>')).match(/ [\w-]+=(?=")/g);
      expect(names(svg)).toEqual(names(plain));
      expect(svg.match(/<script/g)).toHaveLength(1);
      expect(svg.match(/ on\w+="/g)).toBeNull();
      const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
      const read = attributeOf(svg, 'data-search')!.replace(/&(#?\w+);/g, (_, name: string) =>
        name.startsWith('#') ? String.fromCharCode(Number(name.slice(1))) : entities[name]!,
      );
      expect(read).toBe(search.replace('\u0001', '\ufffd'));
    },
  );
});

describe('two sides beside each other', () => {
  const tree = treeIn({}, 'm a 60\nm old 20', 'm a 20\nm new 20');
  const beside = (seen: Partial<FlameSeen> = {}) =>
    flameSvg(tree, {
      title: 'both',
      headings: ['Before <1>', 'After'],
      seen: { ...usualSeen(tree), arrangement: 'beside', ...seen },
    });
  const width = (1200 - 3 * left) / 2;
  const second = left + width + left;

  test('are drawn on one scale, each in its own half', () => {
    const boxes = boxesOf(beside()).map(({ name, x, width: wide, node }) => [name, node, x, wide]);
    expect(boxes).toEqual([
      ['root', '0', left, width],
      ['m', '1', left, width],
      ['a', '2', left, 0.75 * width],
      ['old', String(nodeAt(tree, 'm', 'old')), left + 0.75 * width, 0.25 * width],
      ['root', '0', second, 0.5 * width],
      ['m', '1', second, 0.5 * width],
      ['a', '2', second, 0.25 * width],
      ['new', String(nodeAt(tree, 'm', 'new')), expect.closeTo(second + 0.25 * width, 3), 0.25 * width],
    ]);
    expect(beside()).toContain('>Before &lt;1&gt;</text>');
    expect(beside().match(/<g class="frames/g)).toHaveLength(2);
  });

  test('are zoomed to the same node, as wide as the wider one needs', () => {
    const svg = beside(on(nodeAt(tree, 'm', 'a')));
    const shown = boxesOf(svg).filter((box) => box.shown);
    expect(shown.map(({ name, x, width: wide }) => [name, x, wide])).toEqual([
      ['root', left, width],
      ['m', left, width],
      ['a', left, width],
      ['root', second, expect.closeTo((2 / 3) * width, 3)],
      ['m', second, expect.closeTo((2 / 3) * width, 3)],
      ['a', second, expect.closeTo(width / 3, 3)],
      ['new', expect.closeTo(second + width / 3, 3), expect.closeTo(width / 3, 3)],
    ]);
    expect(attributeOf(svg, 'data-zoom')).toBe('2');
    expect(attributeOf(svg, 'data-stretch')).toBeUndefined();
  });

  test('show the nearest caller of what only the other has', () => {
    const svg = beside(on(nodeAt(tree, 'm', 'new')));
    expect(attributeOf(svg, 'data-zoom')).toBe('7');
    const [, m] = boxesOf(svg);
    expect(m).toMatchObject({ name: 'm', x: left, width, shown: true });
  });

  test('of which one is empty are still two', () => {
    const one = treeIn({}, 'm a 60', '');
    const svg = flameSvg(one, { title: 'x', seen: { ...usualSeen(one), arrangement: 'beside' } });
    expect(boxesOf(svg).map(({ name }) => name)).toEqual(['root', 'm', 'a', 'root']);
  });
});

describe('boxes too narrow by themselves', () => {
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => `main s${String(from + i).padStart(3, '0')} 1`).join('\n');

  test('are one box per run of neighbours, whatever the order', () => {
    // By name the heavy one stands between the two runs.
    const text = `${many(100, 60)}\nmain s500 20000\n${many(600, 40)}`;
    const rest = (order: 'heavy' | 'name') =>
      boxesOf(drawnAs(treeIn({ order }, text))).map(({ name }) => name);
    expect(rest('heavy')).toEqual(['root', 'main', 's500', '100 smaller ones']);
    expect(rest('name')).toEqual(['root', 'main', '60 smaller ones', 's500', '40 smaller ones']);
  });

  test('do not reach over the time in which their caller ran itself', () => {
    const runs = `${many(100, 60)}\nmain 10000\n${many(600, 40)}\nmain 10000`;
    const boxes = boxesOf(drawnAs(treeIn({ order: 'time' }, runs)));
    expect(boxes.map(({ name }) => name)).toEqual(['root', 'main', '60 smaller ones', '40 smaller ones']);
    expect(boxes[2]!.x + boxes[2]!.width).toBeLessThan(boxes[3]!.x - 500);
  });

  test('never match and never stand back', () => {
    const svg = drawnAs(treeIn({}, `${many(100, 60)}\nmain big 20000`), { search: 'smaller' });
    const rest = boxesOf(svg).find(({ classes }) => classes.includes('rest'))!;
    expect(rest.classes).not.toContain('found');
    expect(rest.classes).not.toContain('off');
  });
});
