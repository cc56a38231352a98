import { FlamebenchError } from '../../proto/errors';
import { growCallTree } from '../analysis/tree';
import type { CallTree, FrameTable } from '../analysis/types';
import type { ValueType } from '../model/profile';
import { encodeUtf8 } from '../wire/utf8';
import { byRows, inTurn, type Work, within } from '../work/work';
import { plainNumber } from './numbers';
import { eachRow } from './rows';
import { type PathText, walkPaths } from './stacks';
import { TextSink } from './text-sink';
import type { Exporter, ProfileSubject } from './types';

const schema = 'https://www.speedscope.app/file-format-schema.json';

/** The units that the format knows, and what a value of another is multiplied by to be in one of them. */
const units: Readonly<Record<string, readonly [unit: string, factor: number]>> = {
  nanoseconds: ['nanoseconds', 1],
  microseconds: ['microseconds', 1],
  milliseconds: ['milliseconds', 1],
  seconds: ['seconds', 1],
  bytes: ['bytes', 1],
  minutes: ['seconds', 60],
  hours: ['seconds', 3600],
  kilobytes: ['bytes', 2 ** 10],
  megabytes: ['bytes', 2 ** 20],
  gigabytes: ['bytes', 2 ** 30],
};

/**
 * speedscope's file format: one sampled profile per sample type, equal stacks joined, the sample type that is
 * meant in front. JSON keeps names apart from everything else.
 *
 * The format has no negative weights. Sample types in which a stack comes to less than nothing are left out.
 * @throws FlamebenchError 'bad-argument' where that is the sample type that is meant.
 */
function* writeSpeedscope({ title, profile, sampleIndex }: ProfileSubject): Work<Uint8Array> {
  const trees: CallTree[] = [];
  const growing = 0.6 / profile.sampleTypes.length;
  for (const row of profile.sampleTypes.keys()) {
    const growth = growCallTree([{ profile, sampleIndex: row }], { order: 'name' });
    trees.push(yield* within(row * growing, (row + 1) * growing, growth));
  }
  const isNegative = (tree: CallTree) => tree.self[0]!.some((value) => value < 0);
  const shown = [...trees.keys()].filter((row) => !isNegative(trees[row]!));
  const active = shown.indexOf(sampleIndex);
  if (active < 0) {
    throw new FlamebenchError('bad-argument', title, {
      reason: 'speedscope files cannot hold negative values',
    });
  }
  const sink = new TextSink();
  // Joining frames depends on the profile alone, so that one table serves all trees.
  const { frames } = trees[sampleIndex]!;
  const used = yield* within(0.6, 0.65, usedFrames(shown.map((row) => trees[row]!)));
  const head = { $schema: schema, exporter: 'Flamebench', name: title, activeProfileIndex: active };
  sink.write(`${JSON.stringify(head).slice(0, -1)},"shared":{"frames":[`);
  const rows = [...used.keys()];
  const writeFrame = (place: number) => {
    sink.write((place === 0 ? '\n' : ',\n') + JSON.stringify(frameOf(frames, rows[place]!)));
  };
  yield* within(0.65, 0.68, eachRow(rows.length, writeFrame));
  sink.write('\n]},"profiles":[');
  for (const [index, row] of shown.entries()) {
    sink.write(index === 0 ? '\n' : ',\n');
    const each = 0.28 / shown.length;
    const samples = writeSampled(sink, profile.sampleTypes[row]!, trees[row]!, used);
    yield* within(0.68 + index * each, 0.68 + (index + 1) * each, samples);
  }
  sink.write('\n]}\n');
  return yield* within(0.96, 1, sink.finish());
}

/** The place in the file of each frame that is in a stack, as text in UTF-8; in order of places. */
function* usedFrames(trees: readonly CallTree[]): Work<ReadonlyMap<number, Uint8Array>> {
  const places = new Map<number, Uint8Array>();
  const isPlaced = new Uint8Array(trees[0]?.frames.length ?? 0);
  const place = ({ frame, length }: CallTree) =>
    byRows(length, (from, to) => {
      for (let node = Math.max(1, from); node < to; node++) {
        const row = frame[node]!;
        if (isPlaced[row] === 1) continue;
        isPlaced[row] = 1;
        places.set(row, encodeUtf8(String(places.size)));
      }
    });
  yield* inTurn(trees.map(place));
  return places;
}

function frameOf({ name, file }: FrameTable, row: number) {
  return file[row] === '' ? { name: name[row] } : { name: name[row], file: file[row] };
}

/** Samples without a stack are samples of no frames. */
function* writeSampled(
  sink: TextSink,
  { type, unit }: ValueType,
  tree: CallTree,
  used: ReadonlyMap<number, Uint8Array>,
): Work<void> {
  const [written, factor] = Object.hasOwn(units, unit) ? units[unit]! : (['none', 1] as const);
  const self = tree.self[0]!;
  const weights = new TextSink();
  let sum = 0;
  let count = 0;
  const head = { type: 'sampled', name: type || 'samples', unit: written, startValue: 0 };
  sink.write(`${JSON.stringify(head).slice(0, -1)},"samples":[`);
  const sample = (node: number, stack: PathText) => {
    if (self[node] === 0) return;
    const comma = count++ === 0 ? '' : ',';
    const weight = self[node]! * factor;
    sum += weight;
    sink.write(`${comma}[`);
    sink.bytes(stack.bytes, stack.length);
    sink.write(']');
    weights.write(comma + plainNumber(weight));
  };
  if (tree.length > 0) sample(0, { bytes: new Uint8Array(0), length: 0 });
  yield* walkPaths(tree, (frame) => used.get(frame)!, ',', sample);
  sink.write('],"weights":[');
  sink.append(weights);
  sink.write(`],"endValue":${plainNumber(sum)}}`);
}

export const speedscopeExporter: Exporter = {
  id: 'speedscope',
  label: 'speedscope',
  extensions: ['.speedscope.json', '.json'],
  profile: writeSpeedscope,
};
