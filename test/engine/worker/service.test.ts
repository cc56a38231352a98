import { describe, expect, test } from 'vitest';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { emptyQuery } from '../../../engine/query/query';
import type {
  CallName,
  DrawnTree,
  EngineAnswer,
  EngineCalls,
  FlameData,
} from '../../../engine/worker/protocol';
import { createEngineService } from '../../../engine/worker/service';
import { gzipNode } from '../../../main/services/gzip';
import { inflateNode } from '../../../main/services/inflate';
import { textProfile } from '../../helpers/text-profile';

const cpu = [{ type: 'cpu', unit: 'nanoseconds' }];
const slow = encodePprof(
  textProfile(
    `main  main  main
     work  work  rest
     hash  .     .
     30    20    10`,
    cpu,
  ),
);
const fast = encodePprof(
  textProfile(
    `main  main  main
     work  rest  new
     10    10    5`,
    cpu,
  ),
);

/** A service over a channel that transfers as a worker's does: what is handed over is gone here. */
function start(pause: () => Promise<void> = () => Promise.resolve()) {
  const service = createEngineService({
    inflate: inflateNode,
    gzip: gzipNode,
    pause,
  });
  let lastId = 0;
  const send = async <N extends CallName>(name: N, argument: EngineCalls[N]['request'], id = ++lastId) => {
    const answers: EngineAnswer[] = [];
    // The pairing of name and argument is checked by this function's own signature.
    const request = { id, name, argument } as Parameters<typeof service.handle>[0];
    await service.handle(request, (answer, transfer) => {
      answers.push(structuredClone(answer, { transfer: [...transfer] }));
    });
    return answers;
  };
  return {
    service,
    send,
    /** The value of a call that is expected to succeed. */
    async ask<N extends CallName>(name: N, argument: EngineCalls[N]['request']) {
      const last = (await send(name, argument)).at(-1)!;
      if (!('ok' in last) || !last.ok) throw new Error(`${name} failed: ${JSON.stringify(last)}`);
      return last.value as EngineCalls[N]['answer'];
    },
    /** The failure of a call that is expected to fail. */
    async failure<N extends CallName>(name: N, argument: EngineCalls[N]['request']) {
      const last = (await send(name, argument)).at(-1)!;
      if (!('ok' in last) || last.ok) throw new Error(`${name} did not fail`);
      return last.error;
    },
  };
}

/** Nodes as 'name total,total', in the tree's order. */
function nodes(data: FlameData): string[] {
  const names = data.frames.names.split('\n');
  return Array.from(data.frame, (f, n) => `${names[f]} ${data.total.map((side) => side[n]).join(',')}`);
}

const open = { name: 'a.pb.gz', bytes: slow, base: null };

describe('one profile', () => {
  test('opens, and says what it holds', async () => {
    const { ask } = start();
    expect(await ask('open', open)).toMatchObject({
      name: 'a.pb.gz',
      sampleTypes: cpu,
      defaultSampleIndex: 0,
      samples: 3,
    });
  });

  test('without sample types is refused', async () => {
    // An empty string table, and a duration: a profile in form.
    const bytes = Uint8Array.of(0x32, 0x00, 0x50, 0x01);
    const answers = await start().send('open', { bytes, base: null, name: 'typeless' });
    expect(answers.at(-1)).toMatchObject({
      ok: false,
      error: {
        code: 'bad-argument',
        subject: 'typeless',
        facts: { reason: 'the profile has no sample types' },
      },
    });
  });

  test('is laid out as one picture whose columns are the page’s own', async () => {
    const { ask } = start();
    const { profileId } = await ask('open', open);
    const data = await ask('flame', { profileId, sampleIndex: 0 });
    expect(nodes(data).slice(1)).toEqual(['main 60', 'work 50', 'rest 10', 'hash 30']);
    expect(data.layouts).toHaveLength(1);
    expect(data.layouts[0]!.width[0]).toBe(60);
    expect(data.rows).toBe(4);
    expect(data.unit).toBe('nanoseconds');
    // A second picture, and whatever is computed with the first, need the columns the worker kept.
    expect(nodes(await ask('flame', { profileId, sampleIndex: 0 }))).toEqual(nodes(data));
    const hits = await ask('search', { treeId: data.treeId, pattern: 'WORK|hash' });
    expect(hits.matched).toEqual([50]);
  });

  test('is drawn in other shapes, again and again, in the frames of its first picture', async () => {
    const { ask, failure } = start();
    const { profileId } = await ask('open', open);
    const data = await ask('flame', { profileId, sampleIndex: 0 });
    expect(data.hasTimeOrder).toBe(false);
    const { treeId, frames } = data;
    const named = (tree: DrawnTree) => nodes({ ...data, ...tree });
    const shape = { order: 'name', foldRecursion: false, pivot: null } as const;
    for (let again = 0; again < 2; again++) {
      expect(named(await ask('shape', { treeId, shape }))).toEqual([
        'root 60',
        'main 60',
        'rest 10',
        'work 50',
        'hash 30',
      ]);
    }
    const frame = frames.names.split('\n').indexOf('work');
    const callers = { ...shape, pivot: { frame, towards: 'callers' } } as const;
    expect(named(await ask('shape', { treeId, shape: callers }))).toEqual(['work 50', 'main 50']);
    expect(await failure('shape', { treeId, shape: { ...shape, order: 'time' } })).toMatchObject({
      code: 'bad-argument',
    });
  });

  test('has a table in the frames of its picture', async () => {
    const { ask } = start();
    const { profileId } = await ask('open', open);
    const { treeId, frames } = await ask('flame', { profileId, sampleIndex: 0 });
    const names = frames.names.split('\n');
    for (let again = 0; again < 2; again++) {
      const top = await ask('top', { treeId });
      const rows = Array.from(top.frame, (f, i) => `${names[f]} ${top.flat[i]} ${top.cum[i]}`);
      expect(rows).toEqual(['hash 30 30', 'work 20 50', 'rest 10 10', 'main 0 60']);
      expect(top.total).toBe(60);
    }
  });

  test('has a call graph in the frames of its picture, whose columns are the page’s own', async () => {
    const { ask } = start();
    const { profileId } = await ask('open', { name: 'slow', bytes: slow, base: null });
    const flame = await ask('flame', { profileId, sampleIndex: 0 });
    const names = flame.frames.names.split('\n');
    const choice = { nodeCount: 80, nodeFraction: 0, edgeFraction: 0 };
    const graph = await ask('graph', { treeId: flame.treeId, choice });
    const named = (node: number) => names[graph.frame[node]!];
    expect(
      Array.from(graph.source, (from, call) => `${named(from)} ${named(graph.target[call]!)}`).sort(),
    ).toEqual(['main rest', 'main work', 'work hash']);
    // Handed over once, the tree still answers.
    expect(await ask('graph', { treeId: flame.treeId, choice })).toEqual(graph);
    const look = { title: 'slow', sampleType: 'cpu' };
    expect(await ask('graphDot', { treeId: flame.treeId, choice, ...look })).toContain(
      'tooltip="main -> work (50ns)"',
    );
  });

  test('can have a base subtracted where it counts allocations', async () => {
    const types = [
      { type: 'alloc_space', unit: 'bytes' },
      { type: 'inuse_space', unit: 'bytes' },
    ];
    const heap = (values: string) => encodePprof(textProfile(`main main\nmake keep\n${values}`, types));
    const { ask } = start();
    const bytes = heap('100 20\n7 9');
    const { profileId } = await ask('open', { name: 'heap', bytes, base: heap('60 20\n1 1') });
    expect(nodes(await ask('flame', { profileId, sampleIndex: 0 }))).toContain('make 40');
    expect(nodes(await ask('flame', { profileId, sampleIndex: 1 }))).toContain('keep 9');
  });
});

describe('two profiles', () => {
  async function compare(normalisation: EngineCalls['compare']['request']['normalisation']) {
    const { ask } = start();
    const { profileId: before } = await ask('open', open);
    const { profileId: after } = await ask('open', { name: 'b', bytes: fast, base: null });
    const data = await ask('compare', { before, after, sampleType: 'cpu', normalisation });
    return { ask, data };
  }

  test('share one tree with three pictures of it', async () => {
    const { data } = await compare({ kind: 'absolute' });
    expect(nodes(data).slice(1).sort()).toEqual([
      'hash 30,0',
      'main 60,25',
      'new 0,5',
      'rest 10,10',
      'work 50,10',
    ]);
    expect(data.layouts).toHaveLength(3);
    expect(data.layouts[1]!.width[0]).toBe(60);
    expect(data.layouts[2]!.width[0]).toBe(25);
  });

  test('are made comparable as asked', async () => {
    const { data } = await compare({ kind: 'per-request', requests: [10, 5] });
    expect(data.total.map((side) => side[0])).toEqual([6, 5]);
  });

  test('keep their scale in other shapes', async () => {
    const { ask, data } = await compare({ kind: 'per-request', requests: [10, 5] });
    const frame = data.frames.names.split('\n').indexOf('work');
    const shape = { order: 'name', foldRecursion: false, pivot: { frame, towards: 'callees' } } as const;
    const tree = await ask('shape', { treeId: data.treeId, shape });
    expect(tree.total.map((side) => side[0])).toEqual([5, 2]);
    expect(tree.unit).toBe('nanoseconds/request');
    expect(tree.layouts).toHaveLength(3);
  });

  test('have a table of differences, twice over', async () => {
    const { ask, data } = await compare({ kind: 'absolute' });
    const names = data.frames.names.split('\n');
    for (let again = 0; again < 2; again++) {
      const rows = await ask('diffRows', { treeId: data.treeId });
      const [first] = Array.from(rows.frame, (f, i) => [names[f], rows.flatBefore[i], rows.flatAfter[i]]);
      expect(first).toEqual(['hash', 30, 0]);
      expect([rows.totalBefore, rows.totalAfter]).toEqual([60, 25]);
    }
  });

  test('in other units are brought to the finer one, in every table', async () => {
    const { ask } = start();
    const text = 'main  main\n work  rest\n 3  4';
    const coarse = encodePprof(textProfile(text, [{ type: 'cpu', unit: 'microseconds' }]));
    const { profileId: before } = await ask('open', { name: 'coarse', bytes: coarse, base: null });
    const { profileId: after } = await ask('open', open);
    const normalisation = { kind: 'absolute' } as const;
    const data = await ask('compare', { before, after, sampleType: 'cpu', normalisation });
    const { treeId } = data;
    const diff = await ask('diffRows', { treeId });
    expect([diff.unit, diff.totalBefore, diff.totalAfter]).toEqual(['nanoseconds', 7000, 60]);
    const work = data.frames.names.split('\n').indexOf('work');
    const row = diff.frame.indexOf(work);
    expect([diff.flatBefore[row], diff.flatAfter[row]]).toEqual([3000, 20]);
    expect(await ask('neighbours', { treeId, frame: work })).toMatchObject({ cum: [3000, 50] });
    const judged = await ask('significance', {
      ...{ treeId, before: [before], after: [after], sampleType: 'cpu', requests: null, paired: false },
      ...{ normalisation: 'absolute', query: emptyQuery },
    });
    expect([judged.frames.flat.before[work], judged.frames.flat.after[work]]).toEqual([3000, 20]);
  });

  test('that measure different things are refused by name', async () => {
    const { ask, failure } = start();
    const { profileId: before } = await ask('open', open);
    const { profileId: after } = await ask('open', { name: 'b', bytes: fast, base: null });
    const normalisation = { kind: 'absolute' } as const;
    const error = await failure('compare', { before, after, sampleType: 'heap', normalisation });
    expect(error).toMatchObject({ code: 'bad-argument', subject: 'a.pb.gz' });
  });
});

describe('failures', () => {
  test('name the file', async () => {
    const { failure } = start();
    const bytes = new TextEncoder().encode('<!doctype html><html><body>404</body></html>');
    expect(await failure('open', { name: 'page.pb', bytes, base: null })).toMatchObject({
      code: 'not-a-profile',
      subject: 'page.pb',
    });
  });

  test('do not disturb what is open', async () => {
    const { ask, failure } = start();
    const { profileId } = await ask('open', open);
    await failure('open', { name: 'empty', bytes: new Uint8Array(), base: null });
    expect(nodes(await ask('flame', { profileId, sampleIndex: 0 }))).toHaveLength(5);
  });

  test('of handles that are closed or never were', async () => {
    const { ask, failure } = start();
    const { profileId } = await ask('open', open);
    const { treeId } = await ask('flame', { profileId, sampleIndex: 0 });
    await ask('close', { profileId });
    await ask('drop', { treeId });
    expect((await failure('flame', { profileId, sampleIndex: 0 })).code).toBe('bad-argument');
    expect((await failure('top', { treeId })).code).toBe('bad-argument');
  });

  test('of a sample type that is not there, and of a broken pattern', async () => {
    const { ask, failure } = start();
    const { profileId } = await ask('open', open);
    const { treeId } = await ask('flame', { profileId, sampleIndex: 0 });
    expect((await failure('flame', { profileId, sampleIndex: 7 })).code).toBe('bad-argument');
    expect((await failure('search', { treeId, pattern: '(' })).code).toBe('bad-argument');
  });
});

test('a tree outlives the profile it was built from', async () => {
  const { ask } = start();
  const { profileId } = await ask('open', open);
  const { treeId } = await ask('flame', { profileId, sampleIndex: 0 });
  await ask('close', { profileId });
  expect((await ask('top', { treeId })).total).toBe(60);
});

test('a request that is cancelled while it pauses ends as cancelled and keeps nothing', async () => {
  const { service, send } = start(() => service.handle({ cancel: 77 }, () => {}));
  const answers = await send('open', open, 77);
  expect(answers.at(-1)).toMatchObject({
    id: 77,
    ok: false,
    error: { code: 'cancelled', subject: 'a.pb.gz' },
  });
  // Cancelling what has ended is nothing.
  await service.handle({ cancel: 77 }, () => {});
});

test('progress comes before the answer and only rises', async () => {
  const { ask, send } = start();
  const { profileId } = await ask('open', open);
  const answers = await send('flame', { profileId, sampleIndex: 0 });
  const shares = answers.flatMap((a) => ('progress' in a ? [a.progress] : []));
  expect(shares.length).toBeGreaterThan(0);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  expect('progress' in answers.at(-1)!).toBe(false);
});

test('handles start where the service is told to', async () => {
  const service = createEngineService({
    inflate: inflateNode,
    gzip: gzipNode,
    pause: () => Promise.resolve(),
    firstId: 5_000_001,
  });
  const answers: EngineAnswer[] = [];
  await service.handle({ id: 1, name: 'open', argument: open }, (answer) => answers.push(answer));
  expect(answers.at(-1)).toMatchObject({ ok: true, value: { profileId: 5_000_001 } });
});
