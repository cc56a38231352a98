import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWindow, launchApp, type RunningApp, scratchFolder } from './app';
import { foreignTexts } from './looks/foreign';

// The window of a person whose system speaks Chinese.

describeWindow('the window in Chinese', () => {
  const scratch = scratchFolder();
  let running: RunningApp;
  beforeAll(async () => {
    running = await launchApp(scratch.folder, ['--lang=zh-CN']);
  }, 60_000);
  afterAll(async () => {
    await running.close();
    scratch.remove();
  }, 60_000);

  const otherTextsInSight = () => foreignTexts(running.page);

  it('says nothing in another language, in its menus neither', async () => {
    const { app, page } = running;
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN');
    expect(await otherTextsInSight()).toEqual([]);
    for (const [keys, dialog] of [
      ['Control+k', '命令面板'],
      ['Control+,', '设置'],
    ] as const) {
      await page.keyboard.press(keys);
      await page.getByRole('dialog', { name: dialog }).waitFor();
      expect(await otherTextsInSight()).toEqual([]);
      await page.keyboard.press('Escape');
    }
    const labels = await app.evaluate(({ Menu }) => {
      const labelsOf = (items: Electron.MenuItem[]): string[] =>
        items.flatMap(({ label, type, submenu }) => [
          ...(type === 'separator' ? [] : [label]),
          ...labelsOf(submenu?.items ?? []),
        ]);
      return labelsOf(Menu.getApplicationMenu()!.items);
    });
    expect(labels.length).toBeGreaterThan(20);
    expect(labels.filter((label) => !/\p{Script=Han}/u.test(label) && label !== 'Flamebench')).toEqual([]);
  });

  it('words failures in Chinese, and menus anew when another language is chosen', async () => {
    const { app, page } = running;
    await page.keyboard.press('Control+l');
    await page.getByLabel('地址').fill('127.0.0.1:1');
    await page.keyboard.press('Enter');
    await page.getByText('127.0.0.1:1 没有应答：请启动服务，或检查端口。').waitFor();
    expect(await otherTextsInSight()).toEqual([]);

    await page.keyboard.press('Control+,');
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByText('Nothing answers at 127.0.0.1:1: start the service, or check the port.').waitFor();
    await expect
      .poll(() => app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.items[0]!.label))
      .toBe('&File');
  });
});
