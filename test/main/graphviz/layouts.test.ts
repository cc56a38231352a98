import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createLayouts, type Layouts } from '../../../main/graphviz/layouts';
import { distFolder } from '../../helpers/dist';

const layouts = createLayouts(distFolder);
afterEach(() => layouts.stop());

/** A graph whose layout takes minutes. */
const endless = `digraph { ${Array.from({ length: 6000 }, (_, i) => `n${i % 997} -> n${(i * 7919) % 1009};`).join('')} }`;
/** A graph of some dozens of nodes. */
const usual = (turn: number) =>
  `digraph { ${Array.from({ length: 120 }, (_, i) => `n${i % 40} -> n${(i * 7 + turn) % 40};`).join('')} }`;
const cancelled = { failure: { code: 'cancelled' } };

describe('layouts', () => {
  it('tell coordinates, one after the other, in the thread of the first', async () => {
    layouts.warm();
    const answers = await Promise.all([
      layouts.layout('digraph { a -> b }', 'plain'),
      layouts.layout('digraph { c }', 'plain'),
      layouts.layout('digraph { d }', 'svg'),
    ]);
    expect(answers[0]).toMatch(/^graph 1 [\d.]+ [\d.]+\nnode a .*\nnode b .*\nedge a b 4 .*\nstop\n$/);
    expect(answers[1]).toMatch(/^node c /m);
    expect(answers[2]).toContain('</svg>');
  });

  it('go on with the next graph after one that is broken', async () => {
    const broken = layouts.layout('digraph { a -> ', 'plain');
    const next = layouts.layout('digraph { b }', 'plain');
    await expect(broken).rejects.toMatchObject({ failure: { code: 'graph-failed' } });
    expect(await next).toContain('node b ');
  });

  it('are called off in the middle and in the queue, and what else waits is done', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const running = layouts.layout(endless, 'plain', { signal: first.signal });
    const waiting = layouts.layout(endless, 'plain', { signal: second.signal });
    const last = layouts.layout('digraph { z }', 'plain');
    second.abort();
    await expect(waiting).rejects.toMatchObject(cancelled);
    first.abort();
    await expect(running).rejects.toMatchObject(cancelled);
    expect(await last).toContain('node z ');
  });

  it('that were warmed go on at once after one that was called off', { retry: 2 }, async () => {
    const timed = async (of: Layouts) => {
      const startedMs = performance.now();
      await of.layout('digraph { a -> b }', 'plain');
      return performance.now() - startedMs;
    };
    const cold = createLayouts(distFolder);
    const warm = createLayouts(distFolder);
    onTestFinished(() => {
      cold.stop();
      warm.stop();
    });
    const coldMs = await timed(cold);
    warm.warm();
    await timed(warm);
    const abort = new AbortController();
    const running = warm.layout(endless, 'plain', { signal: abort.signal });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    abort.abort();
    await expect(running).rejects.toMatchObject(cancelled);
    expect(await timed(warm)).toBeLessThan(coldMs / 2);
  });

  it('of which many are called off one after the other answer what was asked last', async () => {
    layouts.warm();
    await layouts.layout('digraph { a }', 'plain');
    for (let round = 0; round < 12; round++) {
      const abort = new AbortController();
      const off = layouts.layout(usual(round), 'plain', { signal: abort.signal });
      // The later ones may be done before.
      const ended = off.then(
        (text) => expect(text).toContain('node n39 '),
        (thrown) => expect(thrown).toMatchObject(cancelled),
      );
      await new Promise((resolve) => setTimeout(resolve, 4 * round));
      abort.abort();
      await ended;
    }
    expect(await layouts.layout('digraph { z }', 'plain')).toMatch(/^graph .*\nnode z .*\nstop\n$/);
  });

  it('that were warmed wait for no new thread behind a short one that was called off', {
    retry: 2,
  }, async () => {
    const ms: number[] = [];
    const own = createLayouts(distFolder);
    onTestFinished(() => own.stop());
    const timed = async (dot: string, signal?: AbortSignal) => {
      const startedMs = performance.now();
      await own.layout(dot, 'plain', signal && { signal });
      ms.push(performance.now() - startedMs);
    };
    await timed(usual(0));
    own.warm();
    await timed(usual(0));
    const abort = new AbortController();
    const off = own.layout(usual(0), 'plain', { signal: abort.signal });
    setTimeout(() => abort.abort(), 5);
    await expect(off).rejects.toMatchObject(cancelled);
    await timed(usual(0));
    const [cold, usualMs, after] = ms as [number, number, number];
    // At most as long as the one before it still took.
    expect(after).toBeLessThan(Math.max(2 * usualMs + 20, cold / 2));
  });

  it('end with what they run in', async () => {
    const running = layouts.layout(endless, 'plain');
    const waiting = layouts.layout('digraph { a }', 'plain');
    layouts.stop();
    await expect(running).rejects.toMatchObject(cancelled);
    await expect(waiting).rejects.toMatchObject(cancelled);
  });
});
