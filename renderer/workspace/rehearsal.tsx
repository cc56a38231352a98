import { createRoot } from 'react-dom/client';
import type { EngineClient } from '../engine/client';
import type { OpenProfile } from '../state/session';
import type { Ports } from '../state/store';
import { Workspace } from './workspace';

/** How long the window is left alone once it is there. */
const settledMs = 300;
/** A rehearsal that shows nothing by then is over. */
const longestMs = 3000;
const lookMs = 50;

/**
 * Opens a made-up profile out of sight while nobody waits for anything, and leaves nothing of it. Code that runs for
 * the first time is read and compiled first, which of a first profile's opening is more than half; so it is a
 * profile that nobody asked for which pays. Whatever a person opens ends it at once, and with something open
 * already there is none. Returns how to end it.
 */
export function rehearse(ports: Pick<Ports, 'store' | 'engine'>): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const end = () => ending.abort();
  const look = () => {
    const { openings, tabs } = ports.store.getState();
    if (openings.length > 0 || tabs.length > 0) end();
  };
  look();
  const stop = ports.store.subscribe(look);
  // A rehearsal that fails is no news: what is opened after it tells for itself.
  perform(ports.engine, signal)
    .catch(() => {})
    .finally(stop);
  return end;
}

async function perform(engine: EngineClient, signal: AbortSignal): Promise<void> {
  await pause(settledMs, signal);
  const bytes = await engine.call('warmUp', null, { signal });
  const file = { name: 'rehearsal', bytes, base: null };
  const info = await engine.call('open', file, { signal });
  try {
    await show(
      { info, source: '', title: '', origin: '', kind: 'unknown', requests: 0, run: '' },
      engine,
      signal,
    );
  } finally {
    await engine.call('close', { profileId: info.profileId });
  }
}

/** Puts a workspace up in a place that is no part of the page, until its panes have drawn what they show. */
async function show(profile: OpenProfile, engine: EngineClient, signal: AbortSignal): Promise<void> {
  const place = document.createElement('div');
  const root = createRoot(place, { onUncaughtError: () => {} });
  const nothing = () => {};
  try {
    root.render(
      <Workspace
        session={{ kind: 'single', profile }}
        engine={engine}
        subjects={[]}
        onExport={nothing}
        onClose={nothing}
        isRehearsal
      />,
    );
    for (let waited = 0; waited < longestMs; waited += lookMs) {
      await pause(lookMs, signal);
      if (place.querySelector('[data-ready=true]') !== null) break;
    }
  } finally {
    root.unmount();
  }
}

/** @throws the signal's reason as soon as it is aborted */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
