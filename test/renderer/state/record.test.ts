import { describe, expect, test } from 'vitest';
import { FlamebenchError } from '../../../proto/errors';
import type { ExperimentPlan, Run } from '../../../proto/run';
import { close } from '../../../renderer/state/actions/profiles';
import { cancelRecording, record } from '../../../renderer/state/actions/record';
import {
  comparePicked,
  compareRuns,
  openRun,
  pickRun,
  pickSide,
  refreshRuns,
} from '../../../renderer/state/actions/runs';
import { cancelConnect, connect, tryDemo } from '../../../renderer/state/actions/target';
import { cancelInFront } from '../../../renderer/state/commands';
import { titleOf } from '../../../renderer/state/tabs';
import { createTestApp, preflightOf, recordingHost, runOf, target } from './app';

const demo = { slowUrl: 'http://127.0.0.1:1/', fastUrl: 'http://127.0.0.1:2/', loadPath: '/search' };
const titles = (app: ReturnType<typeof createTestApp>) => app.state().tabs.map((t) => titleOf(t.session));

describe('connecting', () => {
  test('leads to the record screen', async () => {
    const app = createTestApp(recordingHost());
    await connect(app, 'localhost:6060');
    expect(app.state()).toMatchObject({
      screen: { kind: 'record' },
      connect: { probing: false, failure: null },
      setup: { demo: false, targets: [{ name: '', target }] },
    });
  });

  test('that fails stays where it is and says why', async () => {
    const app = createTestApp(
      {
        'target.probe': ({ url }) => {
          throw new FlamebenchError('connection-refused', url);
        },
      },
      { screen: { kind: 'connect' } },
    );
    await connect(app, 'localhost:6060');
    expect(app.state()).toMatchObject({
      screen: { kind: 'connect' },
      setup: null,
      connect: { url: 'localhost:6060', probing: false, failure: { code: 'connection-refused' } },
    });
  });

  test('that was declined where main asked about another machine is no failure', async () => {
    const app = createTestApp(
      {
        'target.probe': ({ url }) => {
          throw new FlamebenchError('cancelled', url);
        },
      },
      { screen: { kind: 'connect' } },
    );
    await connect(app, 'shop.example');
    expect(app.state()).toMatchObject({
      setup: null,
      connect: { url: 'shop.example', probing: false, failure: null },
    });
  });

  test('that was given up is given up, whatever is answered later', async () => {
    let answer = (_: typeof target) => {};
    const app = createTestApp(
      { 'target.probe': () => new Promise((resolve) => (answer = resolve)) },
      { screen: { kind: 'connect' } },
    );
    const probing = connect(app, 'localhost:6060');
    expect(cancelInFront(app, true)).toBe(true);
    expect(app.state().connect.probing).toBe(false);
    answer(target);
    await probing;
    expect(app.state().screen).toEqual({ kind: 'connect' });
    cancelConnect(app);
  });
});

describe('recording one target', () => {
  test('opens a tab for each profile and refreshes the list', async () => {
    const app = createTestApp(recordingHost());
    await connect(app, 'localhost:6060');
    app.store.setState(({ form }) => ({ form: { ...form, kinds: ['cpu', 'heap'], label: 'before' } }));
    expect(await record(app, 'one')).toBeNull();
    const { runs } = await app.until((s) => s.tabs.length === 2 && s.runs !== null);
    expect(titles(app)).toEqual(['before · CPU', 'before · Heap']);
    expect(runs).toHaveLength(1);
    expect(app.state()).toMatchObject({ recording: null, form: { label: '' }, screen: { kind: 'tab' } });
    expect(app.state().tabs[0]!.previous).toBeNull();
  });

  test('a second time offers the comparison with the first', async () => {
    const app = createTestApp(recordingHost());
    await connect(app, 'localhost:6060');
    await record(app, 'one');
    await app.until((s) => s.tabs.length === 1);
    app.store.setState({ screen: { kind: 'record' } });
    await record(app, 'one');
    const { tabs } = await app.until((s) => s.tabs.length === 2);
    expect(tabs[1]!.previous).toEqual({ beforeRun: 'run-1', afterRun: 'run-2' });
    await compareRuns(app, 'run-1', 'run-2');
    expect(app.state().tabs[2]!.session.kind).toBe('comparison');
    // The profiles were open: they are shown again, not read again.
    expect(app.state().profiles.size).toBe(2);
  });

  test('with a wrong field starts nothing and names it', async () => {
    const app = createTestApp(recordingHost());
    await connect(app, 'localhost:6060');
    app.store.setState(({ form }) => ({ form: { ...form, seconds: 'x' } }));
    expect(Object.keys((await record(app, 'one'))!)).toEqual(['seconds']);
    expect(app.state().recording).toBeNull();
    expect(app.host.asked.map((a) => a.name)).not.toContain('experiment.run');
  });

  test('does not pull a person away who went elsewhere meanwhile', async () => {
    let finish = () => {};
    const answers = recordingHost();
    const app = createTestApp({
      ...answers,
      'experiment.run': async (argument) => {
        await new Promise<void>((resolve) => (finish = resolve));
        return answers['experiment.run']!(argument);
      },
    });
    await connect(app, 'localhost:6060');
    await record(app, 'one');
    app.store.setState({ screen: { kind: 'start' } });
    await app.until((s) => (s.recording?.preflights.length ?? 0) > 0);
    finish();
    await app.until((s) => s.tabs.length === 1 && s.openings.length === 0 && s.screen.kind === 'start');
    expect(titles(app)).toEqual(['127.0.0.1:6060 · CPU']);
  });
});

describe('recording the demo', () => {
  test('both variants opens their comparison, slow before fast', async () => {
    const app = createTestApp({ ...recordingHost(), 'demo.start': () => demo });
    await tryDemo(app);
    expect(app.state().setup?.targets.map((t) => t.name)).toEqual(['slow', 'fast']);
    expect(await record(app, 'all')).toBeNull();
    await app.until((s) => s.tabs.length === 2);
    expect(titles(app)).toEqual(['slow → fast · CPU', 'slow → fast · Heap']);
    const [asked, ...more] = app.host.asked.filter((a) => a.name === 'experiment.run');
    expect(more).toEqual([]);
    expect(asked!.argument).toMatchObject({
      plan: { rounds: 3, label: 'slow → fast', variants: [{ label: 'slow' }, { label: 'fast' }] },
    });
    const { session } = app.state().tabs[0]!;
    if (session.kind !== 'comparison') throw new Error('no comparison');
    expect(session.before.requests).toBe(3 * 40);
    expect(session.rounds).toMatchObject({ paired: true });
    expect(session.rounds!.before.map(({ title }) => title)).toEqual([
      'slow, round 1 · CPU',
      'slow, round 2 · CPU',
      'slow, round 3 · CPU',
    ]);
    const { tabs } = app.state();
    for (const { id } of tabs) close(app, id);
    expect(app.state().profiles.size).toBe(0);
  });

  test('keeps and lists what was measured before something failed', async () => {
    const runs: Run[] = [];
    const answers = recordingHost(runs);
    const failure = { code: 'connection-lost', subject: demo.fastUrl, facts: {} } as const;
    const app = createTestApp({
      ...answers,
      'demo.start': () => demo,
      'experiment.run': async (argument) => {
        const whole = (await answers['experiment.run']!(argument)) as Run;
        runs[0] = { ...whole, status: 'broken', failure };
        return runs[0];
      },
    });
    await tryDemo(app);
    await record(app, 'all');
    const state = await app.until((s) => s.recordFailure !== null && s.runs !== null);
    expect(state.recordFailure).toEqual(failure);
    expect(state).toMatchObject({ recording: null, tabs: [], screen: { kind: 'record' } });
    expect(state.runs).toMatchObject([{ label: 'slow → fast', status: 'broken' }]);
    await openRun(app, 'run-1');
    expect(app.state().tabs[0]!.notes[0]!()).toMatch(/^This run is broken, .*closed the connection/);
  });

  test('that does not start says so on the start page', async () => {
    const app = createTestApp({
      'demo.start': () => {
        throw new FlamebenchError('timed-out', 'the demo service', { seconds: 10 });
      },
    });
    await tryDemo(app);
    expect(app.state()).toMatchObject({ demoStarting: false, setup: null, screen: { kind: 'start' } });
    expect(app.state().notices[0]!.failure.code).toBe('timed-out');
  });
});

test('Escape cancels a recording: nothing is opened and nothing is told as a failure', async () => {
  let fail = (_: unknown) => {};
  const app = createTestApp({
    ...recordingHost(),
    'experiment.run': () => new Promise((_, reject) => (fail = reject)),
    'experiment.cancel': () => {
      fail(new FlamebenchError('cancelled', 'x'));
      return null;
    },
  });
  await connect(app, 'localhost:6060');
  await record(app, 'one');
  expect(app.state().recording?.id).toBe('experiment-1');
  expect(cancelInFront(app, true)).toBe(true);
  expect(app.state().recording?.cancelling).toBe(true);
  await cancelRecording(app);
  const state = await app.until((s) => s.recording === null);
  expect(state).toMatchObject({ recordFailure: null, notices: [], tabs: [], screen: { kind: 'record' } });
  expect(app.host.asked.filter((a) => a.name === 'experiment.cancel')).toEqual([
    { name: 'experiment.cancel', argument: { id: 'experiment-1' } },
  ]);
});

test('without a label, runs of one service are called so that they can be told apart', async () => {
  const app = createTestApp(recordingHost());
  await connect(app, 'localhost:6060');
  for (const nth of [1, 2, 3]) {
    app.store.setState({ screen: { kind: 'record' } });
    await record(app, 'one');
    await app.until((s) => s.recording === null && s.runs?.length === nth);
  }
  const labels = app.state().runs?.map(({ label }) => label);
  expect([...labels!].sort()).toEqual(['127.0.0.1:6060', '127.0.0.1:6060 #2', '127.0.0.1:6060 #3']);
});

describe('saved runs', () => {
  async function withTwoRuns() {
    const app = createTestApp(recordingHost());
    await connect(app, 'localhost:6060');
    for (const label of ['first', 'second']) {
      app.store.setState(({ form }) => ({ form: { ...form, label }, screen: { kind: 'record' } }));
      await record(app, 'one');
      await app.until(
        (s) => s.recording === null && s.tabs.some((t) => titleOf(t.session).startsWith(label)),
      );
    }
    await refreshRuns(app);
    app.store.setState({ tabs: [], profiles: new Map(), screen: { kind: 'start' } });
    return app;
  }

  test('open again', async () => {
    const app = await withTwoRuns();
    await openRun(app, 'run-1');
    expect(titles(app)).toEqual(['first · CPU']);
  });

  test('that are picked compare older with newer, whichever was ticked first', async () => {
    const app = await withTwoRuns();
    pickRun(app, 'run-2');
    pickRun(app, 'run-1');
    expect(app.state().picked).toEqual(['run-2', 'run-1']);
    await comparePicked(app);
    expect(titles(app)).toEqual(['first → second · CPU']);
    expect(app.state().picked).toEqual([]);
  });

  test('of two sides stand against another with the one that was chosen, and say which', async () => {
    const variant = (label: string) => ({ label, pprofUrl: target.pprofUrl, load: null });
    const plan = (label: string, ...variants: string[]): ExperimentPlan => ({
      ...{ label, rounds: 1, warmupSeconds: 0, captures: ['cpu'], seconds: 1 },
      variants: variants.map(variant),
    });
    const runs = [
      runOf('run-1', plan('first', ''), '2026-01-01T00:00:00Z'),
      runOf('run-2', plan('both', 'slow', 'fast'), '2026-01-01T00:00:01Z'),
    ];
    const app = createTestApp(recordingHost(runs));
    await refreshRuns(app);
    const compare = async (side?: number) => {
      pickRun(app, 'run-2');
      pickRun(app, 'run-1');
      if (side !== undefined) pickSide(app, 'run-2', side);
      await comparePicked(app);
      return app
        .state()
        .tabs.at(-1)!
        .notes.map((note) => note());
    };
    const side = (name: string) => `both: This run measured two sides; here it stands with its side ${name}.`;
    expect(await compare()).toContain(side('slow'));
    expect(await compare(1)).toContain(side('fast'));
    expect(titles(app)).toEqual(['first → slow · CPU', 'first → fast · CPU']);
    expect(app.state().pickedSides).toEqual({});
  });

  test('can be unpicked, and a third pick replaces the second', () => {
    const app = createTestApp({});
    for (const id of ['a', 'b', 'c']) pickRun(app, id);
    expect(app.state().picked).toEqual(['a', 'c']);
    pickRun(app, 'a');
    expect(app.state().picked).toEqual(['c']);
  });

  test('that are broken are told by their name', async () => {
    const app = createTestApp({
      'library.run': ({ id }) => {
        throw new FlamebenchError('run-broken', id, { reason: 'run.json is not JSON' });
      },
    });
    await openRun(app, 'run-9');
    expect(app.state().notices[0]!.failure).toMatchObject({ code: 'run-broken', subject: 'run-9' });
    expect(app.state().tabs).toEqual([]);
  });

  test('that cannot be listed leave the reason in their place', async () => {
    const app = createTestApp({
      'library.list': () => {
        throw new FlamebenchError('permission-denied', '/runs');
      },
    });
    await refreshRuns(app);
    expect(app.state().runsFailure).toMatchObject({ code: 'permission-denied', subject: '/runs' });
  });
});

describe('the one request before a load', () => {
  test('that brings an error stops there and asks, and goes on when told to', async () => {
    const answers = { ...recordingHost(), 'load.preflight': () => preflightOf('http://x/', { status: 500 }) };
    const app = createTestApp(answers);
    await connect(app, 'localhost:6060');
    await record(app, 'one');
    const asked = await app.until((s) => s.recordDoubt !== null);
    expect(asked).toMatchObject({
      recording: null,
      recordDoubt: { which: 'one', preflight: { status: 500 } },
    });
    const names = () => app.host.asked.map(({ name }) => name);
    expect(names()).not.toContain('experiment.run');
    await record(app, 'one', true);
    await app.until((s) => s.tabs.length === 1);
    expect(app.state().recordDoubt).toBeNull();
    expect(names()).toContain('experiment.run');
  });

  test('is left to main where the target is not this machine', async () => {
    const away = { ...target, loopback: false };
    const app = createTestApp({ ...recordingHost(), 'target.probe': () => away });
    await connect(app, 'shop.example');
    await record(app, 'one');
    await app.until((s) => s.tabs.length === 1);
    expect(app.host.asked.map((a) => a.name)).not.toContain('load.preflight');
  });

  test('is that of each variant, scripts included, and says whose failed before anything is measured', async () => {
    let asked = 0;
    const failing = {
      ...recordingHost(),
      'demo.start': () => demo,
      'load.preflight': ({ load }: { load: { url: string } }) => {
        if (asked++ === 0) return preflightOf(load.url);
        throw new FlamebenchError('script-failed', 'a.lua', { reason: 'line 1: no luck' });
      },
    };
    const app = createTestApp(failing);
    await tryDemo(app);
    const script = { name: 'a.lua', language: 'lua', source: 'x' } as const;
    app.store.setState(({ form }) => ({ form: { ...form, script } }));
    await record(app, 'all');
    const { recordFailure } = await app.until((s) => s.recordFailure !== null);
    expect(recordFailure).toMatchObject({
      code: 'script-failed',
      facts: { reason: 'line 1: no luck', variant: 'fast' },
    });
    const tried = app.host.asked.filter(({ name }) => name === 'load.preflight');
    expect(tried).toMatchObject([
      { argument: { load: { script: { source: 'x' } } } },
      { argument: { load: { script: { source: 'x' } } } },
    ]);
    expect(app.host.asked.map(({ name }) => name)).not.toContain('experiment.run');
  });
});

test('a comparison with another service looks at it first, and says where it cannot', async () => {
  const app = createTestApp({
    ...recordingHost(),
    'target.probe': ({ url }) => {
      if (url === 'localhost:7') throw new FlamebenchError('connection-refused', url);
      return target;
    },
  });
  await connect(app, 'localhost:6060');
  const compare = (serviceB: string) =>
    app.store.setState(({ form }) => ({ form: { ...form, compare: 'service', serviceB } }));
  compare('');
  expect(Object.keys((await record(app, 'one'))!)).toEqual(['serviceB']);
  compare('localhost:7');
  expect(await record(app, 'one')).toBeNull();
  expect(app.state()).toMatchObject({ recording: null, recordFailure: { code: 'connection-refused' } });
  compare('localhost:6061');
  await record(app, 'one');
  await app.until((s) => s.tabs.length > 0);
  const run = app.host.asked.find((a) => a.name === 'experiment.run');
  expect(run?.argument).toMatchObject({ plan: { variants: [{ label: 'A' }, { label: 'B' }] } });
});
