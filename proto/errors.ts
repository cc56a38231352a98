/**
 * Every way Flamebench can fail, as data. A failure crosses process borders as a value: Electron's
 * `invoke` keeps only the message of a thrown error, so codes and facts would be lost on the way.
 *
 * What a failure *means to a person* is not here: `engine/advice` turns it into one sentence.
 */
export const errorCodes = [
  // Files and formats. subject: the file's or capture's name.
  'empty-file', // zero bytes
  'not-a-profile', // facts.looksLike: what it seems to be instead ('an HTML page', 'text', 'JSON', 'binary data')
  'malformed-profile', // facts.reason: which rule was broken, and where
  'gzip-truncated', // the compressed data, gzip or zstd, ends early
  'gzip-corrupt', // likewise; facts.reason
  'too-large', // facts.limitBytes: the cap that was passed (bomb or giant)
  'file-not-found',
  'permission-denied',
  'disk-full',
  'io-failed', // facts.reason
  'run-broken', // subject: the run; facts.reason
  // The network. subject: the URL or host:port.
  'bad-url', // facts.reason
  'connection-refused',
  'connection-lost', // the peer closed or reset in the middle; facts.receivedBytes
  'host-not-found',
  'tls-failed', // facts.reason
  'timed-out', // facts.seconds
  'http-status', // facts.status, facts.text: the service's own words (may be '')
  'no-pprof', // nothing under the URL answers like /debug/pprof/
  'target-not-confirmed', // facts.host, facts.address: what goes to a host that is not loopback needs a person's word; facts.addressClass: how far; facts.kind 'read': profiles of it, else load
  'target-over-limit', // facts.what, facts.limit: more load than a public host may be put under
  // Work.
  'cancelled',
  'load-crashed', // the load process ended by itself; facts.reason
  'script-failed', // subject: a load script's file; facts.reason: what was wrong, with its line
  'bad-argument', // subject: the argument; facts.reason
  'graph-failed', // a graph could not be drawn; facts.reason; facts.fault 'graphviz': not for its size
  'desk-damaged', // what a window kept of itself makes no sense; subject: the file it was put aside as
  'tool-missing', // subject: a program that is not installed; facts.purpose: what it would make
  'internal', // a defect of Flamebench; facts.reason
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A failure as a value. `subject` names the thing it happened to: a file, a URL, a run. */
export interface Failure {
  readonly code: ErrorCode;
  readonly subject: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The answer to anything that can fail and crosses a border. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

/** The thrown form of a {@link Failure}, for use inside one process. */
export class FlamebenchError extends Error {
  readonly failure: Failure;

  constructor(code: ErrorCode, subject: string, facts: Failure['facts'] = {}) {
    super(`${code}: ${subject}`);
    this.name = 'FlamebenchError';
    this.failure = { code, subject, facts };
  }
}

/** The failure inside any thrown value; what is not a {@link FlamebenchError} is a defect and says so. */
export function toFailure(thrown: unknown, subject: string): Failure {
  if (thrown instanceof FlamebenchError) return thrown.failure;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', subject, facts: { reason } };
}
