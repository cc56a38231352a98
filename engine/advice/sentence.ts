import type { ErrorCode, Failure } from '../../proto/errors';
import { Facts, type FactWords, oneLine } from './facts';

/** Details are worded in English where they arise. */
const words: FactWords = {
  detail: (text) => text,
  bytes: (count) => `${count} ${count === '1' ? 'byte' : 'bytes'}`,
};

/**
 * What a failure means to a person: one sentence that says what happened, to what, and what to do next.
 * Facts that are missing leave their part of the sentence out.
 */
export function sentence(failure: Failure): string {
  const facts = new Facts(failure.facts, words);
  const subject = oneLine(failure.subject);
  const { known, unknown } = subjects[failure.code];
  const text = sentences[failure.code](subject === '' ? unknown : known(subject), facts);
  // A name at the start keeps its own spelling: 'cpu.pb.gz' must not become 'Cpu.pb.gz'.
  const first = subject !== '' && text.startsWith(subject) ? text.charAt(0) : text.charAt(0).toUpperCase();
  return `${first}${text.slice(1)}.`;
}

/** How a subject is named within a sentence, and what stands there when it has no name. */
interface SubjectForm {
  known(subject: string): string;
  readonly unknown: string;
}

const file: SubjectForm = { known: (s) => s, unknown: 'the file' };
const url: SubjectForm = { known: (s) => s, unknown: 'the service' };
const run: SubjectForm = { known: (s) => `the run ${s}`, unknown: 'the run' };
const argument: SubjectForm = { known: (s) => s, unknown: 'the argument' };
const work: SubjectForm = { known: (s) => s, unknown: 'the work' };
const load: SubjectForm = { known: (s) => `the load on ${s}`, unknown: 'the load' };

const subjects: Readonly<Record<ErrorCode, SubjectForm>> = {
  'empty-file': file,
  'not-a-profile': file,
  'malformed-profile': file,
  'gzip-truncated': file,
  'gzip-corrupt': file,
  'too-large': file,
  'file-not-found': file,
  'permission-denied': file,
  'disk-full': file,
  'io-failed': file,
  'run-broken': run,
  'bad-url': argument,
  'connection-refused': url,
  'connection-lost': url,
  'host-not-found': url,
  'tls-failed': url,
  'timed-out': url,
  'http-status': url,
  'no-pprof': url,
  'target-not-confirmed': url,
  'target-over-limit': url,
  cancelled: work,
  'load-crashed': load,
  'script-failed': file,
  'bad-argument': argument,
  'graph-failed': work,
  'desk-damaged': { known: (s) => s, unknown: 'the file of settings' },
  'tool-missing': { known: (s) => s, unknown: 'a program' },
  internal: work,
};

const sentences: Readonly<Record<ErrorCode, (subject: string, facts: Facts) => string>> = {
  'empty-file': (s) =>
    `${s} is empty: take the profile again, and make sure that what writes it has finished`,
  'not-a-profile': (s, f) =>
    `${s} is not a profile${f.part(' but looks like ', 'looksLike')}: ` +
    'open a file that /debug/pprof/ or a profiler has written',
  'malformed-profile': (s, f) =>
    `${s} is a damaged profile${f.part(' (', 'reason', ')')}: take it again, or get an undamaged copy`,
  'gzip-truncated': (s) =>
    `${s} ends in the middle of its compressed data: download or copy it again, to the end this time`,
  'gzip-corrupt': (s, f) =>
    `the compressed data of ${s} is damaged${f.part(' (', 'reason', ')')}: get an undamaged copy`,
  'too-large': (s, f) =>
    `${s} is larger than the limit${f.size(' of ', 'limitBytes')}: take a shorter or smaller profile`,
  'file-not-found': (s) => `${s} does not exist: check the path, or whether the file was moved`,
  'permission-denied': (s) =>
    `access to ${s} is not allowed: change its permissions, or choose another place`,
  'disk-full': (s) =>
    `the disk has no room for ${s}: free some space and save again; nothing saved before was changed`,
  'io-failed': (s, f) =>
    `${s} could not be read or written${f.part(' (', 'reason', ')')}: check the disk, then try again`,
  'run-broken': (s, f) =>
    `${s} cannot be read${f.part(' (', 'reason', ')')}: its profiles can still be opened one by one as files`,
  'bad-url': (s, f) =>
    `${s} is not a URL that can be used${f.part(' (', 'reason', ')')}: write it like http://127.0.0.1:6060`,
  'connection-refused': (s) => `nothing answers at ${s}: start the service, or check the port`,
  'connection-lost': (s, f) =>
    `${s} closed the connection in the middle of its answer${f.size(', after ', 'receivedBytes')}: ` +
    'check that the service is still running, then try again',
  'host-not-found': (s) =>
    `no machine is known by the name ${s}: check the spelling, and whether the network or VPN is up`,
  'tls-failed': (s, f) =>
    `no secure connection to ${s} came about${f.part(' (', 'reason', ')')}: ` +
    'check its certificate, or whether it speaks plain http',
  'timed-out': (s, f) =>
    `${s} did not answer in time${f.part(' (', 'seconds', ' s)')}: ` +
    'check that the service is not stuck, or allow more time',
  'http-status': (s, f) =>
    `${s} answered with ${f.part('status ', 'status') || 'an error'}${f.part(' and the words “', 'text', '”')}: ` +
    'mend what the service complains of, or check the path',
  'no-pprof': (s) =>
    `${s} offers no profiles under /debug/pprof/: turn them on in the service ` +
    '(in Go, import net/http/pprof), or give the path they are under',
  'target-not-confirmed': (s, f) =>
    `${f.text('kind') === 'read' ? `profiles of ${s} were not fetched` : `load on ${s} was not started`}, as ` +
    `${f.text('host') || 'the host'} is not this machine` +
    `${f.part(' but ', 'address')}: ${f.text('way') || 'type its name to confirm that you may load it'}`,
  'target-over-limit': (s, f) =>
    `load on ${s} was not started, as it is a public host` +
    `${f.part(' and the plan has more than ', 'limit')}${f.part(' ', 'what')}: lower it, or load a machine of your own`,
  cancelled: (s) => `${s} was cancelled: start it again whenever you like`,
  'load-crashed': (s, f) =>
    `${s} stopped by itself${f.part(' (', 'reason', ')')}: start it again, with fewer connections if it recurs`,
  'script-failed': (s, f) => `the script ${s} failed${f.part(': ', 'reason')}; mend it and start again`,
  'bad-argument': (s, f) => `${s} cannot be used${f.part(': ', 'reason')}; change it and try again`,
  'graph-failed': (s, f) =>
    `${s} could not be drawn${f.part(' (', 'reason', ')')}: ` +
    (f.text('fault') === 'graphviz'
      ? 'write it with -dot, and draw that with another Graphviz'
      : 'show fewer functions, as -nodecount=40 does on the command line'),
  'desk-damaged': (s) =>
    `${s} holds what the window kept of itself, which is damaged at least in part: open again what is missing`,
  'tool-missing': (s, f) =>
    `${s} is not installed on this machine${f.part(', which ', 'purpose', ' need')}: ` +
    'install it, or choose a report that does without',
  internal: (s, f) =>
    `Flamebench failed at ${s} through a mistake of its own${f.part(' (', 'reason', ')')}: ` +
    'please report it with these words',
};
