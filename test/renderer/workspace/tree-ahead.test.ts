import { beforeEach, describe, expect, it } from 'vitest';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import type { CallName } from '../../../engine/worker/protocol';
import { openFiles } from '../../../renderer/state/actions/profiles';
import { activeTab } from '../../../renderer/state/tabs';
import { emptyChoices } from '../../../renderer/workspace/model';
import { letGo, treesAhead } from '../../../renderer/workspace/tree-ahead';
import { treeRequest } from '../../../renderer/workspace/tree-request';
import { treesOf } from '../../../renderer/workspace/trees';
import { textProfile } from '../../helpers/text-profile';
import { createTestApp } from '../state/app';

describe('the tree of the session in front', () => {
  let app: ReturnType<typeof createTestApp>;
  let calls: CallName[];
  beforeEach(() => {
    const made = createTestApp({});
    calls = [];
    const { call } = made.engine;
    made.engine.call = (name, argument, options) => {
      calls.push(name);
      return call(name, argument, options);
    };
    app = made;
  });
  const file = (name: string) => ({ name, bytes: encodePprof(textProfile('main main\nwork rest\n30 10')) });
  const session = () => activeTab(app.state())!.session;
  const count = (name: CallName) => calls.filter((each) => each === name).length;

  it('is asked for in the moment the session comes, and once with the pane that shows it', async () => {
    const stop = treesAhead(app);
    const opening = openFiles(app, [file('one')]);
    await app.until((state) => state.tabs.length === 1);
    expect(count('flame')).toBe(1);
    await opening;
    const lease = treesOf(app.engine).lease(treeRequest(session(), emptyChoices)!);
    letGo(session());
    while (lease.store.getState().loading) await new Promise((resolve) => setTimeout(resolve));
    expect(lease.store.getState().tree!.data.rows).toBe(3);
    expect(count('flame')).toBe(1);
    lease.release();
    stop();
  });

  it('is called off when the session goes before it was shown', async () => {
    const stop = treesAhead(app);
    const opening = openFiles(app, [file('one')]);
    await app.until((state) => state.tabs.length === 1);
    const gone = session();
    app.store.setState({ screen: { kind: 'start' } });
    // A claim of it finds nothing under way, and asks again.
    const lease = treesOf(app.engine).lease(treeRequest(gone, emptyChoices)!);
    await expect.poll(() => count('flame')).toBe(2);
    lease.release();
    await opening;
    stop();
  });

  it('is asked for no more once that is stopped', async () => {
    treesAhead(app)();
    await openFiles(app, [file('one')]);
    expect(count('flame')).toBe(0);
  });
});
