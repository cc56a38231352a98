import type { DockviewApi } from 'dockview-react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from '../../../renderer/state/session';
import { DockControls } from '../../../renderer/workspace/dock-controls';
import { emptyWorkspace, WorkspaceModel } from '../../../renderer/workspace/model';
import { openProfile } from '../state/profiles';

const session: Session = { kind: 'single', profile: openProfile(1, 'cpu.pb.gz') };

/** A dock that only keeps which panes stand in it, in the order they came. */
function plainDock() {
  const panels: { id: string; api: { setActive(): void } }[] = [];
  let active = '';
  const silent = () => ({ dispose() {} });
  const api = {
    width: 1600,
    panels,
    get activePanel() {
      return panels.find(({ id }) => id === active);
    },
    addPanel: ({ id, inactive }: { id: string; inactive?: boolean }) => {
      panels.push({
        id,
        api: {
          setActive: () => {
            active = id;
          },
        },
      });
      if (inactive !== true) active = id;
    },
    getPanel: (id: string) => panels.find((panel) => panel.id === id),
    clear: () => panels.splice(0),
    toJSON: () => ({ panels: panels.map(({ id }) => id) }),
    onDidActivePanelChange: silent,
    onDidAddPanel: silent,
    onDidRemovePanel: silent,
    onDidLayoutChange: silent,
    onWillShowOverlay: silent,
  };
  return api as unknown as DockviewApi;
}

function opened() {
  const model = new WorkspaceModel(emptyWorkspace, () => 0);
  const shown = () => Object.values(model.store.getState().panes).map(({ viewId }) => viewId);
  return { model, dock: new DockControls(model, session), shown };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a new session has its first picture in one task, and all its panes in the next', () => {
  const { model, dock, shown } = opened();
  dock.attach(plainDock());
  expect(shown()).toEqual(['flame']);
  expect(model.store.getState().layout).toBeNull();
  vi.runAllTimers();
  expect(shown()).toEqual(['flame', 'summary', 'graph', 'top']);
  const { active, layout, panes } = model.store.getState();
  expect(panes[active]?.viewId).toBe('flame');
  expect(layout).toEqual({ panels: Object.keys(panes) });
  // That is how it begins: there is nothing to undo.
  expect(model.history.getState().past).toEqual([]);
});

test('one that is left before that gets all its panes when it comes back', () => {
  const { model, dock, shown } = opened();
  dock.attach(plainDock());
  dock.detach();
  vi.runAllTimers();
  expect(model.store.getState().layout).toBeNull();
  dock.attach(plainDock());
  vi.runAllTimers();
  expect(shown()).toEqual(['flame', 'summary', 'graph', 'top']);
});

test('one that is arranged anew meanwhile has each pane once', () => {
  const { dock, shown } = opened();
  dock.attach(plainDock());
  dock.reset();
  vi.runAllTimers();
  expect(shown()).toEqual(['flame', 'summary', 'graph', 'top']);
});

test('nothing is opened where there is no dock yet', () => {
  const { dock, shown } = opened();
  expect(dock.open('graph', '', 'within')).toBe('');
  expect(shown()).toEqual([]);
});
