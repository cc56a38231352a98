import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dropFile } from '../helpers/drop-file';
import { repository } from '../helpers/sources';
import { blockApp, describeWindow, launchApp, scratchFolder } from './app';

const profile = join(repository, 'test/fixtures/go-cpu.pb.gz');

describeWindow('the rehearsal of a window that has nothing open', () => {
  const running = blockApp();
  const ready = () =>
    running.page.locator('[data-testid=workspace][data-session=single][data-ready=true]').waitFor();
  /** Pictures drawn since the page began, seen or not. */
  const count = () =>
    running.page.evaluate(() => {
      const counted = window as unknown as { pictures?: number };
      if (counted.pictures !== undefined) return counted.pictures;
      counted.pictures = 0;
      new PerformanceObserver((list) => {
        counted.pictures! += list.getEntriesByName('flame-paint').length;
      }).observe({ type: 'measure', buffered: true });
      return 0;
    });

  it('draws a picture that is no part of the page, and leaves nothing open', async () => {
    await expect.poll(count).toBeGreaterThan(0);
    expect(await running.page.getByTestId('workspace').count()).toBe(0);
    expect(await running.page.locator('canvas').count()).toBe(0);
    expect(await running.page.title()).toBe('Flamebench');
    // Commands of a workspace have none to act on.
    await running.page.keyboard.press('Control+f');
    expect(await running.page.getByRole('searchbox').count()).toBe(0);
    await dropFile(running.page, profile);
    await ready();
    expect(await running.page.getByTestId('workspace').count()).toBe(1);
  });

  it('does not hinder a file that is opened before it or while it goes on', async () => {
    for (const waitMs of [0, 350, 500]) {
      const { folder, remove } = scratchFolder();
      const { page, complaints, close } = await launchApp(folder);
      await page.waitForTimeout(waitMs);
      await dropFile(page, profile);
      await page.locator('[data-testid=workspace][data-session=single][data-ready=true]').waitFor();
      await expect.poll(() => page.getByTestId('summary').textContent()).toContain('360ms');
      expect(await page.getByTestId('workspace').count()).toBe(1);
      expect(complaints).toEqual([]);
      await close();
      remove();
    }
  });
});
