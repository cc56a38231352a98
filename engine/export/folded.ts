import { growCallTree } from '../analysis/tree';
import type { CallTree, FrameTable } from '../analysis/types';
import { encodeUtf8 } from '../wire/utf8';
import { type Work, within } from '../work/work';
import { plainNumber } from './numbers';
import { type PathText, walkPaths } from './stacks';
import { TextSink } from './text-sink';
import type { Exporter } from './types';

/** What stands for samples that have no stack. */
const noStack = encodeUtf8('[no stack]');

/**
 * Folded stacks, Brendan Gregg's format: a line a stack, frames from the root joined by ';', a space, the
 * value. A comparison has both values, before and after, as difffolded.pl writes them. Lines are in the
 * order of names, so that two files compare line by line.
 *
 * In a name, ';' is written ':', and a number at its end is joined to it by '_' instead of a space, since
 * readers would take it for a value.
 */
export function* writeFolded(tree: CallTree): Work<Uint8Array> {
  const names = foldedNames(tree.frames);
  const sink = new TextSink();
  const line = (node: number, path: PathText) => {
    const values = tree.self.map((self) => self[node]!);
    if (values.every((value) => value === 0)) return;
    sink.bytes(path.bytes, path.length);
    sink.write(` ${values.map(plainNumber).join(' ')}\n`);
  };
  if (tree.length > 0) line(0, { bytes: noStack, length: noStack.length });
  yield* within(
    0,
    0.95,
    walkPaths(tree, (frame) => names[frame]!, ';', line),
  );
  return yield* within(0.95, 1, sink.finish());
}

function foldedNames({ name }: FrameTable): Uint8Array[] {
  return name.map((text) => {
    const plain = text.replace(/;/g, ':').trim();
    return encodeUtf8(plain.replace(/\s(?=[-\d.]+$)/, '_') || '<unknown>');
  });
}

export const foldedExporter: Exporter = {
  id: 'folded',
  label: 'folded stacks',
  extensions: ['.folded', '.collapsed', '.txt'],
  *profile({ profile, sampleIndex }) {
    const tree = yield* within(0, 0.6, growCallTree([{ profile, sampleIndex }], { order: 'name' }));
    return yield* within(0.6, 1, writeFolded(tree));
  },
  comparison: ({ tree }) => writeFolded(tree),
};
