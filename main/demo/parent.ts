/** The part of Electron's `process.parentPort` that a utility process needs to reach its parent. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'close', listener: () => void): void;
}

/** What the service tells the process that started it. */
export type DemoMessage =
  | { readonly type: 'listening'; readonly url: string }
  | { readonly type: 'failed'; readonly reason: string };

function parentPort(): ParentPort | undefined {
  return (process as unknown as { parentPort?: ParentPort }).parentPort;
}

/** Tells the parent, whichever kind of child this process is; without a parent, the terminal. */
export function tellParent(message: DemoMessage): void {
  const port = parentPort();
  if (port !== undefined) port.postMessage(message);
  else if (process.send !== undefined) process.send(message);
  else console.log(message.type === 'listening' ? message.url : message.reason);
}

/** Ends this process with its parent. A Ctrl-C meant for the parent is left for the parent to act on. */
export function endWithParent(): void {
  const port = parentPort();
  port?.on('close', () => process.exit(0));
  if (process.send !== undefined) {
    process.on('disconnect', () => process.exit(0));
    process.on('SIGINT', () => {});
  }
}
