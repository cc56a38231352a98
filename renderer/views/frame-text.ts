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
