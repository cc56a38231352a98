import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { FlamebenchError, type Outcome, toFailure } from '../../proto/errors';
import {
  type Argument,
  type RequestName,
  type Result,
  requests,
  type Signal,
  type SignalName,
} from '../../proto/ipc';
import { isPageUrl } from './page-url';

/** One function per request; what it throws reaches the window as a failure. */
export type Handlers = {
  readonly [N in RequestName]: (argument: Argument<N>) => Promise<Result<N>>;
};

/**
 * Answers the window's requests. Each is taken only from the main frame of the window that `contents` names,
 * showing our page, and only with an argument the contract's parser accepts. Nothing is thrown across: the
 * other side would see a message without code and facts.
 */
export function answerRequests(handlers: Handlers, contents: () => WebContents | null): void {
  for (const name of Object.keys(requests) as RequestName[]) {
    ipcMain.handle(name, async (event, argument: unknown): Promise<Outcome<unknown>> => {
      try {
        if (!isOurPage(event, contents())) throw new FlamebenchError('permission-denied', name);
        return { ok: true, value: await answer(handlers, name, argument) };
      } catch (thrown) {
        return { ok: false, error: toFailure(thrown, name) };
      }
    });
  }
}

/** Pushes a signal to the page; a window that is gone hears nothing. */
export function sendSignal<N extends SignalName>(
  contents: WebContents | null,
  name: N,
  value: Signal<N>,
): void {
  if (contents !== null && !contents.isDestroyed()) contents.send(name, value);
}

function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent, contents: WebContents | null): boolean {
  // The frame is null when it navigated away or was destroyed before its message was handled.
  if (contents === null || sender !== contents || senderFrame === null) return false;
  return senderFrame.parent === null && isPageUrl(senderFrame.url);
}

async function answer<N extends RequestName>(
  handlers: Handlers,
  name: N,
  argument: unknown,
): Promise<Result<N>> {
  const parsed = requests[name].argument.safeParse(argument);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const where = [name, ...issue.path.map(String)].join('.');
    throw new FlamebenchError('bad-argument', where, { reason: issue.message });
  }
  return handlers[name](parsed.data as Argument<N>);
}
