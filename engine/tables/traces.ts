import type { CallTree } from '../analysis/types';
import type { Profile } from '../model/profile';
import { isNumberLabel, isTextLabel, labelUnits } from '../pprof/labels';
import { formatValue } from '../units/format';
import { findUnit } from '../units/scales';
import { sortByWeight } from '../work/sort-by-weight';
import { byRows, type Work, within } from '../work/work';
import { bySamples, heft, type SampledTree, type SideValues } from './sides';

/** Samples of one stack that are labelled alike. */
export interface TraceLabels {
  /** 'key: value' each, texts before numbers; [] where the samples have no labels. */
  readonly labels: readonly string[];
  readonly value: SideValues;
  /** How many samples of the profiles these are. */
  readonly samples: number;
}

export interface TraceDetail {
  readonly node: number;
  /** Heaviest first. */
  readonly groups: readonly TraceLabels[];
  /** Groups left out. */
  readonly omitted: number;
}

/** Label sets shown of one stack. */
const mostGroups = 100;

/** The nodes in which samples end, heaviest first: a trace is a node, its stack the node's path. */
export function* traceNodes(tree: CallTree): Work<Int32Array> {
  const { self } = tree;
  const [first, second] = self;
  if (first === undefined) return new Int32Array(0);
  const nodes = new Int32Array(tree.length);
  const sizes = new Float64Array(tree.length);
  let count = 0;
  yield* within(
    0,
    0.2,
    byRows(tree.length, (from, to) => {
      for (let node = from; node < to; node++) {
        const size = Math.max(Math.abs(first[node]!), second === undefined ? 0 : Math.abs(second[node]!));
        if (size === 0) continue;
        nodes[count] = node;
        sizes[count++] = size;
      }
    }),
  );
  return yield* within(0.2, 1, sortByWeight(nodes.slice(0, count), sizes.subarray(0, count)));
}

/** What the samples that end in each of these nodes are labelled with. */
export function* traceLabels(sampled: SampledTree, nodes: readonly number[]): Work<TraceDetail[]> {
  const { tree, sides } = sampled;
  const found = nodes.map(() => new Map<string, { value: number[]; samples: number; labels: string[] }>());
  /** Places in `nodes` by the frame that the samples must end in; the root's stand for empty stacks. */
  const byLeaf = new Map<number, number[]>();
  nodes.forEach((node, at) => {
    const frame = tree.frame[node]!;
    byLeaf.set(frame, [...(byLeaf.get(frame) ?? []), at]);
  });
  yield* bySamples(sampled, ({ profile, values, factor, frames }, side) => {
    const { samples } = profile;
    const units = labelUnits(profile).units;
    return (first, end) => {
      for (let row = first; row < end; row++) {
        if (values[row] === 0) continue;
        const [from, to] = [samples.stackOffsets[row]!, samples.stackOffsets[row + 1]!];
        const leaf = from === to ? 0 : frames.frames[frames.offsets[samples.stacks[from]!]!]!;
        for (const at of byLeaf.get(leaf) ?? []) {
          if (!endsAt(tree, nodes[at]!, samples.stacks, from, to, frames)) continue;
          const labels = labelTexts(profile, row, units);
          const key = labels.join('\n');
          const group = found[at]!.get(key) ?? { value: sides.map(() => 0), samples: 0, labels };
          group.value[side]! += values[row]! * factor;
          group.samples++;
          found[at]!.set(key, group);
        }
      }
    };
  });
  return nodes.map((node, at) => {
    const groups = [...found[at]!.values()].sort((a, b) => heft(b.value) - heft(a.value));
    return { node, groups: groups.slice(0, mostGroups), omitted: Math.max(0, groups.length - mostGroups) };
  });
}

/** Whether the frames of a stack, from the leaf up, are those from the node up to the root. */
function endsAt(
  { frame, parent }: CallTree,
  leaf: number,
  stacks: Int32Array,
  from: number,
  to: number,
  { offsets, frames }: SampledTree['sides'][number]['frames'],
): boolean {
  let node = leaf;
  for (let i = from; i < to; i++) {
    const location = stacks[i]!;
    for (let line = offsets[location]!; line < offsets[location + 1]!; line++) {
      if (node <= 0 || frame[node] !== frames[line]) return false;
      node = parent[node]!;
    }
  }
  return node === 0;
}

/** A sample's labels as they are written: texts sorted by key, then numbers in their unit. */
export function labelTexts(profile: Profile, row: number, units: ReadonlyMap<string, string>): string[] {
  const { samples, strings } = profile;
  const { labels, labelOffsets } = samples;
  const texts: string[] = [];
  const numbers: string[] = [];
  for (let label = labelOffsets[row]!; label < labelOffsets[row + 1]!; label++) {
    const key = strings.get(labels.key[label]!);
    if (isTextLabel(profile, label)) texts.push(`${key}: ${strings.get(labels.str[label]!)}`);
    else if (isNumberLabel(profile, label)) {
      numbers.push(`${key}: ${labelNumber(Number(labels.num[label]!), key, units)}`);
    }
  }
  return [...texts.sort(), ...numbers.sort()];
}

/** A unit that is only the key again is not written behind the number. */
function labelNumber(number: number, key: string, units: ReadonlyMap<string, string>): string {
  const unit = units.get(key) ?? '';
  const isSilent = unit === key && findUnit(unit) === null;
  return number === 0 ? '0' : formatValue(number, isSilent ? '' : unit);
}
