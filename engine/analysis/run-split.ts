import { aheadLevels, ended, type Paths, type Walkers } from './paths';

/** Runs that wait to become nodes. `pop` leaves the run's facts in the fields. */
export class RunStack {
  length = 0;
  parent = 0;
  frame = 0;
  depth = 0;
  from = 0;
  to = 0;
  /** Which of the two arrays holds it. */
  which = 0;
  private facts = new Int32Array(6 * 1024);

  push(parent: number, frame: number, depth: number, from: number, to: number, which: number): void {
    const at = this.length++ * 6;
    if (at === this.facts.length) {
      const roomier = new Int32Array(this.facts.length * 2);
      roomier.set(this.facts);
      this.facts = roomier;
    }
    const { facts } = this;
    facts[at] = parent;
    facts[at + 1] = frame;
    facts[at + 2] = depth;
    facts[at + 3] = from;
    facts[at + 4] = to;
    facts[at + 5] = which;
  }

  pop(): void {
    const at = --this.length * 6;
    const { facts } = this;
    this.parent = facts[at]!;
    this.frame = facts[at + 1]!;
    this.depth = facts[at + 2]!;
    this.from = facts[at + 3]!;
    this.to = facts[at + 4]!;
    this.which = facts[at + 5]!;
  }
}

/** The children of one run while it is split. Kids are numbered as they are met. */
export class Kids {
  length = 0;
  /** Samples of the run that have no next frame, and the sum of their values over all sides. */
  ended = 0;
  endedValue = 0;
  readonly frame: Int32Array;
  readonly samples: Int32Array;
  /** Where the next sample of a kid goes. */
  readonly start: Int32Array;
  readonly inOrder: Int32Array;
  /** `base` and the kid of a frame; below `base` where the frame is no kid of the current run's. */
  private readonly ofFrame: Float64Array;
  private base = 1;
  /** Per sample of the run: its kid, -1 where it has ended; while samples are moved, where each goes. */
  private readonly ofSample: Int32Array;
  private readonly weight: Float64Array;

  constructor(
    private readonly rank: Int32Array,
    private readonly order: 'heavy' | 'name',
    count: number,
  ) {
    this.ofSample = new Int32Array(count);
    const frames = rank.length;
    this.frame = new Int32Array(frames);
    this.samples = new Int32Array(frames);
    this.start = new Int32Array(frames);
    this.inOrder = new Int32Array(frames);
    this.ofFrame = new Float64Array(frames);
    this.weight = new Float64Array(frames);
  }

  /** Counts and weighs the kids of the run `from` … `to` - 1, and orders them. */
  split(frameOf: Paths['entries'], value: Float64Array, from: number, to: number, shift: number): void {
    const { frame, samples, ofFrame, inOrder, weight, ofSample } = this;
    const base = this.base + this.length;
    let length = 0;
    let endedHere = 0;
    let endedValue = 0;
    for (let i = from; i < to; i++) {
      const f = frameOf[i - shift]!;
      if (f === ended) {
        ofSample[i - from] = -1;
        endedHere++;
        endedValue += value[i]!;
        continue;
      }
      let kid = ofFrame[f]! - base;
      if (kid < 0) {
        kid = length++;
        ofFrame[f] = base + kid;
        frame[kid] = f;
        samples[kid] = 0;
        weight[kid] = 0;
        inOrder[kid] = kid;
      }
      ofSample[i - from] = kid;
      samples[kid]!++;
      weight[kid]! += value[i]!;
    }
    this.base = base;
    this.length = length;
    this.ended = endedHere;
    this.endedValue = endedValue;
    this.sort();
  }

  private sort(): void {
    const { weight, rank, frame, inOrder, length } = this;
    if (length < 2) return;
    if (this.order === 'name') weight.fill(0, 0, length);
    const compare = (a: number, b: number) => weight[b]! - weight[a]! || rank[frame[a]!]! - rank[frame[b]!]!;
    if (length > 12) {
      inOrder.subarray(0, length).sort(compare);
      return;
    }
    for (let i = 1; i < length; i++) {
      const kid = inOrder[i]!;
      let j = i;
      for (; j > 0 && compare(inOrder[j - 1]!, kid) > 0; j--) inOrder[j] = inOrder[j - 1]!;
      inOrder[j] = kid;
    }
  }

  /**
   * Moves each sample of a run to its kid's part, with the frames read ahead that are deeper than `level`.
   * Column by column: each loop then writes to a few places that move on, which memory is quick at.
   */
  move(now: Walkers, next: Walkers, from: number, to: number, level: number): void {
    const { start, ofSample } = this;
    const length = to - from;
    for (let i = 0; i < length; i++) {
      const kid = ofSample[i]!;
      if (kid >= 0) ofSample[i] = start[kid]!++;
    }
    moveInts(ofSample, now.begin, next.begin, from, length);
    moveDoubles(ofSample, now.value, next.value, from, length);
    for (let deeper = level + 1; deeper < aheadLevels; deeper++) {
      moveFrames(ofSample, now.ahead[deeper]!, next.ahead[deeper]!, from, length);
    }
  }
}

// One function a kind of array: a function that sees several kinds is compiled for none of them.

function moveInts(slot: Int32Array, now: Int32Array, next: Int32Array, from: number, length: number): void {
  for (let i = 0; i < length; i++) if (slot[i]! >= 0) next[slot[i]!] = now[from + i]!;
}

function moveDoubles(
  slot: Int32Array,
  now: Float64Array,
  next: Float64Array,
  from: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) if (slot[i]! >= 0) next[slot[i]!] = now[from + i]!;
}

function moveFrames(
  slot: Int32Array,
  now: Paths['entries'],
  next: Paths['entries'],
  from: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) if (slot[i]! >= 0) next[slot[i]!] = now[from + i]!;
}
