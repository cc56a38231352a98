import { mutateBytes } from './mutate/bytes';
import { wrapGzip } from './mutate/gzip';
import { mutateJson } from './mutate/json';
import { mutateProtobuf } from './mutate/protobuf';
import { mutateText, thinned } from './mutate/text';
import { Random } from './random';
import type { Seeds, Structure } from './seeds';

export const maxInputBytes = 64 * 1024;

/** Texts beyond this are mostly read in parts: what is wrong with a line shows in a short file too. */
const longText = 1500;

// Node's own: the engine's would test itself, and a million inputs take their time.
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export interface Input {
  /** Id of the format that the file was valid in before it was damaged. */
  readonly format: string;
  readonly bytes: Uint8Array;
  /**
   * How it is read: as any file is, or straight by its format's reader, for damage that would keep the
   * format from being recognised.
   */
  readonly way: 'recognised' | 'direct';
}

/** Makes the input of a number. The same seeds, seed and number make the same input. */
export function makeInput(seeds: readonly Seeds[], seed: number, index: number): Input {
  const random = new Random(seed, index);
  const { format, structure, files, isPacked } = seeds[index % seeds.length]!;
  let bytes = random.early(files);
  if (structure === 'text' && bytes.length > longText && random.chance(0.8)) {
    bytes = encoder.encode(thinned(random, textOf(bytes).split('\n')).join('\n'));
  }
  for (let hits = random.of([1, 1, 1, 1, 2, 3, 6]); hits > 0; hits--) {
    const other = random.of((random.chance(0.8) ? seeds[index % seeds.length]! : random.of(seeds)).files);
    bytes = damaged(random, bytes, other, random.chance(0.1) ? 'binary' : structure);
    if (bytes.length > maxInputBytes) bytes = bytes.subarray(0, maxInputBytes);
  }
  if (random.chance(1 / 20)) {
    return { format, bytes: wrapGzip(random, bytes).subarray(0, maxInputBytes), way: 'recognised' };
  }
  return { format, bytes, way: isPacked !== true && random.chance(1 / 4) ? 'direct' : 'recognised' };
}

function damaged(random: Random, bytes: Uint8Array, other: Uint8Array, structure: Structure): Uint8Array {
  switch (structure) {
    case 'binary':
      return mutateBytes(random, bytes, other);
    case 'protobuf':
      return mutateProtobuf(random, bytes, other);
    case 'text':
      return encoder.encode(mutateText(random, textOf(bytes), textOf(other)));
    case 'json':
      try {
        return encoder.encode(mutateJson(random, textOf(bytes), textOf(other)));
      } catch (thrown) {
        // What an earlier hit nested is too deep for JSON.stringify.
        if (!(thrown instanceof RangeError)) throw thrown;
        return mutateBytes(random, bytes, other);
      }
  }
}

function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
