import { createRoot } from 'react-dom/client';
import './ui/tokens.css';
import './ui/scales.css';
import './ui/base.css';
import { App } from './app';
import { createWorkerEngine, type WorkerLike } from './engine/worker-client';
import type { Host } from './host';
import { createElectronHost } from './host/electron';
import { createHttpHost } from './host/http';
import { browserFiles } from './host/page-files';
import { takePageToken } from './host/page-token';
import { createAppStore } from './state/store';
import { languageFor, setLanguage, words } from './words/words';

/** Which Host this page has: Electron's, in a plain browser the server behind it, while developing a made-up one. */
async function findHost(): Promise<Host> {
  if (window.flamebench !== undefined) return createElectronHost(window.flamebench);
  if (import.meta.env.DEV) return (await import('./host/sample')).createSampleHost();
  const token = takePageToken();
  if (token === '') {
    throw new Error(words().screens.wholeAddress);
  }
  return createHttpHost({
    token,
    fetch: (path, init) => fetch(path, init),
    files: browserFiles,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}

/** Unlike crypto.randomUUID, this also works on pages of other machines without TLS. */
function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

function startWorker(turn: number): WorkerLike {
  const worker = new Worker(new URL('./engine/worker.ts', import.meta.url), {
    type: 'module',
    name: String(turn),
  });
  return worker as unknown as WorkerLike;
}

async function main(root: HTMLElement): Promise<void> {
  // Until it is known what is set.
  setLanguage(languageFor(navigator.languages));
  try {
    const ports = {
      store: createAppStore(),
      host: await findHost(),
      engine: createWorkerEngine(startWorker),
      newExperimentId: randomId,
    };
    createRoot(root).render(<App ports={ports} />);
  } catch (thrown) {
    root.textContent = thrown instanceof Error ? thrown.message : String(thrown);
  }
}

void main(document.getElementById('app')!);
