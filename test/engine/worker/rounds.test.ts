import { expect, test } from 'vitest';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { emptyQuery } from '../../../engine/query/query';
import type { CallName, EngineAnswer, EngineCalls } from '../../../engine/worker/protocol';
import { createEngineService } from '../../../engine/worker/service';
import { FlamebenchError } from '../../../proto/errors';
import { type Behaviour, seeded, simulate, simulatedStacks } from '../../helpers/simulated-service';

function start() {
  const service = createEngineService({
    inflate: async (bytes) => bytes,
    gzip: async (bytes) => bytes,
    pause: async () => {},
  });
  let id = 0;
  const progress: number[] = [];
  const call = async <N extends CallName>(name: N, argument: EngineCalls[N]['request']) => {
    let last: EngineAnswer | undefined;
    await service.handle(
      { id: ++id, name, argument } as Parameters<typeof service.handle>[0],
      (answer, transfer) => {
        last = structuredClone(answer, { transfer: [...transfer] });
        if ('progress' in last) progress.push(last.progress);
      },
    );
    if (last === undefined || !('ok' in last)) throw new Error('no answer');
    if (!last.ok) throw new FlamebenchError(last.error.code, last.error.subject, last.error.facts);
    return last.value as EngineCalls[N]['answer'];
  };
  return { call, progress };
}

const name = simulatedStacks[0]!.names.at(-1)!;
const behaviour: Behaviour = { samples: 20_000, together: 0.005, alone: 0.005 };

test('rounds are pooled into the sides of a comparison, and tell its change from its noise', async () => {
  const { call, progress } = start();
  const random = seeded(1);
  const open = async (slower: boolean) => {
    const { profile, requests } = simulate(
      { ...behaviour, ...(slower ? { slower: { name, by: 1.2 } } : {}) },
      random,
    );
    const { profileId } = await call('open', { name: 'round', bytes: encodePprof(profile), base: null });
    return { profileId, requests };
  };
  const side = async (slower: boolean) => [await open(slower), await open(slower), await open(slower)];
  const [before, after] = [await side(false), await side(true)];
  const ids = (captures: typeof before) => captures.map(({ profileId }) => profileId);
  const counts = (captures: typeof before) => captures.map(({ requests }) => requests);
  const sum = (captures: typeof before) => counts(captures).reduce((all, count) => all + count, 0);
  const pools = [
    await call('pool', { profileIds: ids(before), name: 'before' }),
    await call('pool', { profileIds: ids(after), name: 'after' }),
  ];
  const query = { ...emptyQuery, ignore: simulatedStacks[1]!.names.at(-1)! };
  const filtered = await Promise.all(pools.map(({ profileId }) => call('derive', { profileId, query })));
  const tree = await call('compare', {
    before: filtered[0]!.profileId,
    after: filtered[1]!.profileId,
    sampleType: 'cpu',
    normalisation: { kind: 'per-request', requests: [sum(before), sum(after)] },
  });
  const asked = {
    treeId: tree.treeId,
    before: ids(before),
    after: ids(after),
    sampleType: 'cpu',
    normalisation: 'per-request',
    query,
    requests: { before: counts(before), after: counts(after) },
    paired: true,
  } as const;
  const { frames, nodes, noise } = await call('significance', asked);
  const names = tree.frames.names.split('\n');
  expect([...new Set(tree.frame)].map((row) => names[row])).not.toContain(query.ignore);
  expect(noise).toBe('rounds');
  const called = names.filter((_, row) => frames.flat.changed[row] === 1);
  expect(called).toEqual([name]);
  expect(nodes.total.after[0]).toBeCloseTo(tree.total[1]![0]!, 6);
  expect(nodes.self.changed).toHaveLength(tree.parent.length);
  expect(progress.length).toBeGreaterThan(6);

  const callees = ['h0', name, simulatedStacks[1]!.names.at(-1)!, 'nobody'];
  const rows = { kind: 'calls', callers: callees.map(() => null), callees, shown: null } as const;
  const lines = await call('rowsChanged', { ...asked, rows });
  // What was filtered away changed as little as what never was.
  expect([...lines.cum]).toEqual([frames.cum.changed[names.indexOf('h0')], 1, 0, 0]);

  const pivot = { frame: names.indexOf(name), towards: 'callers' } as const;
  const shape = { order: 'heavy', foldRecursion: false, pivot } as const;
  const above = await call('nodesChanged', { ...asked, shape });
  const drawn = await call('shape', { treeId: tree.treeId, shape });
  expect(above.total).toHaveLength(drawn.parent.length);
  expect(above.total[0]).toBe(1);
  const whole = { order: 'name', foldRecursion: false, pivot: null } as const;
  const ordered = await call('nodesChanged', { ...asked, shape: whole });
  expect(ordered.self.reduce((sum, one) => sum + one, 0)).toBe(
    nodes.self.changed.reduce((sum, one) => sum + one, 0),
  );
});

test('a pool of nothing, and a capture without the sample type, are refused', async () => {
  const { call } = start();
  await expect(call('pool', { profileIds: [], name: 'x' })).rejects.toMatchObject({
    failure: { subject: 'x' },
  });
  const bytes = encodePprof(simulate(behaviour, seeded(2)).profile);
  const { profileId } = await call('open', { name: 'round', bytes, base: null });
  const { treeId } = await call('compare', {
    before: profileId,
    after: profileId,
    sampleType: 'cpu',
    normalisation: { kind: 'absolute' },
  });
  const ids = [profileId];
  const how = { normalisation: 'absolute', query: emptyQuery, requests: null, paired: false } as const;
  const asked = call('significance', { treeId, before: ids, after: ids, sampleType: 'heap', ...how });
  await expect(asked).rejects.toMatchObject({ failure: { code: 'bad-argument', subject: 'round' } });
});
