import { describe, expect, it } from 'vitest';
import { emptyQuery } from '../../../engine/query/query';
import type { OpenedFile } from '../../../proto/ipc';
import { openFiles } from '../../../renderer/state/actions/profiles';
import { keepDesk, restoreDesk } from '../../../renderer/state/actions/restore';
import { readDesk, renamed, writeDesk } from '../../../renderer/state/desk';
import { readSettings, usualSettings } from '../../../renderer/state/settings';
import { subjectKey } from '../../../renderer/state/subjects';
import {
  arrangements,
  forgetArrangement,
  keepArrangement,
  onWorkspaceChange,
  recallWorkspace,
  rememberWorkspace,
  usualArrangement,
} from '../../../renderer/state/workspaces';
import { emptyWorkspace } from '../../../renderer/workspace/model';
import { createTestApp, profileBytes } from './app';
import { openProfile } from './profiles';

/** A disk: files by main's id, and what the window kept. */
function disk(kept = '') {
  const files = new Map<string, string>([
    ['1a', 'one.pb.gz'],
    ['2b', 'two.pb.gz'],
  ]);
  const state = { kept };
  const fileOf = (id: string): OpenedFile => {
    const name = files.get(id);
    if (name === undefined) throw new Error('gone');
    return { id, name, bytes: profileBytes() };
  };
  const start = () =>
    createTestApp({
      'desk.load': () => state.kept,
      'desk.save': ({ text }) => {
        state.kept = text;
        return null;
      },
      'recent.open': ({ id }) => fileOf(id),
    });
  return { files, state, start, fileOf };
}

const workspace = {
  ...emptyWorkspace,
  choices: { ...emptyWorkspace.choices, pattern: 'hash', query: { ...emptyQuery, hide: 'runtime' } },
  panes: {
    'pane-1': { viewId: 'flame', subject: '', own: null },
    'pane-2': { viewId: 'top', subject: 'single:file:2b', own: null },
  },
  active: 'pane-1',
};

describe('the window as it was', () => {
  it('comes back with its tabs, filters and panes, and the tab that was in front', async () => {
    const { start, fileOf } = disk();
    const before = start();
    const stop = keepDesk(before);
    await openFiles(before, [fileOf('1a'), fileOf('2b')]);
    before.store.setState({ screen: { kind: 'tab', id: 2 } });
    rememberWorkspace(before.state().tabs[0]!.session, workspace);
    stop();

    const after = start();
    await restoreDesk(after);
    const { tabs, screen, notices } = after.state();
    expect(tabs.map(({ session }) => subjectKey(session))).toEqual(['single:file:1a', 'single:file:2b']);
    expect(screen).toEqual({ kind: 'tab', id: tabs[1]!.id });
    expect(recallWorkspace(tabs[0]!.session)).toEqual(workspace);
    expect(notices).toEqual([]);
  });

  it('names in one notice what is no longer there', async () => {
    const { start, fileOf, files } = disk();
    const before = start();
    const stop = keepDesk(before);
    await openFiles(before, [fileOf('1a'), fileOf('2b'), { name: 'dropped.pb.gz', bytes: profileBytes() }]);
    stop();
    files.delete('2b');

    const after = start();
    await restoreDesk(after);
    expect(after.state().tabs).toHaveLength(1);
    expect(after.state().notices).toHaveLength(1);
    const { subject } = after.state().notices[0]!.failure;
    expect(subject.split(', ').sort()).toEqual(['dropped.pb.gz', 'two.pb.gz']);
  });

  it('never starts what was running', async () => {
    const { start, fileOf } = disk();
    const before = start();
    const stop = keepDesk(before);
    await openFiles(before, [fileOf('1a')]);
    stop();
    const after = start();
    await restoreDesk(after);
    expect(
      after.host.asked.map(({ name }) => name).filter((name) => /experiment|demo|target/.test(name)),
    ).toEqual([]);
  });

  it('does not pull a person away who went on meanwhile', async () => {
    const { start, fileOf } = disk();
    const before = start();
    const stop = keepDesk(before);
    await openFiles(before, [fileOf('1a')]);
    stop();
    const after = start();
    after.store.setState({ screen: { kind: 'connect' } });
    await restoreDesk(after);
    expect(after.state()).toMatchObject({ screen: { kind: 'connect' }, tabs: [{}] });
  });

  it('is as new where what was kept is damaged', () => {
    expect(readDesk('').isDamaged).toBe(false);
    for (const text of [
      '{',
      'null',
      '[]',
      '{"version":1,"tabs":[{"kind":"single","profiles":[]}]}',
      '{"version":99,"tabs":[{}]}',
    ]) {
      expect(readDesk(text)).toEqual({
        ...{ settings: usualSettings, tabs: [], front: -1, arrangements: {} },
        isDamaged: true,
      });
    }
    expect(readSettings({ theme: 'neon', scale: 'colour-blind', language: 'tlh' })).toEqual({
      ...usualSettings,
      scale: 'colour-blind',
    });
  });

  it('says that what was kept is damaged, and has it put aside before anything is saved over it', async () => {
    const asked: string[] = [];
    const app = createTestApp({
      'desk.load': () => '{"version":1,"tabs":[{"kind":"neither"}],"settings":{"theme":"dark"}}',
      'desk.setAside': () => {
        asked.push('aside');
        return '/settings/desk.json.damaged-1';
      },
      'desk.save': () => {
        asked.push('save');
        return null;
      },
    });
    await restoreDesk(app);
    const stop = keepDesk(app);
    app.store.setState({ settings: { ...app.state().settings, language: 'zh' } });
    stop();
    expect(asked).toEqual(['aside', 'save']);
    expect(app.state().settings.theme).toBe('dark');
    expect(app.state().notices.map(({ failure }) => failure)).toEqual([
      { code: 'desk-damaged', subject: '/settings/desk.json.damaged-1', facts: {} },
    ]);
  });

  it('takes what was kept of places with care', () => {
    const places = {
      linked: { focus: ['main'], anchor: null, selected: { name: 'main', file: '', path: ['main'] } },
      'pane-1': { focus: 'main', anchor: null, selected: null },
      'pane-2': { focus: [], anchor: { path: [], from: 'x', to: 1, scroll: 0 }, selected: null },
    };
    const tab = {
      kind: 'single',
      profiles: [{ source: 'file:1a', title: 'one' }],
      workspace: { ...workspace, places },
    };
    const read = readDesk(JSON.stringify({ version: 1, tabs: [tab] }));
    expect(read.tabs[0]!.workspace!.places).toEqual({ linked: places.linked });
    const { places: _, ...older } = workspace;
    const old = readDesk(JSON.stringify({ version: 1, tabs: [{ ...tab, workspace: older }] }));
    expect(old.tabs[0]!.workspace!.places).toEqual({});
  });

  it('keeps no tabs where files come with the page, but how it is set and arranged', async () => {
    const { start, fileOf, state } = disk();
    const app = start();
    const stop = keepDesk({ ...app, host: { ...app.host, reopens: false } });
    await openFiles(app, [fileOf('1a')]);
    app.store.setState({ settings: { ...app.state().settings, language: 'zh' } });
    stop();
    expect(readDesk(state.kept)).toMatchObject({ tabs: [], front: -1, settings: { language: 'zh' } });
  });

  it('keeps its settings', () => {
    const settings = { theme: 'dark', scale: 'colour-blind', language: 'zh' } as const;
    const text = writeDesk({ tabs: [], screen: { kind: 'start' }, settings }, () => undefined, {});
    expect(readDesk(text).settings).toEqual(settings);
  });

  it('opens sessions as ever, whatever became of the last one, unless a person said how', () => {
    const session = (id: number) => ({ kind: 'single', profile: openProfile(id, 'p') }) as const;
    const panes = {
      a: { viewId: 'tree', subject: 'single:file:9', own: emptyWorkspace.choices, looks: { tree: 1 } },
    };
    const arranged = { ...emptyWorkspace, panes, active: 'a' };
    const first = session(1);
    rememberWorkspace(first, { ...arranged, layout: 1 });
    rememberWorkspace(first, { ...arranged, layout: 2 });
    expect(usualArrangement('single')).toBeUndefined();
    let told = 0;
    const stop = onWorkspaceChange(() => told++);
    keepArrangement('single', { ...arranged, layout: 2 });
    expect(usualArrangement('single')).toEqual({
      panes: { a: { viewId: 'tree', subject: '', own: null } },
      active: 'a',
      layout: 2,
    });
    rememberWorkspace(first, { ...arranged, layout: 3 });
    expect(usualArrangement('single')).toMatchObject({ layout: 2 });
    expect(usualArrangement('comparison')).toBeUndefined();
    const text = writeDesk(
      { tabs: [], screen: { kind: 'start' }, settings: usualSettings },
      () => undefined,
      arrangements(),
    );
    expect(readDesk(text).arrangements).toEqual(arrangements());
    forgetArrangement('single');
    expect(usualArrangement('single')).toBeUndefined();
    expect(told).toBe(3);
    stop();
  });

  it('finds subjects of panes again under the sources they have now', () => {
    const state = {
      ...workspace,
      panes: { a: { viewId: 'pair', subject: 'comparison:file:1a#7|run:r/cpu.pb.gz', own: null } },
    };
    const now = renamed(state, new Map([['file:1a#7', 'file:1a']]));
    expect(now.panes.a!.subject).toBe('comparison:file:1a|run:r/cpu.pb.gz');
  });
});
