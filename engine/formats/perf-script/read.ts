import { shortened, wholeNumber } from '../../legacy/numbers';
import type { BuilderLabel } from '../../model/builder';
import type { Profile } from '../../model/profile';
import { LineReader } from '../../wire/lines';
import { EventSamples } from './events';
import { parseFrame } from './frame';
import { type Heading, parseHeading } from './heading';
import { PerfStacks } from './stacks';

/**
 * Reads the text that `perf script` prints: samples of a heading and, leaf first, a frame a line. The command
 * is the root of each stack; process, thread and processor become labels. Each event is a sample type of its
 * own, beside the number of samples; with several, the label 'event' says which one a sample is of.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readPerfScript(bytes: Uint8Array, name: string): Profile {
  const lines: LineReader = new LineReader(bytes, name);
  const stacks = new PerfStacks();
  const events = new EventSamples();
  /** Lines inside of samples that were no frames: the first one, and how many. */
  let strange = { line: 0, count: 0 };
  let current: Heading | null = null;
  const finish = () => {
    if (current === null) return;
    const period = current.period === '' ? null : wholeNumber(current.period, lines);
    events.add(current.event, period, stacks.take(current.comm), labelsOf(current), lines);
    current = null;
  };
  while (lines.next()) {
    const line = lines.text;
    if (line.trim() === '') {
      finish();
      continue;
    }
    if (line.startsWith('#')) continue;
    const isIndented = line.startsWith(' ') || line.startsWith('\t');
    if (current !== null && isIndented) {
      if (stacks.frame(line) || stacks.source(line.trim())) continue;
    }
    const heading = parseHeading(line);
    if (heading !== null) {
      finish();
      current = heading;
      // A tracepoint's fields may begin like an address, but no name or binary follows that.
      const frame = heading.rest === '' ? null : parseFrame(heading.rest);
      if (frame !== null && (frame.symbol !== '' || frame.binary !== '')) stacks.frame(heading.rest);
    } else if (current === null) {
      lines.fail(`'${shortened(line)}' is no heading of a sample`);
    } else {
      strange = { line: strange.line || lines.number, count: strange.count + 1 };
    }
  }
  finish();
  const comments =
    strange.count === 0
      ? []
      : [
          `${strange.count} lines inside of samples are no frames and were left out, line ${strange.line} first`,
        ];
  return events.build(stacks, comments);
}

function labelsOf({ comm, pid, tid, cpu }: Heading): BuilderLabel[] {
  const labels: BuilderLabel[] = [{ key: 'comm', text: comm }];
  const number = (key: string, text: string) => {
    if (/^\d{1,9}$/.test(text)) labels.push({ key, num: BigInt(text) });
  };
  number('pid', pid);
  number('tid', tid);
  number('cpu', cpu);
  return labels;
}
