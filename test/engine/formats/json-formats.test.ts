import { describe, expect, it } from 'vitest';
import { formats } from '../../../engine/formats/index';
import { readFixture, readText, refusal, stackLines, typeNames } from '../../helpers/fixture';

const schema = 'https://www.speedscope.app/file-format-schema.json';
const shared = { frames: [{ name: 'a', file: 'a.c', line: 3 }, { name: 'b' }] };
const speedscope = (...profiles: object[]) => JSON.stringify({ $schema: schema, shared, profiles });
const evented = (events: object[], more = {}) => ({
  type: 'evented',
  name: 'main',
  unit: 'milliseconds',
  startValue: 0,
  endValue: 10,
  events,
  ...more,
});
const open = (frame: number, at: number) => ({ type: 'O', frame, at });
const close = (frame: number, at: number) => ({ type: 'C', frame, at });

describe('speedscope', () => {
  it('reads what py-spy writes', async () => {
    const profile = await readFixture('speedscope/pyspy.speedscope.json');
    expect(typeNames(profile)).toEqual(['time/nanoseconds']);
    expect(profile.samples.length).toBeGreaterThan(50);
    expect(stackLines(profile).every((line) => line.startsWith('<module>;work;'))).toBe(true);
  });

  it('reads events: what is open runs until the next one', async () => {
    const profile = await readText(speedscope(evented([open(0, 1), open(1, 2), close(1, 5), close(0, 6)])));
    expect(stackLines(profile)).toEqual(['a 1000000', 'a;b 3000000', 'a 1000000']);
    expect(profile.inTimeOrder).toBe(true);
  });

  it('keeps several profiles apart by label, and units by sample type', async () => {
    const bytes = {
      type: 'sampled',
      name: 'heap',
      unit: 'bytes',
      startValue: 0,
      endValue: 9,
      samples: [[0, 1]],
      weights: [9],
    };
    const profile = await readText(speedscope(evented([open(0, 0)]), bytes));
    expect(typeNames(profile)).toEqual(['time/nanoseconds', 'space/bytes']);
    expect(stackLines(profile)).toEqual(['a 10000000 0 {profile=main}', 'a;b 0 9 {profile=heap}']);
  });

  it('says where it is broken', async () => {
    expect(await refusal(speedscope(evented([open(7, 1)])))).toBe(
      'profiles[0].events[0]: frame 7 does not exist',
    );
    expect(await refusal(speedscope(evented([open(0, 1), close(1, 2)])))).toBe(
      'profiles[0].events[1]: frame 1 is closed and is not the innermost one',
    );
    expect(await refusal(speedscope(evented([], { unit: 'parsecs' })))).toBe(
      "profiles[0].unit: 'parsecs' is no unit",
    );
    expect(await refusal(speedscope(evented([open(0, 5), close(0, 4)])))).toBe(
      'profiles[0].events[1]: 4 lies before the event that precedes it',
    );
    expect(await refusal(`${speedscope()}}`)).toMatch(/^its JSON is broken/);
  });
});

const frame = (functionName: string) => ({
  functionName,
  scriptId: '1',
  url: 'file:///a.js',
  lineNumber: 4,
  columnNumber: 1,
});
const cpu = (more: object) =>
  JSON.stringify({
    nodes: [
      { id: 1, callFrame: frame('(root)'), hitCount: 0, children: [2, 4] },
      { id: 2, callFrame: frame('work'), hitCount: 1, children: [3] },
      { id: 3, callFrame: frame(''), hitCount: 2 },
      { id: 4, callFrame: frame('(idle)'), hitCount: 5 },
    ],
    startTime: 1000,
    endTime: 9000,
    ...more,
  });

describe('V8 CPU profiles', () => {
  it('reads what node --cpu-prof writes', async () => {
    const profile = await readFixture('v8/node.cpuprofile');
    expect(typeNames(profile)).toEqual(['samples/count', 'cpu/nanoseconds']);
    const lines = stackLines(profile);
    expect(lines.some((line) => /;\(anonymous\);hash \d+ \d+$/.test(line))).toBe(true);
    expect(lines.join('\n')).not.toMatch(/\(idle\)|\(root\)/);
  });

  it('lets a sample stand for the time until the next one', async () => {
    const text = cpu({ samples: [2, 3, 4, 3], timeDeltas: [100, 1000, 2000, 500] });
    const profile = await readText(text);
    expect(stackLines(profile)).toEqual([
      'work 1 1000000',
      'work;(anonymous) 1 2000000',
      'work;(anonymous) 1 0',
    ]);
    expect(profile.inTimeOrder).toBe(true);
  });

  it('joins samples of one node that follow each other', async () => {
    const text = cpu({ samples: [2, 2, 3, 3, 2], timeDeltas: [0, 1000, 1000, 500, 500] });
    expect(stackLines(await readText(text))).toEqual([
      'work 2 2000000',
      'work;(anonymous) 2 1000000',
      'work 1 0',
    ]);
  });

  it('shares the time out by hits where there are no samples', async () => {
    expect(stackLines(await readText(cpu({})))).toEqual(['work 1 1000000', 'work;(anonymous) 2 2000000']);
  });

  it('says where it is broken', async () => {
    expect(await refusal(cpu({ samples: [2, 9] }))).toBe('samples: element 1: node 9 does not exist');
    const ring = {
      nodes: [
        { id: 1, callFrame: frame('a'), children: [2] },
        { id: 2, callFrame: frame('b'), children: [1] },
      ],
    };
    expect(await refusal(cpu(ring))).toBe('nodes: a is its own caller');
    expect(await refusal(cpu({ nodes: [{ id: 1, callFrame: { functionName: 5 } }] }))).toBe(
      'nodes[0].callFrame.functionName: no text',
    );
  });
});

describe('V8 heap profiles', () => {
  it('reads what node --heap-prof writes', async () => {
    const profile = await readFixture('v8/node.heapprofile');
    expect(typeNames(profile)).toEqual(['inuse_space/bytes']);
    expect(stackLines(profile).some((line) => /;keep \d+$/.test(line))).toBe(true);
  });

  it('reads trees deeper than any stack of the reader', async () => {
    const depth = 5000;
    const node = `{"callFrame":${JSON.stringify(frame('f'))},"selfSize":0,"children":[`;
    const leaf = `{"callFrame":${JSON.stringify(frame('leaf'))},"selfSize":3,"children":[]}`;
    const root = `{"callFrame":${JSON.stringify(frame('(root)'))},"selfSize":0,"children":[`;
    const text = `{"head":${root}${node.repeat(depth)}${leaf}${']}'.repeat(depth + 1)}}`;
    const [line] = stackLines(await readText(text));
    expect(line!.split(';')).toHaveLength(5001);
    expect(line).toMatch(/;leaf 3$/);
  });
});

describe('a large file of JSON', () => {
  const count = 40_000;
  const many = <T>(of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));
  const cpu = {
    nodes: many((i) => ({
      id: i + 1,
      callFrame: { functionName: i === 0 ? '(root)' : `f${i}`, url: '', lineNumber: 0, columnNumber: 0 },
      parent: i === 0 ? undefined : 1,
    })),
    startTime: 0,
    endTime: count,
    samples: many((i) => i + 1),
    timeDeltas: many(() => 1),
  };
  const leaf = (i: number) => ({
    callFrame: { functionName: `f${i}`, url: '', lineNumber: 0, columnNumber: 0 },
    selfSize: 1,
    children: [],
  });
  const sampled = { type: 'sampled', name: 'x', unit: 'none', startValue: 0, endValue: count };
  const files = {
    'of samples': speedscope({ ...sampled, samples: many((i) => [i % 2]), weights: many(() => 1) }),
    'of events': speedscope(evented(many((i) => (i % 2 === 0 ? open(0, i) : close(0, i))))),
    'of V8': JSON.stringify(cpu),
    'of a heap': JSON.stringify({ head: { ...leaf(0), children: many(leaf) } }),
  };

  it.each(Object.entries(files))('%s is read in parts, each farther than the one before', (_, text) => {
    const bytes = new TextEncoder().encode(text);
    const format = formats.find(({ recognise }) => recognise(bytes) === 'yes')!;
    const parts: number[] = [];
    const work = format.readInParts!(bytes, 'large.json');
    let next = work.next();
    for (; next.done !== true; next = work.next()) parts.push(next.value);
    // Some before the parser and after it, and the rest by rows.
    expect(parts.length).toBeGreaterThan(5);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
    expect(parts[0]).toBeLessThan(0.5);
    expect(parts.at(-1)).toBeLessThanOrEqual(1);
    expect(next.value.samples.length).toBeGreaterThanOrEqual(count / 2);
  });
});
