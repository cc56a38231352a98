import type { LoadCommand, LoadEvent } from '../../proto/load';

/**
 * The load process's line to its parent, over whichever of two it was born with: a Node child process has
 * `process.send`, an Electron utility process has `process.parentPort`. Knowing both here keeps Electron out.
 */
export interface Channel {
  onCommand(listener: (command: LoadCommand) => void): void;
  /** The parent is gone. */
  onGone(listener: () => void): void;
  tell(event: LoadEvent): void;
  /** Tells, and settles when the message is on its way, so that the process may exit. */
  tellLast(event: LoadEvent): Promise<void>;
}

/** The part of Electron's ParentPort that is used; messages arrive wrapped in an event. */
interface ParentPort {
  on(name: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/** A utility process's port has no acknowledgement: its last message gets this long to leave. */
const flushMs = 250;

/** The line of this process; throws when it was started by hand and has none. */
export function parentChannel(): Channel {
  const port = (process as { parentPort?: ParentPort }).parentPort;
  if (port !== undefined && port !== null) return utilityChannel(port);
  if (process.send !== undefined) return childChannel();
  throw new Error('load-host is started by Flamebench, not by hand');
}

function utilityChannel(port: ParentPort): Channel {
  return {
    onCommand: (listener) => port.on('message', (event) => listener(event.data as LoadCommand)),
    onGone: () => {}, // Electron ends its utility processes; the watchdog covers the rest
    tell: (event) => port.postMessage(event),
    tellLast: (event) => {
      port.postMessage(event);
      return new Promise((resolve) => setTimeout(resolve, flushMs));
    },
  };
}

function childChannel(): Channel {
  const send = (event: LoadEvent, sent: () => void): void => {
    if (process.connected) process.send?.(event, undefined, undefined, sent);
    else sent();
  };
  return {
    onCommand: (listener) => process.on('message', (message) => listener(message as LoadCommand)),
    onGone: (listener) => process.on('disconnect', listener),
    tell: (event) => send(event, () => {}),
    tellLast: (event) => new Promise((resolve) => send(event, resolve)),
  };
}
