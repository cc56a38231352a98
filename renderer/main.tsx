import { createRoot } from 'react-dom/client';
import './ui/tokens.css';
import './ui/base.css';
import { App } from './app';
import { createWorkerEngine, type WorkerLike } from './engine/worker-client';
import type { Host } from './host';
import { createElectronHost } from './host/electron';
import { createAppStore } from './state/store';

/** Which Host this page has: Electron's, or while developing in a plain browser, a made-up one. */
async function findHost(): Promise<Host> {
  if (window.flamebench !== undefined) return createElectronHost(window.flamebench);
  if (import.meta.env.DEV) return (await import('./host/sample')).createSampleHost();
  throw new Error('This page belongs to the Flamebench window and does nothing outside it.');
}

function startWorker(turn: number): WorkerLike {
  const worker = new Worker(new URL('./engine/worker.ts', import.meta.url), {
    type: 'module',
    name: String(turn),
  });
  return worker as unknown as WorkerLike;
}

async function main(root: HTMLElement): Promise<void> {
  try {
    const ports = {
      store: createAppStore(),
      host: await findHost(),
      engine: createWorkerEngine(startWorker),
      newExperimentId: () => crypto.randomUUID(),
    };
    createRoot(root).render(<App ports={ports} />);
  } catch (thrown) {
    root.textContent = thrown instanceof Error ? thrown.message : String(thrown);
  }
}

void main(document.getElementById('app')!);
