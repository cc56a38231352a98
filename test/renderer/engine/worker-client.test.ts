import { describe, expect, test } from 'vitest';
import type { EngineCancel, EngineRequest } from '../../../engine/worker/protocol';
import { createWorkerEngine, type WorkerLike } from '../../../renderer/engine/worker-client';

/** A worker whose answers the test gives. */
class FakeWorker implements WorkerLike {
  readonly sent: (EngineRequest | EngineCancel)[] = [];
  readonly transferred: Transferable[][] = [];
  terminated = false;
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;

  constructor(readonly turn: number) {}

  postMessage(message: unknown, transfer: Transferable[]) {
    this.sent.push(message as EngineRequest | EngineCancel);
    this.transferred.push(transfer);
  }

  terminate() {
    this.terminated = true;
  }

  answer(id: number, value: unknown) {
    this.onmessage?.({ data: { id, ok: true, value } });
  }
}

function start() {
  const workers: FakeWorker[] = [];
  const engine = createWorkerEngine((turn) => {
    const worker = new FakeWorker(turn);
    workers.push(worker);
    return worker;
  });
  return { engine, workers };
}

const close = (profileId: number) => ['close', { profileId }] as const;
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (thrown) => thrown.failure,
  );

describe('a call', () => {
  test('starts no worker before the first one', () => {
    const { workers } = start();
    expect(workers).toHaveLength(0);
  });

  test('takes the answer with its own id, in whatever order answers come', async () => {
    const { engine, workers } = start();
    const first = engine.call('search', { treeId: 1, pattern: 'a' });
    const second = engine.call('search', { treeId: 1, pattern: 'b' });
    const [worker] = workers;
    const [a, b] = worker!.sent as EngineRequest[];
    worker!.answer(b!.id, 'second');
    worker!.answer(a!.id, 'first');
    expect(await Promise.all([first, second])).toEqual(['first', 'second']);
  });

  test('hands buffers over', () => {
    const { engine, workers } = start();
    const bytes = new Uint8Array(4);
    void engine.call('open', { name: 'x', bytes, base: null }, { transfer: [bytes.buffer] });
    expect(workers[0]!.transferred).toEqual([[bytes.buffer]]);
  });

  test('reports progress and fails with the failure it was answered', async () => {
    const { engine, workers } = start();
    const seen: number[] = [];
    const call = caught(engine.call(...close(1), { onProgress: (done) => seen.push(done) }));
    const { id } = workers[0]!.sent[0] as EngineRequest;
    workers[0]!.onmessage?.({ data: { id, progress: 0.5 } });
    const error = { code: 'empty-file', subject: 'x', facts: {} };
    workers[0]!.onmessage?.({ data: { id, ok: false, error } });
    expect(await call).toEqual(error);
    expect(seen).toEqual([0.5]);
  });
});

describe('cancelling', () => {
  test('before the call sends nothing', async () => {
    const { engine, workers } = start();
    const failure = await caught(engine.call(...close(1), { signal: AbortSignal.abort() }));
    expect(failure.code).toBe('cancelled');
    expect(workers).toHaveLength(0);
  });

  test('fails the call at once and tells the worker', async () => {
    const { engine, workers } = start();
    const abort = new AbortController();
    const call = caught(engine.call('flame', { profileId: 1, sampleIndex: 0 }, { signal: abort.signal }));
    abort.abort();
    expect((await call).code).toBe('cancelled');
    const [request, cancel] = workers[0]!.sent as [EngineRequest, EngineCancel];
    expect(cancel).toEqual({ cancel: request.id });
  });

  test.each([
    ['open', { name: 'x', bytes: new Uint8Array(), base: null }, { profileId: 9 }, 'close', { profileId: 9 }],
    ['flame', { profileId: 1, sampleIndex: 0 }, { treeId: 8 }, 'drop', { treeId: 8 }],
  ] as const)('too late frees what %s made', async (name, argument, value, freeing, handle) => {
    const { engine, workers } = start();
    const abort = new AbortController();
    const call = caught(engine.call(name as 'open', argument as never, { signal: abort.signal }));
    abort.abort();
    await call;
    const [worker] = workers;
    worker!.answer((worker!.sent[0] as EngineRequest).id, value);
    expect(worker!.sent.at(-1)).toMatchObject({ name: freeing, argument: handle });
  });

  test('after the answer is nothing', async () => {
    const { engine, workers } = start();
    const abort = new AbortController();
    const call = engine.call(...close(1), { signal: abort.signal });
    workers[0]!.answer((workers[0]!.sent[0] as EngineRequest).id, null);
    await call;
    abort.abort();
    expect(workers[0]!.sent).toHaveLength(1);
  });
});

describe('a worker that dies', () => {
  test('fails all that was asked of it, tells, and is replaced by the next call', async () => {
    const { engine, workers } = start();
    let crashes = 0;
    engine.onCrash(() => crashes++);
    const calls = [caught(engine.call(...close(1))), caught(engine.call(...close(2)))];
    workers[0]!.onerror?.({ message: 'out of memory' });
    for (const failure of await Promise.all(calls)) {
      expect(failure).toMatchObject({ code: 'internal', facts: { reason: 'out of memory' } });
    }
    expect(crashes).toBe(1);
    expect(workers[0]!.terminated).toBe(true);
    const next = engine.call(...close(3));
    expect(workers.map((w) => w.turn)).toEqual([0, 1]);
    workers[1]!.answer((workers[1]!.sent[0] as EngineRequest).id, null);
    expect(await next).toBeNull();
  });

  test('cannot bring its successor down with a late error', () => {
    const { engine, workers } = start();
    let crashes = 0;
    engine.onCrash(() => crashes++);
    engine.call(...close(1)).catch(() => {});
    workers[0]!.onerror?.({});
    engine.call(...close(2)).catch(() => {});
    workers[0]!.onerror?.({});
    expect(crashes).toBe(1);
    expect(workers[1]!.terminated).toBe(false);
  });
});
