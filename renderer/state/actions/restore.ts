import { FlamebenchError } from '../../../proto/errors';
import { ask } from '../../host';
import { readDesk, renamed, writeDesk } from '../desk';
import type { KeptTab } from '../desk-check';
import type { OpenProfile, Session } from '../session';
import { isCancelled, notify, type Ports } from '../store';
import { openTabs, profilesOf } from '../tabs';
import {
  arrangements,
  onWorkspaceChange,
  recallWorkspace,
  rememberWorkspace,
  setArrangements,
} from '../workspaces';
import { reopen } from './profiles';
import { compareSides, openSide, type RunSide } from './rounds';

/** Changes that follow each other within this time are written once. */
const restMs = 400;

/**
 * Brings the window back to how it was when it closed: settings, then tabs with their panes, filters and
 * searches. What is no longer there is named in one notice. Nothing that was running is started again.
 */
export async function restoreDesk(ports: Ports): Promise<void> {
  const { store, host } = ports;
  const desk = readDesk(await ask(host, 'desk.load', null));
  if (desk.isDamaged) {
    const aside = await host.request('desk.setAside', null);
    const path = aside.ok ? aside.value : '';
    notify(store, new FlamebenchError('desk-damaged', path), '');
  }
  store.setState({ settings: desk.settings });
  setArrangements(desk.arrangements);
  const missing = new Set<string>();
  const sources = new Map<string, string>();
  const sessions: (Session | null)[] = [];
  // One after the other: what several tabs show is then read once.
  for (const tab of desk.tabs) {
    const session = await openAgain(ports, tab, missing);
    sessions.push(session);
    if (session === null) continue;
    for (const [i, { source }] of profilesOf(session).entries()) sources.set(tab.profiles[i]!.source, source);
  }
  for (const [i, session] of sessions.entries()) {
    const workspace = desk.tabs[i]!.workspace;
    if (session !== null && workspace !== null) {
      rememberWorkspace(session, renamed(workspace, sources));
    }
  }
  const front = sessions[desk.front] ?? null;
  store.setState((state) => {
    const { tabs } = openTabs(
      state,
      sessions.filter((each) => each !== null),
    );
    const tab = tabs.find(({ session }) => session === front);
    // Somebody who went on meanwhile, or opened a file with the window, is not pulled away.
    const untouched = state.screen.kind === 'start' && state.tabs.length === 0;
    return { tabs, screen: tab !== undefined && untouched ? { kind: 'tab', id: tab.id } : state.screen };
  });
  if (missing.size > 0) notify(store, new FlamebenchError('file-not-found', [...missing].join(', ')), '');
}

/** The session of a tab, or null where a part of it is gone; `missing` gets what that part was called. */
async function openAgain(
  ports: Ports,
  { kind, profiles }: KeptTab,
  missing: Set<string>,
): Promise<Session | null> {
  const opened: (OpenProfile | RunSide)[] = [];
  for (const { source, title } of profiles) {
    try {
      const side = await sideOf(ports, source, title);
      opened.push(side ?? (await fileOf(ports, source, title)));
    } catch (thrown) {
      if (!isCancelled(thrown)) missing.add(title);
      return null;
    }
  }
  const [before, after] = opened as [OpenProfile | RunSide, (OpenProfile | RunSide)?];
  try {
    if (kind === 'single') return { kind, profile: await profileOf(ports, before) };
    // Two sides of the library bring their rounds along, which tell change from noise.
    if (isSide(before) && isSide(after!)) return await compareSides(ports, before, after);
    return { kind, before: await profileOf(ports, before), after: await profileOf(ports, after!) };
  } catch (thrown) {
    if (!isCancelled(thrown)) missing.add(profiles.map(({ title }) => title).join(' → '));
    return null;
  }
}

function isSide(opened: OpenProfile | RunSide): opened is RunSide {
  return 'captures' in opened;
}

async function profileOf(ports: Ports, opened: OpenProfile | RunSide): Promise<OpenProfile> {
  return isSide(opened) ? (await openSide(ports, opened)).profile : opened;
}

/** The captures of a saved run that a source names, as one side; null where it names none. */
async function sideOf({ host }: Ports, source: string, title: string): Promise<RunSide | null> {
  const [, id, names] = /^run:([^/]+)\/(.+)$/.exec(source) ?? [];
  if (id === undefined) return null;
  const run = await ask(host, 'library.run', { id });
  const captures = names!.split('+').flatMap((file) => run.captures.filter((each) => each.file === file));
  const [first] = captures;
  if (first === undefined) throw new FlamebenchError('file-not-found', title);
  return { run, kind: first.kind, variant: first.variant, captures };
}

function fileOf(ports: Ports, source: string, title: string): Promise<OpenProfile> {
  const [, id] = /^file:([^#]+)/.exec(source) ?? [];
  // What was dropped onto the window has no place to be read from again.
  if (id === undefined) return Promise.reject(new FlamebenchError('file-not-found', title));
  const open = ports.store.getState().profiles.get(`file:${id}`);
  return open === undefined ? reopen(ports, id) : Promise.resolve(open);
}

/**
 * Keeps the window's state up to date with main, from now on.
 * @returns how to write what is not written yet, and stop
 */
export function keepDesk({ store, host }: Ports): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = '';
  const { reopens = true } = host;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = writeDesk(
      reopens ? store.getState() : { ...store.getState(), tabs: [] },
      recallWorkspace,
      arrangements(),
    );
    if (text === written) return;
    written = text;
    // A window that cannot be kept is as new at the next start; that is no news in the middle of work.
    void host.request('desk.save', { text });
  };
  const soon = () => {
    timer ??= setTimeout(write, restMs);
  };
  const stops = [
    onWorkspaceChange(soon),
    store.subscribe((now, then) => {
      if (now.tabs !== then.tabs || now.screen !== then.screen || now.settings !== then.settings) soon();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    if (timer !== undefined) write();
  };
}
