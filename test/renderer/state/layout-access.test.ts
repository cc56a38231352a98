import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeHost } from '../../../renderer/host/fake';
import { layoutsOf } from '../../../renderer/state/actions/layout-access';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A host whose layouts are done when told. */
function slowHost() {
  const done: ((text: string) => void)[] = [];
  const host = createFakeHost({
    'graph.layout': () => new Promise<string>((resolve) => done.push(resolve)),
    'graph.cancel': () => null,
    'graph.warm': () => null,
  });
  return { host, done, asked: () => host.asked.map(({ name }) => name) };
}

describe('layouts over the host', () => {
  it('give what it answers, each under a name of its own', async () => {
    const { host, done } = slowHost();
    const layouts = layoutsOf(host);
    const both = [layouts.layout('digraph { a }', 'plain'), layouts.layout('digraph { b }', 'svg')];
    await vi.advanceTimersByTimeAsync(0);
    done[0]!('first');
    done[1]!('second');
    expect(await Promise.all(both)).toEqual(['first', 'second']);
    const ids = host.asked.map(({ argument }) => (argument as { id: string }).id);
    expect(new Set(ids).size).toBe(2);
  });

  it('fail at once when called off, and are ended where they still run a while later', async () => {
    const { host, asked } = slowHost();
    const abort = new AbortController();
    const running = layoutsOf(host).layout('digraph { a }', 'plain', abort.signal);
    abort.abort();
    await expect(running).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(asked()).toEqual(['graph.layout']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked()).toEqual(['graph.layout', 'graph.cancel']);
    expect(host.asked[1]!.argument).toEqual({ id: (host.asked[0]!.argument as { id: string }).id });
  });

  it('are left alone where they are done soon after', async () => {
    const { host, done, asked } = slowHost();
    const abort = new AbortController();
    const running = layoutsOf(host).layout('digraph { a }', 'plain', abort.signal);
    abort.abort();
    await expect(running).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    done[0]!('late');
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked()).toEqual(['graph.layout']);
  });

  it('are not ended once they are there', async () => {
    const { host, done, asked } = slowHost();
    const abort = new AbortController();
    const running = layoutsOf(host).layout('digraph { a }', 'plain', abort.signal);
    await vi.advanceTimersByTimeAsync(0);
    done[0]!('there');
    expect(await running).toBe('there');
    abort.abort();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked()).toEqual(['graph.layout']);
  });

  it('are not asked for when called off before', async () => {
    const { host, asked } = slowHost();
    const layout = layoutsOf(host).layout('digraph { a }', 'plain', AbortSignal.abort());
    await expect(layout).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(asked()).toEqual([]);
  });
});
