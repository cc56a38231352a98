import { shortened, wholeNumber } from '../../legacy/numbers';
import type { BuilderLabel } from '../../model/builder';
import type { Profile } from '../../model/profile';
import { LineReader } from '../../wire/lines';
import { atOnce, type Work } from '../../work/work';
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
  return atOnce(readPerfScriptInParts(bytes, name));
}

/** {@link readPerfScript} in parts. */
export function* readPerfScriptInParts(bytes: Uint8Array, name: string): Work<Profile> {
  const reader = new PerfScriptReader(bytes, name);
  while (reader.readPart()) yield Math.min(1, reader.pos / bytes.length);
  return reader.finish();
}

/** Bytes of lines that are read in one part. */
const bytesInPart = 1 << 18;

class PerfScriptReader {
  private readonly lines: LineReader;
  private readonly stacks = new PerfStacks();
  private readonly events = new EventSamples();
  /** Lines inside of samples that were no frames: the first one, and how many. */
  private strange = { line: 0, count: 0 };
  private current: Heading | null = null;

  constructor(bytes: Uint8Array, name: string) {
    this.lines = new LineReader(bytes, name);
  }

  /** Where the next line begins, in bytes. */
  get pos(): number {
    return this.lines.pos;
  }

  /** Reads the lines that begin in one part's bytes; false where there were none left. */
  readPart(): boolean {
    const { lines } = this;
    if (lines.isLast) return false;
    const until = lines.pos + bytesInPart;
    while (lines.pos < until && lines.next()) this.take(lines.text);
    return true;
  }

  finish(): Profile {
    this.endSample();
    const { line, count } = this.strange;
    const left = `${count} lines inside of samples are no frames and were left out, line ${line} first`;
    return this.events.build(this.stacks, count === 0 ? [] : [left]);
  }

  private take(line: string): void {
    const { lines, stacks } = this;
    if (line.trim() === '') {
      this.endSample();
      return;
    }
    if (line.startsWith('#')) return;
    const isIndented = line.startsWith(' ') || line.startsWith('\t');
    if (this.current !== null && isIndented) {
      if (stacks.frame(line) || stacks.source(line.trim())) return;
    }
    const heading = parseHeading(line);
    if (heading !== null) {
      this.endSample();
      this.current = heading;
      // A tracepoint's fields may begin like an address, but no name or binary follows that.
      const frame = heading.rest === '' ? null : parseFrame(heading.rest);
      if (frame !== null && (frame.symbol !== '' || frame.binary !== '')) stacks.frame(heading.rest);
    } else if (this.current === null) {
      lines.fail(`'${shortened(line)}' is no heading of a sample`);
    } else {
      this.strange = { line: this.strange.line || lines.number, count: this.strange.count + 1 };
    }
  }

  private endSample(): void {
    const { current, lines } = this;
    if (current === null) return;
    const period = current.period === '' ? null : wholeNumber(current.period, lines);
    this.events.add(current.event, period, this.stacks.take(current.comm), labelsOf(current), lines);
    this.current = null;
  }
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
