import { expect, test } from 'vitest';
import { HeldBytes } from '../../../main/window/held-bytes';
import { FlamebenchError, toFailure } from '../../../proto/errors';
import type { Argument } from '../../../proto/ipc';
import { holdLarge, pieceBytes } from '../../../proto/pieces';
import { ask } from '../../../renderer/host';
import { type Bridge, createElectronHost } from '../../../renderer/host/electron';
import { createFakeHost } from '../../../renderer/host/fake';

test('the Electron host hands requests to the bridge and outcomes back', async () => {
  const asked: unknown[] = [];
  const bridge: Bridge = {
    async invoke(name, argument) {
      asked.push([name, argument]);
      return { ok: true, value: [] };
    },
    on: () => () => {},
    dropped: async () => [],
  };
  expect(await ask(createElectronHost(bridge), 'library.list', null)).toEqual([]);
  expect(asked).toEqual([['library.list', null]]);
});

test('a bridge that rejects is a failure like any other', async () => {
  const bridge: Bridge = {
    invoke: () => Promise.reject(new Error('no handler')),
    on: () => () => {},
    dropped: async () => [],
  };
  expect(await createElectronHost(bridge).request('library.list', null)).toMatchObject({
    ok: false,
    error: { code: 'internal', subject: 'library.list', facts: { reason: 'no handler' } },
  });
});

test('ask throws a failure as what it is', async () => {
  const host = createFakeHost({
    'target.probe': ({ url }) => {
      throw new FlamebenchError('connection-refused', url);
    },
  });
  await expect(ask(host, 'target.probe', { url: 'http://x' })).rejects.toMatchObject({
    failure: { code: 'connection-refused', subject: 'http://x' },
  });
});

test('listeners hear until they stop', () => {
  const host = createFakeHost({});
  const heard: string[] = [];
  const stop = host.on('menu.command', (command) => heard.push(command));
  host.emit('menu.command', 'open');
  stop();
  host.emit('menu.command', 'find');
  expect(heard).toEqual(['open']);
});

/** A bridge to a main process that keeps large bytes back. */
function holdingBridge() {
  const held = new HeldBytes();
  const listeners = new Map<string, (value: unknown) => void>();
  const crossing = (value: unknown) => holdLarge(value, (bytes) => held.hold(bytes));
  const bridge: Bridge = {
    async invoke(name, argument) {
      if (name !== 'bytes.piece') return { ok: true, value: crossing({ name: 'a.pb', bytes: manyBytes }) };
      try {
        return { ok: true, value: held.piece(argument as Argument<'bytes.piece'>) };
      } catch (thrown) {
        return { ok: false, error: toFailure(thrown, name) };
      }
    },
    on(name, listener) {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
    dropped: async () => [],
  };
  return {
    host: createElectronHost(bridge),
    held,
    signal: (name: string, value: unknown) => listeners.get(name)?.(crossing(value)),
  };
}

const manyBytes = Uint8Array.from({ length: 2 * pieceBytes + 5 }, (_, i) => i % 251);
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test('an answer with large bytes is whole when it arrives', async () => {
  const { name, bytes } = await ask(holdingBridge().host, 'recent.open', { id: '1' });
  expect(name).toBe('a.pb');
  expect(Buffer.compare(bytes, manyBytes)).toBe(0);
});

test('a signal with large bytes keeps its place among those of its name', async () => {
  const { host, signal } = holdingBridge();
  const heard: [string, number][] = [];
  host.on('file.opened', ({ name, bytes }) => heard.push([name, bytes.length]));
  signal('file.opened', { name: 'first', bytes: new Uint8Array(1) });
  expect(heard).toEqual([['first', 1]]);
  signal('file.opened', { name: 'large', bytes: manyBytes });
  signal('file.opened', { name: 'small', bytes: new Uint8Array(2) });
  await settled();
  expect(heard.slice(1)).toEqual([
    ['large', manyBytes.length],
    ['small', 2],
  ]);
  signal('file.opened', { name: 'last', bytes: new Uint8Array(3) });
  expect(heard.at(-1)).toEqual(['last', 3]);
});

test('a file whose bytes cannot be fetched is one that failed', async () => {
  const { host, held, signal } = holdingBridge();
  const heard: string[] = [];
  host.on('file.opened', ({ name }) => heard.push(name));
  host.on('file.failed', ({ code, facts }) => heard.push(`${code}: ${facts.reason}`));
  signal('file.opened', { name: 'large', bytes: manyBytes });
  held.clear();
  signal('file.opened', { name: 'small', bytes: new Uint8Array(2) });
  await settled();
  expect(heard).toEqual(['bad-argument: nothing is held there', 'small']);
});
