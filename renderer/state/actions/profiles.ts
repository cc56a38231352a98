import { toFailure } from '../../../proto/errors';
import type { OpenedFile } from '../../../proto/ipc';
import type { Capture, Run } from '../../../proto/run';
import { ask } from '../../host';
import type { Tab } from '../model';
import type { OpenProfile, Session } from '../session';
import { notify, type Ports } from '../store';
import { closeTab, comparisonOf, openTabs } from '../tabs';
import { captureOrigin, captureTitle } from '../titles';
import { recallWorkspace, rememberWorkspace } from '../workspaces';
import { refreshRecent, tellRecent } from './recent';

let lastId = 0;
const readers = new Map<number, AbortController>();

/** Ends the reading of a file. */
export function cancelOpening(id: number): void {
  readers.get(id)?.abort();
}

/** Reads bytes into an open profile, with a progress row in the window meanwhile. */
async function read(
  { store, engine }: Ports,
  source: string,
  file: { name: string; bytes: Uint8Array; base: Uint8Array | null },
  describe: Pick<OpenProfile, 'title' | 'origin' | 'kind' | 'requests' | 'run'>,
): Promise<OpenProfile> {
  const id = ++lastId;
  const progress = (done: number) =>
    store.setState(({ openings }) => ({ openings: openings.map((o) => (o.id === id ? { ...o, done } : o)) }));
  const abort = new AbortController();
  readers.set(id, abort);
  store.setState(({ openings }) => ({ openings: [...openings, { id, name: file.name, done: 0 }] }));
  try {
    // Each answer of the host is the window's own copy, so the worker can have it.
    const transfer = [file.bytes, ...(file.base === null ? [] : [file.base])].map(
      (b) => b.buffer as ArrayBuffer,
    );
    const info = await engine.call('open', file, { onProgress: progress, transfer, signal: abort.signal });
    // Not copied: a title may be said anew at each look.
    const described = Object.getOwnPropertyDescriptors(describe);
    const profile: OpenProfile = Object.defineProperties({ info, source }, described) as OpenProfile;
    store.setState(({ profiles }) => ({ profiles: new Map(profiles).set(source, profile) }));
    return profile;
  } finally {
    readers.delete(id);
    beingRead.delete(source);
    store.setState(({ openings }) => ({ openings: openings.filter((o) => o.id !== id) }));
  }
}

/** Sources given to files that are still being read. */
const beingRead = new Set<string>();

/** Names a file by main's id, which brings it back at the next start, or by a number; each opening has its own. */
function sourceOf({ store }: Ports, { id }: Pick<OpenedFile, 'id'>): string {
  if (id === undefined) return `page:${++lastId}`;
  const plain = `file:${id}`;
  const taken = store.getState().profiles.has(plain) || beingRead.has(plain);
  const source = taken ? `${plain}#${++lastId}` : plain;
  beingRead.add(source);
  return source;
}

/** Reads a file that came from outside the library, and tells main whether it could be read. */
async function readOpened(ports: Ports, file: OpenedFile): Promise<OpenProfile> {
  const { name, bytes, id } = file;
  try {
    const profile = await read(
      ports,
      sourceOf(ports, file),
      { name, bytes, base: null },
      { title: name, origin: name, kind: 'unknown', requests: 0, run: '' },
    );
    void tellRecent(ports, id, null);
    return profile;
  } catch (thrown) {
    void tellRecent(ports, id, toFailure(thrown, name));
    throw thrown;
  }
}

/** As {@link readOpened}; one that cannot be read says so. */
async function readFile(ports: Ports, file: OpenedFile): Promise<OpenProfile | undefined> {
  try {
    return await readOpened(ports, file);
  } catch (thrown) {
    notify(ports.store, thrown, file.name);
    return undefined;
  }
}

/** Opens two files as one comparison, in the order given; where one cannot be read, the other by itself. */
export async function openComparison(
  ports: Ports,
  files: { readonly before: OpenedFile; readonly after: OpenedFile },
): Promise<void> {
  const [before, after] = await Promise.all([readFile(ports, files.before), readFile(ports, files.after)]);
  const session: Session | null =
    before && after ? { kind: 'comparison', before, after } : singleOf(before ?? after);
  if (session !== null) ports.store.setState((state) => openTabs(state, [session]));
}

function singleOf(profile: OpenProfile | undefined): Session | null {
  return profile === undefined ? null : { kind: 'single', profile };
}

/** Opens files, each in a tab of its own. One that cannot be read hinders no other. */
export async function openFiles(ports: Ports, files: readonly OpenedFile[]): Promise<void> {
  const opened = await Promise.all(files.map((file) => readFile(ports, file)));
  const sessions = opened.flatMap((p): Session[] => (p ? [{ kind: 'single', profile: p }] : []));
  ports.store.setState((state) => openTabs(state, sessions));
}

/** Reads a file that was open before, by the id main gave it. */
export async function reopen(ports: Ports, id: string): Promise<OpenProfile> {
  const file = await ask(ports.host, 'recent.open', { id }).catch((thrown) => {
    // Main took what it could not read out of its list.
    void refreshRecent(ports);
    throw thrown;
  });
  return readOpened(ports, file);
}

/** Opens a file of the list of recent ones. */
export async function openRecent(ports: Ports, id: string, name: string): Promise<void> {
  try {
    const profile = await reopen(ports, id);
    ports.store.setState((state) => openTabs(state, [{ kind: 'single', profile }]));
  } catch (thrown) {
    notify(ports.store, thrown, name);
  }
}

/** Asks the system for files and opens them. */
export async function chooseFiles(ports: Ports): Promise<void> {
  try {
    await openFiles(ports, await ask(ports.host, 'file.open', null));
  } catch (thrown) {
    notify(ports.store, thrown, 'the open dialog');
  }
}

/** Opens one saved capture, or returns it where it is open already. */
export async function openCapture(ports: Ports, run: Run, capture: Capture): Promise<OpenProfile> {
  const { host, store } = ports;
  const source = `run:${run.id}/${capture.file}`;
  const open = store.getState().profiles.get(source);
  if (open !== undefined) return open;
  const [bytes, base] = await Promise.all([
    ask(host, 'library.capture', { id: run.id, file: capture.file }),
    capture.baseFile === '' ? null : ask(host, 'library.capture', { id: run.id, file: capture.baseFile }),
  ]);
  return read(
    ports,
    source,
    { name: captureTitle(run, capture), bytes, base },
    {
      get title() {
        return captureTitle(run, capture);
      },
      get origin() {
        return captureOrigin(run, [capture]);
      },
      kind: capture.kind,
      requests: capture.requests,
      run: run.id,
    },
  );
}

/** Shows two open profiles as one comparison, the earlier first. */
export function compareProfiles({ store }: Ports, one: OpenProfile, other: OpenProfile): void {
  store.setState((state) => openTabs(state, [comparisonOf(one, other)]));
}

/** Turns a comparison round, in its own tab. */
export function swapSides({ store }: Ports, id: number): void {
  const turned = (tab: Tab): Tab => {
    const { session } = tab;
    if (tab.id !== id || session.kind !== 'comparison') return tab;
    const { before, after, rounds } = session;
    const turnedRounds = rounds && { rounds: { ...rounds, before: rounds.after, after: rounds.before } };
    const other: Session = { kind: 'comparison', before: after, after: before, ...turnedRounds };
    // Seen from the other side, it is still arranged and filtered as it was.
    const workspace = recallWorkspace(session);
    if (workspace !== undefined) rememberWorkspace(other, workspace);
    return { ...tab, session: other };
  };
  store.setState(({ tabs }) => ({ tabs: tabs.map(turned) }));
}

/** Closes a tab and frees the profiles that no other tab shows. */
export function close({ store, engine }: Ports, id: number): void {
  const { released, ...open } = closeTab(store.getState(), id);
  store.setState(open);
  for (const { info } of released) {
    engine.call('close', { profileId: info.profileId }).catch((thrown) => notify(store, thrown, info.name));
  }
}

/** Saves a picture where the system's dialog says. */
export async function saveFile(
  { host, store }: Ports,
  suggestedName: string,
  bytes: Uint8Array,
): Promise<void> {
  try {
    await ask(host, 'file.save', { suggestedName, bytes });
  } catch (thrown) {
    notify(store, thrown, suggestedName);
  }
}
