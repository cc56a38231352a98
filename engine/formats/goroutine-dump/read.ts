import { shortened, signed64 } from '../../legacy/numbers';
import { type BuilderLabel, type BuilderLine, ProfileBuilder } from '../../model/builder';
import type { Profile } from '../../model/profile';
import { LineReader } from '../../wire/lines';
import { headingLabels } from './heading';

/** `goroutine 7 [chan receive, 5 minutes]:`; tracebacks of crashes add where its structures lie. */
export const goroutineHeading = /^goroutine (\d+) (?:gp=\S+ )?(?:m=\S+ )?(?:mp=\S+ )?\[(.+)\]:$/;
const place = /^\s+(\S.*):(\d+)(?: \+0x[0-9a-f]+)?(?: (?:fp|sp|pc)=0x[0-9a-f]+)*$/;

const noStack = 'goroutine running on other thread';

/**
 * Reads a dump of goroutines: one sample for each, labelled with its number, state, minutes waited, thread
 * lock, the function and goroutine that created it, and its own labels. Functions that the dump shows
 * without arguments, `(...)`, were inlined into the one below them. Go stops at 64 MB, so a goroutine that is
 * cut off at the end of the file is left out, and a comment says so.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readGoroutines(bytes: Uint8Array, name: string): Profile {
  const lines: LineReader = new LineReader(bytes, name);
  const counted = { type: 'goroutine', unit: 'count' };
  const comments: string[] = [];
  const builder = new ProfileBuilder([counted], { periodType: counted, period: 1n, comments });
  const stacks = new StackReader(builder, lines);
  // Before the first goroutine a crash says why, and after the last one what the registers held.
  let more = lines.next();
  while (more) {
    const heading = goroutineHeading.exec(lines.text);
    if (heading === null) {
      if (/^goroutine \d+ \[/.test(lines.text) && !lines.isLast)
        lines.fail(`'${shortened(lines.text)}' is cut off`);
      more = lines.next();
      continue;
    }
    const labels = headingLabels(heading[2]!);
    if (labels === null) lines.fail("the goroutine's labels are broken");
    labels.unshift({ key: 'goroutine', num: signed64(BigInt(heading[1]!), 'its number', lines) });
    const { stack, creation, isCut, next } = stacks.read();
    if (isCut)
      comments.push(`The dump is cut off in the middle of goroutine ${heading[1]}, which was left out.`);
    else builder.sample(stack, [1], [...labels, ...creation]);
    more = next;
  }
  return builder.build();
}

class StackReader {
  /** Location rows by the text that stands for them: most goroutines of a dump have the same few stacks. */
  private readonly known = new Map<string, number>();

  constructor(
    private readonly builder: ProfileBuilder,
    private readonly lines: LineReader,
  ) {}

  /** Reads what follows a heading, up to a blank line or the next heading. */
  read(): { stack: number[]; creation: BuilderLabel[]; isCut: boolean; next: boolean } {
    const { lines } = this;
    const stack: number[] = [];
    const creation: BuilderLabel[] = [];
    /** Inlined frames that still wait for the function they are in. */
    let inlined: string[] = [];
    let inAncestor = false;
    const flush = () => {
      if (inlined.length > 0) stack.push(this.location(inlined));
      inlined = [];
    };
    let next = lines.next();
    for (; next && lines.text !== ''; next = lines.next()) {
      const line = lines.text;
      if (goroutineHeading.test(line)) break;
      if (line.startsWith('[originating from goroutine ')) inAncestor = true;
      // '...23 frames elided...'
      if (inAncestor || line.startsWith('...') || line.startsWith('[')) continue;
      if (line.startsWith('\t') || line.startsWith(' ')) {
        if (line.trim().startsWith(noStack)) stack.push(this.location(['[stack unavailable]']));
        // Else the place of a function that was skipped.
        continue;
      }
      if (line.startsWith('created by ')) {
        const by = line.slice('created by '.length);
        const from = / in goroutine (\d+)$/.exec(by);
        creation.push({ key: 'created_by', text: from === null ? by : by.slice(0, from.index) });
        if (from !== null)
          creation.push({
            key: 'creator',
            num: signed64(BigInt(from[1]!), 'the number of its creator', lines),
          });
        continue;
      }
      const open = argumentsStart(line);
      if (open < 0) break;
      const isInlined = line.slice(open) === '(...)';
      if (!lines.next() || !place.test(lines.text)) {
        if (lines.isLast) return { stack, creation, isCut: true, next: false };
        lines.fail(`'${shortened(line)}' is not followed by the line of its source`);
      }
      inlined.push(`${line.slice(0, open)}\n${lines.text}`);
      if (!isInlined) flush();
    }
    flush();
    return { stack, creation, isCut: false, next };
  }

  /** Row of a location of these frames, innermost first, each `function\n place`. */
  private location(frames: readonly string[]): number {
    const key = frames.length === 1 ? frames[0]! : frames.join('\n');
    let row = this.known.get(key);
    if (row === undefined) {
      row = this.builder.location({ lines: frames.map((frame) => this.line(frame)) });
      this.known.set(key, row);
    }
    return row;
  }

  private line(frame: string): BuilderLine {
    const [name = '', where = ''] = frame.split('\n');
    const parts = place.exec(where);
    const line = Number(parts?.[2] ?? 0);
    return {
      function: this.builder.function({ name, filename: parts?.[1] ?? '' }),
      line: Number.isSafeInteger(line) ? line : 0,
    };
  }
}

/** Where the arguments of `main.(*T).work({0x1, 0x2})` begin; -1 where the line is no call. */
function argumentsStart(line: string): number {
  return line.endsWith(')') ? line.lastIndexOf('(') : -1;
}
