import { beforeEach, describe, expect, it } from 'vitest';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { emptyQuery } from '../../../engine/query/query';
import { formatValue } from '../../../engine/units/format';
import type { CallName } from '../../../engine/worker/protocol';
import type { EngineClient } from '../../../renderer/engine/client';
import { type TreeRequest, Trees } from '../../../renderer/workspace/trees';
import { textProfile } from '../../helpers/text-profile';
import { createTestApp } from '../state/app';

/** The engine, with every call of it counted. */
function countedEngine() {
  const { engine } = createTestApp({});
  const calls: CallName[] = [];
  const counted: EngineClient = {
    call(name, argument, options) {
      calls.push(name);
      return engine.call(name, argument, options);
    },
  };
  return { engine: counted, count: (name: CallName) => calls.filter((each) => each === name).length };
}

describe('trees', () => {
  let world: ReturnType<typeof countedEngine>;
  let trees: Trees;
  let profileId: number;
  beforeEach(async () => {
    world = countedEngine();
    trees = new Trees(world.engine);
    const bytes = encodePprof(
      textProfile('main main\nwork rest\n30 10', [{ type: 'cpu', unit: 'nanoseconds' }]),
    );
    ({ profileId } = await world.engine.call('open', { name: 'p', bytes, base: null }));
  });
  const request = (over: Partial<TreeRequest> = {}): TreeRequest => ({
    profileIds: [profileId],
    sampleType: 'cpu',
    sampleIndex: 0,
    normalisation: { kind: 'absolute' },
    query: emptyQuery,
    unit: '',
    ...over,
  });
  const settled = (lease: ReturnType<Trees['lease']>) =>
    new Promise<ReturnType<typeof lease.store.getState>>((resolve) => {
      const look = () => {
        const state = lease.store.getState();
        if (!state.loading) resolve(state);
      };
      lease.store.subscribe(look);
      look();
    });

  it('are built once for all who ask for the same', async () => {
    const [one, two] = [trees.lease(request()), trees.lease(request())];
    expect((await settled(one)).tree).toBe((await settled(two)).tree);
    expect(world.count('flame')).toBe(1);
  });

  it('are made of filtered profiles, which views are told', async () => {
    const { tree } = await settled(
      trees.lease(request({ query: { ...emptyQuery, focus: 'work', hide: 'nobody' } })),
    );
    expect(tree!.profileIds).not.toEqual([profileId]);
    expect(tree!.unmatched).toEqual(['hide']);
    expect(tree!.data.total[0]![0]).toBe(30);
  });

  it('say in which unit they are to be read', async () => {
    const { tree } = await settled(trees.lease(request({ unit: 'ms' })));
    expect(formatValue(tree!.data.total[0]![0]! * 1e9, tree!.data.unit)).toBe('40000ms');
    const other = await settled(trees.lease(request({ unit: 'MB' })));
    expect(other.tree!.data.unit).toBe('nanoseconds');
  });

  it('are kept a while for the way back, and freed after that with their profiles', async () => {
    for (let i = 0; i < 10; i++) {
      const lease = trees.lease(request({ query: { ...emptyQuery, hide: `x${i}` } }));
      await settled(lease);
      lease.release();
    }
    expect(world.count('flame')).toBe(10);
    await settled(trees.lease(request({ query: { ...emptyQuery, hide: 'x9' } })));
    expect(world.count('flame')).toBe(10);
    expect(world.count('drop')).toBeGreaterThan(2);
    expect(world.count('close')).toBe(world.count('drop'));
  });

  it('that were given back twice are given back once', async () => {
    const [one, two] = [trees.lease(request()), trees.lease(request())];
    await settled(one);
    one.release();
    one.release();
    trees.forget([profileId]);
    expect(world.count('drop')).toBe(0);
    two.release();
    trees.forget([profileId]);
    expect(world.count('drop')).toBe(1);
  });

  it('fail in a sentence, and can be asked for again', async () => {
    const lease = trees.lease(request({ query: { ...emptyQuery, focus: '(' } }));
    expect((await settled(lease)).failure).toMatchObject({ code: 'bad-argument' });
    const gone = trees.lease(request({ profileIds: [999] }));
    expect((await settled(gone)).tree).toBeNull();
    gone.retry();
    expect(gone.store.getState().loading).toBe(true);
    expect((await settled(gone)).failure).not.toBeNull();
  });

  it('can be cancelled while they are built', async () => {
    const lease = trees.lease(request());
    lease.cancel();
    expect((await settled(lease)).failure).toMatchObject({ code: 'cancelled' });
    lease.retry();
    expect((await settled(lease)).tree).not.toBeNull();
  });
});
