import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { droppedChannel } from '../../proto/bridge';
import type { Failure, Outcome } from '../../proto/errors';
import { type RequestName, requests, type Signal, type SignalName } from '../../proto/ipc';
import { holdLarge } from '../../proto/pieces';
import { answerRequest } from '../window/answer';
import type { Handlers } from '../window/handlers';
import type { HeldBytes } from '../window/held-bytes';
import { isPageUrl } from './page-url';

/**
 * Answers the window's requests. Each is taken only from the main frame of the window that `contents` names,
 * showing our page. What is large in an answer stays in `held` for the page to fetch.
 */
export function answerRequests(
  handlers: Handlers,
  contents: () => WebContents | null,
  held: HeldBytes,
): void {
  for (const name of Object.keys(requests) as RequestName[]) {
    ipcMain.handle(name, async (event, argument: unknown): Promise<Outcome<unknown>> => {
      if (!isOurPage(event, contents())) return { ok: false, error: refusal(name) };
      const outcome = await answerRequest(handlers, name, argument);
      return outcome.ok ? { ok: true, value: inPieces(outcome.value, held) } : outcome;
    });
  }
}

/** Takes the places of files that a person dropped on the window; `meet` gives each an id. */
export function answerDrops(meet: (path: string) => string, contents: () => WebContents | null): void {
  ipcMain.handle(droppedChannel, (event, paths: unknown): string[] => {
    if (!isOurPage(event, contents()) || !Array.isArray(paths)) return [];
    return paths.slice(0, mostDropped).map((path) => (isPath(path) && isFile(path) ? meet(path) : ''));
  });
}

const mostDropped = 100;

/** Whether it is something that can be given again: a folder cannot. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isPath(path: unknown): path is string {
  return typeof path === 'string' && path.length < 4096 && isAbsolute(path);
}

/** Pushes a signal to the page; a window that is gone hears nothing. */
export function sendSignal<N extends SignalName>(
  contents: WebContents | null,
  held: HeldBytes,
  name: N,
  value: Signal<N>,
): void {
  if (contents !== null && !contents.isDestroyed()) contents.send(name, inPieces(value, held));
}

function inPieces(value: unknown, held: HeldBytes): unknown {
  return holdLarge(value, (bytes) => held.hold(bytes));
}

function isOurPage(event: IpcMainInvokeEvent, contents: WebContents | null): boolean {
  try {
    const { sender, senderFrame } = event;
    // The frame is null when it navigated away or was destroyed before its message was handled.
    if (contents === null || sender !== contents || senderFrame === null) return false;
    return senderFrame.parent === null && isPageUrl(senderFrame.url);
  } catch {
    // Such a frame may also refuse to say what it was.
    return false;
  }
}

function refusal(name: string): Failure {
  return { code: 'permission-denied', subject: name, facts: {} };
}
