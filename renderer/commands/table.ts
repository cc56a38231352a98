import type { Signal } from '../../proto/ipc';
import { chooseFiles, close } from '../state/actions/profiles';
import { tryDemo } from '../state/actions/target';
import { cancelInFront, placesOf, stepPlace } from '../state/commands';
import type { Overlay } from '../state/model';
import type { Ports } from '../state/store';
import { showAll } from '../views/links';
import type { Words } from '../words/words';
import type { FrontWorkspace } from '../workspace/front';

/** What a command acts on. */
export interface CommandContext {
  readonly ports: Ports;
  /** The workspace in sight; null while there is none. */
  readonly workspace: FrontWorkspace | null;
}

export type CommandGroup = 'window' | 'navigation' | 'filters' | 'panes' | 'help';

/** One thing a person can do. Keys, palette, cheat sheet and the native menu all derive from this. */
export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly title: (words: Words['commands']) => string;
  /** Keys that do it, the one that is shown first; see keys.ts. */
  readonly keys?: readonly string[];
  /** Left out of the palette: keys that only mean something as keys. */
  readonly keyOnly?: boolean;
  /** Whether it means something now; absent = always. A key whose command does not goes on to others. */
  readonly when?: (context: CommandContext) => boolean;
  readonly run: (context: CommandContext) => void;
}

const inWorkspace = ({ workspace }: CommandContext) => workspace !== null;
const open = (overlay: Overlay) => (context: CommandContext) => context.ports.store.setState({ overlay });
const go = (screen: 'start' | 'connect') => (context: CommandContext) =>
  context.ports.store.setState({ screen: { kind: screen } });
const activeTabId = ({ ports }: CommandContext) => {
  const { screen } = ports.store.getState();
  return screen.kind === 'tab' ? screen.id : null;
};

const navigation: readonly Command[] = [
  {
    id: 'find',
    group: 'navigation',
    title: (w) => w.find,
    keys: ['Mod+F', '/'],
    when: inWorkspace,
    run: ({ workspace }) => workspace?.focusSearch(),
  },
  {
    id: 'undo',
    group: 'navigation',
    title: (w) => w.undo,
    keys: ['Mod+Z'],
    when: ({ workspace }) => (workspace?.model.history.getState().past.length ?? 0) > 0,
    run: ({ workspace }) => workspace?.model.undo(),
  },
  {
    id: 'redo',
    group: 'navigation',
    title: (w) => w.redo,
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    when: ({ workspace }) => (workspace?.model.history.getState().future.length ?? 0) > 0,
    run: ({ workspace }) => workspace?.model.redo(),
  },
  {
    id: 'reset-zoom',
    group: 'navigation',
    title: (w) => w.resetZoom,
    keys: ['Mod+0'],
    when: inWorkspace,
    run: ({ workspace }) => {
      const links = workspace?.model.hub.get(workspace.activePane())?.links;
      if (links !== undefined) showAll(links);
    },
  },
];

const filters: readonly Command[] = [
  {
    id: 'filter',
    group: 'filters',
    title: (w) => w.filter,
    keys: ['Mod+Shift+F'],
    when: inWorkspace,
    run: ({ workspace }) => workspace?.addFilter(),
  },
  {
    id: 'clear-filters',
    group: 'filters',
    title: (w) => w.clearFilters,
    when: inWorkspace,
    run: ({ workspace }) => workspace?.clearFilters(),
  },
];

const onActive =
  (act: (workspace: FrontWorkspace, pane: string) => void) =>
  ({ workspace }: CommandContext) => {
    if (workspace !== null) act(workspace, workspace.activePane());
  };

const panes: readonly Command[] = [
  {
    id: 'split-right',
    group: 'panes',
    title: (w) => w.splitRight,
    keys: ['Mod+\\'],
    when: inWorkspace,
    run: onActive(({ dock }, pane) => void dock.split(pane, 'right')),
  },
  {
    id: 'split-down',
    group: 'panes',
    title: (w) => w.splitDown,
    keys: ['Mod+Shift+\\'],
    when: inWorkspace,
    run: onActive(({ dock }, pane) => void dock.split(pane, 'below')),
  },
  {
    id: 'maximise',
    group: 'panes',
    title: (w) => w.maximise,
    keys: ['Mod+Shift+M'],
    when: inWorkspace,
    run: onActive(({ dock }, pane) => dock.toggleMaximized(pane)),
  },
  {
    id: 'close-pane',
    group: 'panes',
    title: (w) => w.closePane,
    keys: ['Mod+Shift+W'],
    when: inWorkspace,
    run: onActive(({ dock }, pane) => dock.close(pane)),
  },
  {
    id: 'link-pane',
    group: 'panes',
    title: (w) => w.linkPane,
    keys: ['Mod+Shift+L'],
    when: inWorkspace,
    run: onActive(({ model }, pane) => model.setLinked(pane, model.pane(pane)?.own !== null)),
  },
  {
    id: 'next-pane',
    group: 'panes',
    title: (w) => w.nextPane,
    keys: ['F6'],
    when: inWorkspace,
    run: ({ workspace }) => workspace?.dock.step(1),
  },
  {
    id: 'previous-pane',
    group: 'panes',
    title: (w) => w.previousPane,
    keys: ['Shift+F6'],
    when: inWorkspace,
    run: ({ workspace }) => workspace?.dock.step(-1),
  },
  {
    id: 'open-like-this',
    group: 'panes',
    title: (w) => w.openLikeThis,
    when: inWorkspace,
    run: ({ workspace }) => workspace?.dock.keepArrangement(),
  },
  {
    id: 'reset-layout',
    group: 'panes',
    title: (w) => w.resetLayout,
    when: inWorkspace,
    run: ({ workspace }) => workspace?.dock.reset(),
  },
];

/** Those behind the start page. */
const places: readonly Command[] = Array.from({ length: 8 }, (_, i) => i + 1).map((at) => ({
  id: `place-${at + 1}`,
  group: 'window' as const,
  title: (w: Words['commands']) => w.place(at + 1),
  keys: [`Mod+${at + 1}`],
  keyOnly: true,
  when: ({ ports }: CommandContext) => placesOf(ports.store.getState())[at] !== undefined,
  run: ({ ports }: CommandContext) => ports.store.setState({ screen: placesOf(ports.store.getState())[at]! }),
}));

const window: readonly Command[] = [
  {
    id: 'open',
    group: 'window',
    title: (w) => w.open,
    keys: ['Mod+O'],
    run: ({ ports }) => void chooseFiles(ports),
  },
  { id: 'connect', group: 'window', title: (w) => w.connect, keys: ['Mod+L'], run: go('connect') },
  { id: 'demo', group: 'window', title: (w) => w.demo, run: ({ ports }) => void tryDemo(ports) },
  { id: 'start', group: 'window', title: (w) => w.start, keys: ['Mod+1'], run: go('start') },
  {
    id: 'export',
    group: 'window',
    title: (w) => w.export,
    keys: ['Mod+E'],
    when: ({ workspace }) => workspace?.shown() != null,
    run: open('export'),
  },
  {
    // Elsewhere the key would close the window and a recording with it, so there it does nothing at all.
    id: 'close-tab',
    group: 'window',
    title: (w) => w.closeTab,
    keys: ['Mod+W'],
    run: (context) => {
      const id = activeTabId(context);
      if (id !== null) close(context.ports, id);
    },
  },
  {
    id: 'next-tab',
    group: 'window',
    title: (w) => w.nextTab,
    keys: ['Mod+Tab'],
    keyOnly: true,
    run: ({ ports }) => stepPlace(ports, 1),
  },
  {
    id: 'previous-tab',
    group: 'window',
    title: (w) => w.previousTab,
    keys: ['Mod+Shift+Tab'],
    keyOnly: true,
    run: ({ ports }) => stepPlace(ports, -1),
  },
  ...places,
  { id: 'settings', group: 'window', title: (w) => w.settings, keys: ['Mod+,'], run: open('settings') },
  {
    id: 'cancel',
    group: 'window',
    title: (w) => w.cancel,
    keys: ['Escape'],
    keyOnly: true,
    when: ({ ports }) => cancelInFront(ports, false),
    run: ({ ports }) => void cancelInFront(ports, true),
  },
];

const help: readonly Command[] = [
  {
    id: 'palette',
    group: 'help',
    title: (w) => w.palette,
    keys: ['Mod+K', 'Mod+Shift+P'],
    run: open('palette'),
  },
  { id: 'shortcuts', group: 'help', title: (w) => w.shortcuts, keys: ['?'], run: open('shortcuts') },
];

export const commands: readonly Command[] = [...navigation, ...filters, ...panes, ...window, ...help];

/** Carries a command out by its id; nothing happens where it means nothing now. */
export function runCommand(id: Signal<'menu.command'>, context: CommandContext): void {
  const command = commands.find((each) => each.id === id);
  if (command !== undefined && (command.when?.(context) ?? true)) command.run(context);
}
