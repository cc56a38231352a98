import { describe, expect, it } from 'vitest';
import { buildTree } from '../../../../engine/analysis/tree';
import { bottomUpRows } from '../../../../engine/tables/bottom-up';
import type { GoroutineGroup } from '../../../../engine/tables/goroutines';
import { neighboursOf } from '../../../../engine/tables/neighbours';
import { tagTable } from '../../../../engine/tables/tags';
import { traceNodes } from '../../../../engine/tables/traces';
import { atOnce } from '../../../../engine/work/work';
import { packFlame } from '../../../../engine/worker/flame-data';
import { callerRows, judgedCalls, noWalk, step, walkTo } from '../../../../renderer/views/callers/rows';
import { frameText } from '../../../../renderer/views/frame-text';
import { filterGroups, ownFrame, regroup, waitText } from '../../../../renderer/views/goroutines/rows';
import { alignedText, csvText } from '../../../../renderer/views/table/copy';
import {
  amountOf,
  foldedAtFirst,
  joinedIgnore,
  joinedKeys,
  judgedTags,
  placeIn,
  tagRows,
} from '../../../../renderer/views/tags/rows';
import { depthOf, matchingTraces, stackOf } from '../../../../renderer/views/traces/rows';
import { bottomUpTreeRows, pathKey, pathOfKey } from '../../../../renderer/views/tree/bottom-up';
import { ancestors, heaviestPath, keptNodes, topDownRows } from '../../../../renderer/views/tree/top-down';
import { words } from '../../../../renderer/words/words';
import { readPprof } from '../../../engine/analysis/pprof-top';
import { profileOf } from '../../../engine/analysis/profile-of';
import { fixture, sampledOf } from '../../../engine/tables/go-pprof';

const profile = profileOf([
  { stack: ['main', 'work', 'hash'], value: 30 },
  { stack: ['main', 'work'], value: 20 },
  { stack: ['main', 'rest', 'hash'], value: 10 },
]);
const tree = buildTree([{ profile, sampleIndex: 0 }]);
const { value: data } = atOnce(packFlame(1, { tree, sides: [{ profile, sampleIndex: 0 }], factors: [1] }));
const text = frameText(data.frames);
const frame = (name: string) => text.names.indexOf(name);
const matches = (...names: string[]) => Uint8Array.from(text.names, (name) => (names.includes(name) ? 1 : 0));

describe('callers and callees', () => {
  it('stand above and below the function, under their heads', () => {
    const rows = callerRows(frame('work'), atOnce(neighboursOf(tree, frame('work'))));
    expect(
      rows.map((row) => (row.kind === 'call' || row.kind === 'self' ? text.names[row.frame] : row.part)),
    ).toEqual(['callers', 'main', 'work', 'callees', 'hash']);
  });

  it('say where stacks begin', () => {
    const rows = callerRows(frame('main'), atOnce(neighboursOf(tree, frame('main'))));
    expect(rows[0]).toEqual({ kind: 'head', part: 'callers', count: 0 });
    expect(rows[1]).toEqual({ kind: 'part', part: 'entry', weight: [60] });
  });

  it('are asked about as calls, each row for itself, and heads not at all', () => {
    const rows = callerRows(frame('work'), atOnce(neighboursOf(tree, frame('work'))));
    expect(judgedCalls(rows, text.names)).toEqual({
      asked: {
        kind: 'calls',
        callers: ['main', null, 'work'],
        callees: ['work', 'work', 'hash'],
        shown: null,
      },
      at: Int32Array.of(-1, 0, 1, -1, 2),
    });
    const entry = callerRows(frame('main'), atOnce(neighboursOf(tree, frame('main'))));
    expect(judgedCalls(entry, text.names).asked.callers).toEqual(['', null, 'main', 'main']);
  });

  it('are walked back and forth; a new way forgets the old one', () => {
    let walk = [3, 5, 5, 7].reduce(walkTo, noWalk);
    expect(walk.frames).toEqual([3, 5, 7]);
    expect(step(walk, 1)).toBeNull();
    walk = step(walk, -1)!;
    expect(walk.frames[walk.at]).toBe(5);
    walk = walkTo(walk, 9);
    expect(walk).toEqual({ frames: [3, 5, 9], at: 2 });
    expect(step(noWalk, -1)).toBeNull();
  });
});

describe('the call tree', () => {
  const said = (rows: ReturnType<typeof topDownRows>) =>
    rows.map(({ level, frame: at, total }) => `${' '.repeat(level - 1)}${text.names[at]} ${total[0]}`);
  const main = data.firstChild[0]!;

  it('shows the children of what is unfolded', () => {
    expect(said(topDownRows(data, new Set(), null))).toEqual(['main 60']);
    const path = heaviestPath(data, 0);
    expect(said(topDownRows(data, new Set(path), null))).toEqual([
      'main 60',
      ' work 50',
      '  hash 30',
      ' rest 10',
    ]);
    expect(ancestors(data, path[path.length - 1]!)).toEqual([...path.slice(1, -1)].reverse());
  });

  it('keeps what a search matches, with what is above and below it', () => {
    const kept = keptNodes(data, matches('rest'));
    expect(said(topDownRows(data, new Set(data.parent.keys()), kept))).toEqual([
      'main 60',
      ' rest 10',
      '  hash 10',
    ]);
    expect(said(topDownRows(data, new Set([main]), keptNodes(data, matches())))).toEqual([]);
  });

  it('is read from the leaves up as far as is known', () => {
    const known = new Map(
      [[[], atOnce(bottomUpRows(tree, []))] as const].map(([path, rows]) => [pathKey(path), rows]),
    );
    const hash = [frame('hash')];
    expect(said(bottomUpTreeRows(known, new Set([pathKey(hash)]), null))).toEqual(['hash 40', 'work 20']);
    known.set(pathKey(hash), atOnce(bottomUpRows(tree, hash)));
    expect(said(bottomUpTreeRows(known, new Set([pathKey(hash)]), null))).toEqual([
      'hash 40',
      ' work 30',
      ' rest 10',
      'work 20',
    ]);
    expect(said(bottomUpTreeRows(known, new Set(), matches('work')))).toEqual(['work 20']);
    expect(pathOfKey(pathKey([]))).toEqual([]);
    expect(pathOfKey(pathKey([4, 2]))).toEqual([4, 2]);
  });
});

describe('traces', () => {
  it('are found by any function of their stack', () => {
    const nodes = atOnce(traceNodes(tree));
    const leaves = (found: Int32Array) =>
      Array.from(found, (node) =>
        stackOf(data, node)
          .map((at) => text.names[at])
          .join('<'),
      );
    expect(leaves(matchingTraces(nodes, data, null))).toEqual([
      'hash<work<main',
      'work<main',
      'hash<rest<main',
    ]);
    expect(leaves(matchingTraces(nodes, data, matches('rest')))).toEqual(['hash<rest<main']);
    expect(depthOf(data, nodes[0]!)).toBe(3);
  });
});

describe('tags', () => {
  const table = atOnce(tagTable(sampledOf(readPprof(fixture('go-cpu.pb.gz')), 1)));
  const kinds = (folded: string[], filter: string) =>
    tagRows(table, new Set(folded), filter, ({ text: own }) => own).map((row) =>
      row.kind === 'value' ? row.value.text : row.kind,
    );

  it('list keys, their values, and what has none', () => {
    expect(kinds([], '')).toEqual(['key', 'sort', 'hash', 'without']);
    expect(kinds(['work'], '')).toEqual(['key']);
    expect(kinds([], 'HAS')).toEqual(['key', 'hash']);
    expect(kinds(['work'], 'HAS')).toEqual(['key', 'hash']);
    expect(kinds([], 'no such')).toEqual([]);
    const rows = tagRows(table, new Set(), '', ({ text: own }) => own);
    const [key, ...others] = rows.map((row) => amountOf(row)[0]!);
    expect(others.reduce((all, each) => all + each, 0)).toBe(table.total[0]);
    expect(key).toBeLessThan(table.total[0]!);
  });

  it('are asked about one by one, folded or not', () => {
    const { asked, at } = judgedTags(table);
    expect(asked.rows).toEqual([
      { key: 'work', what: 'all' },
      { key: 'work', what: 'without' },
      { key: 'work', what: 'text', text: 'sort' },
      { key: 'work', what: 'text', text: 'hash' },
    ]);
    const rows = tagRows(table, new Set(), '', ({ text: own }) => own);
    expect(rows.map((row) => placeIn(at, row))).toEqual([0, 2, 3, 1]);
    expect(placeIn(at, { kind: 'omitted', tag: table.keys[0]! })).toBe(-1);
  });

  it('begin folded where one key would hide the others', () => {
    const keyOf = (key: string, values: number) => ({
      ...table.keys[0]!,
      key,
      values: Array(values).fill(table.keys[0]!.values[0]!),
    });
    const folded = (...keys: ReturnType<typeof keyOf>[]) => [...foldedAtFirst({ ...table, keys })];
    expect(folded(keyOf('request', 500), keyOf('route', 20))).toEqual(['request']);
    expect(folded(keyOf('request', 500))).toEqual([]);
    expect(folded(keyOf('a', 50), keyOf('b', 50))).toEqual([]);
  });

  it('are ignored together where they are of one key', () => {
    expect(joinedIgnore('', 'a=^x$')).toBe('a=^x$');
    expect(joinedIgnore('a=^x$', 'a=^y$')).toBe('a=^x$,^y$');
    expect(joinedIgnore('a=^x$,^y$', 'a=^y$')).toBe('a=^x$,^y$');
    expect(joinedIgnore('a=^x$', 'b=^y$')).toBe('b=^y$');
    expect(joinedIgnore('bytes=1b:2b', 'bytes=3b')).toBe('bytes=3b');
  });

  it('are root frames by their keys, each once', () => {
    expect(joinedKeys('', 'a')).toBe('a');
    expect(joinedKeys('a', 'b')).toBe('a,b');
    expect(joinedKeys('a,b', 'a')).toBe('a,b');
  });
});

describe('goroutines', () => {
  const names = frameText({
    names: 'root\nruntime.gopark\nmain.wait\nmain.serve',
    files: '\n\n\n',
    packages: '\n\n\n',
  });
  const group = (part: Partial<GoroutineGroup>): GoroutineGroup => ({
    stack: [1, 2],
    state: 'chan receive',
    createdBy: 'main.main',
    count: [1],
    longestWaitMinutes: 0,
    ids: [],
    ...part,
  });
  const groups = [
    group({ count: [5], ids: [1, 2] }),
    group({ state: 'select', count: [3], longestWaitMinutes: 9, ids: [7] }),
    group({ stack: [1, 3], count: [2], createdBy: 'main.other' }),
  ];

  it('are joined by state or by creator', () => {
    expect(regroup(groups, 'stack')).toHaveLength(3);
    expect(
      regroup(groups, 'state').map(({ state, count, createdBy }) => [state, count[0], createdBy]),
    ).toEqual([
      ['chan receive', 7, ''],
      ['select', 3, 'main.main'],
    ]);
    expect(regroup(groups, 'creator')[0]).toMatchObject({
      count: [8],
      longestWaitMinutes: 9,
      state: '',
      ids: [1, 2, 7],
      // Two groups of one stack; the third was started by another.
      groups: 2,
      stacks: 1,
    });
    expect(regroup(groups, 'state')[0]).toMatchObject({ groups: 2, stacks: 2 });
  });

  it('have waited in units one can grasp', () => {
    const { goroutines } = words().tables;
    expect([0, 1, 119, 120, 2879, 2880, 20_000].map((minutes) => waitText(minutes, goroutines))).toEqual([
      '<1 min',
      '1 min',
      '119 min',
      '2 h 0 min',
      '47 h 59 min',
      '2 d 0 h',
      '13 d 21 h',
    ]);
  });

  it('are found by state, creator, number or function', () => {
    expect(filterGroups(groups, 'SELECT', names)).toEqual([groups[1]]);
    expect(filterGroups(groups, 'other', names)).toEqual([groups[2]]);
    expect(filterGroups(groups, '2', names)).toEqual([groups[0]]);
    expect(filterGroups(groups, 'serve', names)).toEqual([groups[2]]);
    expect(filterGroups(groups, ' ', names)).toBe(groups);
  });

  it('stand where the program itself is, not the runtime below it', () => {
    expect(ownFrame([1, 2], names)).toBe(2);
    expect(ownFrame([1], names)).toBe(1);
    expect(ownFrame([], names)).toBe(-1);
  });
});

describe('a table on the clipboard', () => {
  it('is aligned, or CSV that spreadsheets do not carry out', () => {
    expect(
      alignedText(
        ['n', 'name'],
        [
          ['10', 'a'],
          ['9', 'b'],
        ],
      ),
    ).toBe(' n  name\n10  a\n 9  b\n');
    expect(
      csvText(
        ['n', 'name'],
        [
          [-1, 'a,"b"'],
          [2, '=cmd()'],
        ],
      ),
    ).toBe('n,name\r\n-1,"a,""b"""\r\n2,\'=cmd()\r\n');
  });
});
