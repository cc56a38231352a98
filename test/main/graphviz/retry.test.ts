import { describe, expect, it } from 'vitest';
import { layoutWithRetry } from '../../../main/graphviz/retry';

const order = { dot: '', format: 'svg' } as const;

/** Instances that answer in turn; an Error is thrown. */
function source(...answers: (string | Error)[]) {
  const calls: string[] = [];
  return {
    calls,
    load: async () => {
      calls.push('load');
      return {
        layout: () => {
          const answer = answers.shift()!;
          if (answer instanceof Error) throw answer;
          return answer;
        },
      };
    },
    unload: () => {
      calls.push('unload');
    },
  };
}

describe('a layout', () => {
  it('is tried once more on a fresh instance where the memory broke', async () => {
    const broken = source(new Error('memory access out of bounds'), '<svg/>');
    expect(await layoutWithRetry(broken, order)).toBe('<svg/>');
    expect(broken.calls).toEqual(['load', 'unload', 'load']);
  });

  it('fails with the words of the second try', async () => {
    const broken = source(new Error('unreachable'), new Error('out of memory'));
    await expect(layoutWithRetry(broken, order)).rejects.toThrow('out of memory');
  });

  it('is not tried again where the graph is at fault', async () => {
    const wrong = source(new Error('syntax error in line 1'));
    await expect(layoutWithRetry(wrong, order)).rejects.toThrow('syntax error');
    expect(wrong.calls).toEqual(['load']);
  });
});
