import { expect, test } from 'vitest';
import { FlamebenchError } from '../../../proto/errors';
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
