import type { FrameNames } from '../../engine/worker/protocol';

/** Names of frames by row, as they came from the worker in one string each. */
export interface FrameText {
  readonly names: readonly string[];
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

export function frameText(frames: FrameNames): FrameText {
  return {
    names: frames.names.split('\n'),
    files: frames.files.split('\n'),
    packages: frames.packages.split('\n'),
  };
}

const indexes = new WeakMap<FrameText, ReadonlyMap<string, number>>();

/** Rows by name; where several frames have one name, the first. */
function indexOf(text: FrameText): ReadonlyMap<string, number> {
  let index = indexes.get(text);
  if (index === undefined) {
    const made = new Map<string, number>();
    text.names.forEach((name, frame) => {
      if (!made.has(name)) made.set(name, frame);
    });
    indexes.set(text, made);
    index = made;
  }
  return index;
}

/** The frame of this name; -1 = there is none. */
export function frameNamed(text: FrameText, name: string): number {
  return indexOf(text).get(name) ?? -1;
}
