import { describe, expect, test } from 'vitest';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { ProfileBuilder } from '../../../engine/model/builder';
import { emptyQuery } from '../../../engine/query/query';
import type { CallName, EngineAnswer, EngineCalls } from '../../../engine/worker/protocol';
import { createEngineService } from '../../../engine/worker/service';
import { gzipNode } from '../../../main/services/gzip';
import { inflateNode } from '../../../main/services/inflate';

/** main → work, labelled, at a line and an address: `value` nanoseconds. */
function profileBytes(value: number, type = 'cpu'): Uint8Array {
  const builder = new ProfileBuilder([{ type, unit: 'nanoseconds' }]);
  const mapping = builder.mapping({ filename: '/bin/app', buildId: 'ab', start: 0x1000n, limit: 0x9000n });
  const at = (name: string, line: number, address: bigint) =>
    builder.location({
      mapping,
      address,
      lines: [{ function: builder.function({ name, filename: '/src/app.go' }), line }],
    });
  const main = at('main', 3, 0x1010n);
  builder.sample([at('work', 9, 0x2020n), main], [value], [{ key: 'who', text: 'x' }]);
  builder.sample([main], [1]);
  return encodePprof(builder.build());
}

/** A service over a channel that transfers as a worker's does: what is handed over is gone there. */
function start() {
  const service = createEngineService({
    inflate: inflateNode,
    gzip: gzipNode,
    pause: () => Promise.resolve(),
  });
  let id = 0;
  return async <N extends CallName>(name: N, argument: EngineCalls[N]['request']) => {
    let last: EngineAnswer | null = null;
    // The pairing of name and argument is checked by this function's own signature.
    const request = { id: ++id, name, argument } as Parameters<typeof service.handle>[0];
    await service.handle(request, (answer, transfer) => {
      last = structuredClone(answer, { transfer: [...transfer] });
    });
    const answer = last as EngineAnswer | null;
    if (answer === null || !('ok' in answer) || !answer.ok) throw new Error(JSON.stringify(answer));
    return answer.value as EngineCalls[N]['answer'];
  };
}

describe('the tables of a tree, asked as the window does', () => {
  test('of one profile, twice alike: what is handed over is made anew', async () => {
    const ask = start();
    const { profileId } = await ask('open', { name: 'a', bytes: profileBytes(9), base: null });
    const { treeId, frames } = await ask('flame', { profileId, sampleIndex: 0 });
    const names = frames.names.split('\n');
    const [main, work] = [names.indexOf('main'), names.indexOf('work')];
    for (let turn = 0; turn < 2; turn++) {
      expect(await ask('neighbours', { treeId, frame: work })).toMatchObject({
        cum: [9],
        callers: [{ frame: main, weight: [9] }],
      });
      const rows = await ask('bottomUp', { treeId, path: [work] });
      expect([rows.frame, rows.value[0]].map((column) => [...column!])).toEqual([[main], [9]]);
      expect((await ask('tags', { treeId })).keys[0]).toMatchObject({ key: 'who', total: [9] });
      const [heaviest] = await ask('traces', { treeId });
      expect(await ask('traceLabels', { treeId, nodes: [heaviest!] })).toMatchObject([
        { groups: [{ labels: ['who: x'], value: [9], samples: 1 }] },
      ]);
      const lines = await ask('sourceLines', { treeId, file: '/src/app.go' });
      expect([lines.line, lines.flat[0], lines.cum[0]].map((column) => [...column!])).toEqual([
        [3, 9],
        [1, 9],
        [10, 9],
      ]);
      expect(await ask('codeSamples', { treeId, frame: work })).toMatchObject([
        {
          side: 0,
          mapping: { file: '/bin/app', start: '1000' },
          address: ['2020'],
          place: ['/src/app.go:9'],
        },
      ]);
      expect((await ask('goroutines', { treeId })).isGoroutines).toBe(false);
      expect((await ask('treeSummary', { treeId })).heaviest[0]).toMatchObject({ frame: work, flat: [9] });
    }
  });

  test('of a comparison are divided by requests, as the tree is', async () => {
    const ask = start();
    const before = await ask('open', { name: 'a', bytes: profileBytes(100), base: null });
    const after = await ask('open', { name: 'b', bytes: profileBytes(300), base: null });
    const { treeId, frames } = await ask('compare', {
      before: before.profileId,
      after: after.profileId,
      sampleType: 'cpu',
      normalisation: { kind: 'per-request', requests: [10, 20] },
    });
    const work = frames.names.split('\n').indexOf('work');
    const each = [10, 15];
    expect((await ask('neighbours', { treeId, frame: work })).cum).toEqual(each);
    const tags = await ask('tags', { treeId });
    expect(tags.keys[0]!.total).toEqual(each);
    const lines = await ask('sourceLines', { treeId, file: '/src/app.go' });
    expect(lines.flat.map((column) => column[lines.line.indexOf(9)])).toEqual(each);
    const [heaviest] = await ask('traces', { treeId });
    expect((await ask('traceLabels', { treeId, nodes: [heaviest!] }))[0]!.groups[0]!.value).toEqual(each);
    const samples = await ask('codeSamples', { treeId, frame: work });
    expect(samples.map(({ flat }) => flat[0])).toEqual(each);
    const summary = await ask('treeSummary', { treeId });
    expect(summary.changes[0]).toMatchObject({ frame: work, flat: each });
    expect(summary.profiles.map(({ total }) => Math.round(total))).toEqual([101, 301]);
  });

  test('of a filtered profile are of what the filter leaves', async () => {
    const ask = start();
    const { profileId } = await ask('open', { name: 'a', bytes: profileBytes(9), base: null });
    const tags = await ask('tags', {
      treeId: (await ask('flame', { profileId, sampleIndex: 0 })).treeId,
    });
    const { filter } = tags.keys[0]!.values[0]!;
    const derived = await ask('derive', { profileId, query: { ...emptyQuery, tagFocus: filter } });
    const { treeId } = await ask('flame', { profileId: derived.profileId, sampleIndex: 0 });
    expect((await ask('tags', { treeId })).total).toEqual([9]);
    await expect(ask('tags', { treeId: 999 })).rejects.toThrow('bad-argument');
  });
});
