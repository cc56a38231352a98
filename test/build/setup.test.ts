import { expect, it, vi } from 'vitest';
import { setup } from '../../build/vitest-setup';

const build = vi.hoisted(() => vi.fn<() => Promise<string[]>>());
vi.mock('../../build/build.mjs', () => ({ build }));

it('tests nothing where the bundles cannot be built, and says why', async () => {
  build.mockRejectedValueOnce(new Error('main: main/electron/entry.ts: Unexpected token'));
  await expect(setup()).rejects.toThrow(
    /^The bundles cannot be built, so nothing is tested: main: main\/electron\/entry\.ts: Unexpected token$/,
  );
  expect(build).toHaveBeenCalledOnce();
});
