/** What the first line of a sample says. */
export interface Heading {
  readonly comm: string;
  /** '' where the line has none. */
  readonly pid: string;
  readonly tid: string;
  readonly cpu: string;
  /** Seconds, with the colon that follows them. */
  readonly time: string;
  /** Of the event, without the colon; '' where it is not shown. */
  readonly event: string;
  /** How much of the event this sample stands for; '' where it is not shown. */
  readonly period: string;
  /** What follows: a frame, where a sample is one line, or the fields of a tracepoint. */
  readonly rest: string;
}

const threadId = /^(\d+|-1)(?:\/(\d+))?$/;
const cpuNumber = /^\[(\d+)\]$/;
const seconds = /^\d+\.\d+:$/;
const digits = /^\d+$/;
/** The latency flags of ftrace, 'd..2.'. */
const flags = /^[A-Za-z.0-9]{4,6}$/;

/**
 * Reads the heading in any of the shapes that `perf script -F` gives it:
 *
 *     comm pid[/tid] [cpu] time: period event:
 *
 * of which all but comm and one of time and event may be missing. Names of processes may hold spaces and
 * numbers, so the first number counts after which the rest makes sense.
 *
 * @returns null where the line is none.
 */
export function parseHeading(line: string): Heading | null {
  const words = line.trim().split(/\s+/);
  for (let i = 1; i < words.length; i++) {
    const ids = threadId.exec(words[i]!);
    if (ids === null) continue;
    const fields = parseFields(words, i + 1);
    if (fields === null) continue;
    // A single number is the thread's; perf shows the process's only with it.
    const [pid, tid] = ids[2] === undefined ? ['', ids[1]!] : [ids[1]!, ids[2]];
    return { comm: words.slice(0, i).join(' '), pid, tid, ...fields };
  }
  const fields = words.length > 1 ? parseFields(words, 1) : null;
  return fields === null ? null : { comm: words[0]!, pid: '', tid: '', ...fields };
}

function parseFields(words: readonly string[], from: number) {
  let at = from;
  const cpu = cpuNumber.exec(words[at] ?? '')?.[1] ?? '';
  if (cpu !== '') at++;
  if (flags.test(words[at] ?? '') && seconds.test(words[at + 1] ?? '')) at++;
  const time = seconds.test(words[at] ?? '') ? words[at++]! : '';
  let period = '';
  if (digits.test(words[at] ?? '') && isEvent(words[at + 1])) period = words[at++]!;
  let event = '';
  if (isEvent(words[at])) event = words[at++]!.replace(/:+$/, '');
  if (time === '' && event === '') return null;
  return { cpu, time, event, period, rest: words.slice(at).join(' ') };
}

/** 'cycles:', 'cpu/event=0x3c/:' or 'sched:sched_switch:', and not a time. */
function isEvent(word: string | undefined): boolean {
  return /[A-Za-z_]/.test(word ?? '') && word!.endsWith(':');
}
