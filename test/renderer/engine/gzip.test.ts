import { describe, expect, it } from 'vitest';
import { inflateNode } from '../../../main/services/inflate';
import { gzipStream } from '../../../renderer/engine/gzip';

/** Five parts of data that does not shrink to nothing. */
const data = Uint8Array.from({ length: 5 << 20 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 24);

describe('compressing in the window', () => {
  it('gives what any reader of gzip reads back', async () => {
    expect(Buffer.compare(await inflateNode(await gzipStream(data), 1 << 24), data)).toBe(0);
    expect(await inflateNode(await gzipStream(new Uint8Array(0)), 10)).toEqual(new Uint8Array(0));
  });

  it('tells after each part how much is done', async () => {
    const told: number[] = [];
    await gzipStream(data, async (done) => void told.push(done));
    expect(told).toEqual([0.2, 0.4, 0.6, 0.8, 1].map((done) => expect.closeTo(done, 9)));
  });

  it('leaves the rest undone where nobody wants it any more', async () => {
    let parts = 0;
    const step = async () => {
      if (++parts === 2) throw new Error('enough');
    };
    await expect(gzipStream(data, step)).rejects.toThrow('enough');
    expect(parts).toBe(2);
  });
});
