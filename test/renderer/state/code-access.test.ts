import { expect, it } from 'vitest';
import type { Host } from '../../../renderer/host';
import { codeOf } from '../../../renderer/state/actions/code-access';
import type { Ports } from '../../../renderer/state/store';

it('asks for no source whose path is longer than any file has', async () => {
  const asked: unknown[] = [];
  const host = {
    request: async (_name: string, argument: unknown) => {
      asked.push(argument);
      return { ok: true, value: { path: '/a.go', text: 'package a' } };
    },
  } as unknown as Host;
  const code = codeOf({ host } as Ports);
  expect(await code.readSource(`/${'x'.repeat(5000)}.go`)).toEqual({ path: '', text: '' });
  expect(asked).toEqual([]);
  expect(await code.readSource('/a.go')).toEqual({ path: '/a.go', text: 'package a' });
});
