import type { ServerResponse } from 'node:http';
import { encodeFrame } from '../../proto/frame';
import type { Signal, SignalName } from '../../proto/ipc';

/** Pages that listen at once; a browser opens few, and each holds a connection. */
const maxPages = 16;

/**
 * Sent where nothing else is to be said for a while: browsers give up on answers that stay away (Firefox
 * after five minutes), and a page that went without a word is noticed.
 */
export const heartbeat = encodeFrame(null);
export const heartbeatMs = 15_000;

/** What a page is told when it opens. */
export type Opening = { [N in SignalName]: { readonly name: N; readonly value: Signal<N> } }[SignalName];

/** The open pages, as the streams that signals go to. */
export interface Pages {
  /** Makes an answer a page's stream; refused where there are too many. */
  add(answer: ServerResponse, isNew: boolean): boolean;
  /** To all of them. A page that does not keep up misses what it has no room for. */
  send<N extends SignalName>(name: N, value: Signal<N>): void;
  /** Ends all streams. */
  close(): void;
}

/** @param openings told to each page that is new, but not to one that only lost its stream */
export function createPages(openings: readonly Opening[]): Pages {
  const pages = new Set<ServerResponse>();
  const told = openings.map(encodeFrame);
  const push = (frame: Uint8Array) => {
    for (const page of pages) if (!page.writableNeedDrain) page.write(frame);
  };
  const timer = setInterval(() => push(heartbeat), heartbeatMs);
  timer.unref();
  return {
    add(answer, isNew) {
      if (pages.size >= maxPages) return false;
      pages.add(answer);
      answer.on('close', () => pages.delete(answer));
      // At once, so that the page knows its stream is there.
      answer.write(heartbeat);
      for (const frame of isNew ? told : []) answer.write(frame);
      return true;
    },
    send(name, value) {
      if (pages.size > 0) push(encodeFrame({ name, value }));
    },
    close() {
      clearInterval(timer);
      for (const page of pages) page.end();
    },
  };
}
