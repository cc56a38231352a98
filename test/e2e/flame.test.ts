import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repository } from '../helpers/sources';
import { describeWindow, deskIn, inFront, kept, launchApp, type RunningApp, scratchFolder } from './app';
import { axeViolations } from './axe';

const goProfile = join(repository, 'test/fixtures/go-cpu.pb.gz');
const v8Profile = join(repository, 'test/fixtures/v8/node.cpuprofile');

describeWindow('a flame graph', () => {
  const scratch = scratchFolder();
  let running: RunningApp;
  beforeAll(async () => {
    running = await launchApp(scratch.folder, [goProfile]);
    await running.page.locator('[data-testid=workspace][data-session=single][data-ready=true]').waitFor();
  });
  afterAll(async () => {
    await running?.close();
    scratch.remove();
  });
  const id = (testId: string) => running.page.getByTestId(testId);
  const canvas = () => id('flame-canvas').first();
  const drawn = async () => Number(await canvas().getAttribute('data-frames-drawn'));
  const announced = () => id('flame-announcement').first().textContent();
  const legend = () => id('legend').textContent();
  /** What the tooltip says of a point, given as shares of the picture. */
  const pointAt = async (x: number, y: number) => {
    const box = (await canvas().boundingBox())!;
    await running.page.mouse.move(box.x + x * box.width, box.y + y * box.height - 3);
    await running.page.mouse.move(box.x + x * box.width, box.y + y * box.height);
    return (await id('flame-tooltip').allTextContents()).join();
  };
  const rowPx = 18;
  const clickRow = async (row: number, x = 0.2) => {
    const box = (await canvas().boundingBox())!;
    await running.page.mouse.click(box.x + x * box.width, box.y + (row + 0.5) * rowPx);
  };

  it('is zoomed with the mouse, and shows the way back', async () => {
    await expect.poll(drawn).toBeGreaterThan(3);
    const all = await drawn();
    await clickRow(7);
    await id('breadcrumb').getByText('main.sortAll').waitFor();
    await expect.poll(drawn).toBeLessThan(all);
    await id('breadcrumb').getByRole('button').first().click();
    await expect.poll(drawn).toBe(all);
    await expect.poll(() => id('breadcrumb').count()).toBe(0);
    await pointAt(0.3, 0.1);
    await running.page.mouse.wheel(0, -600);
    await expect.poll(drawn).not.toBe(all);
    await canvas().focus();
    await running.page.keyboard.press('0');
    await expect.poll(drawn).toBe(all);
  });

  it('is walked with the keyboard, which says where one is', async () => {
    await canvas().focus();
    await running.page.keyboard.press('ArrowDown');
    await expect.poll(announced).toMatch(/^root\. Total: value 360ms/);
    await running.page.keyboard.press('ArrowDown');
    await expect.poll(announced).toMatch(/^runtime\.main\. /);
    await running.page.keyboard.press('ArrowRight');
    await expect.poll(announced).not.toMatch(/^runtime\.main\. /);
    await running.page.keyboard.press('ArrowUp');
    await expect.poll(announced).toMatch(/^root\. /);
    await running.page.keyboard.press('Escape');
  });

  it('tells assistive technology which frames are in sight, and lets it act on them', async () => {
    const session = await running.page.context().newCDPSession(running.page);
    const named = async () => {
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      return nodes
        .filter((node) => node.role?.value === 'treeitem')
        .map(
          (node) => `${node.name?.value} ${node.properties?.find((p) => p.name === 'level')?.value.value}`,
        );
    };
    await expect
      .poll(named, { timeout: 5000 })
      .toContainEqual(expect.stringMatching(/^main\.hashAll, 80ms .* 8$/));
    await session.detach();
    await id('flame-outline')
      .getByText(/^main\.hashAll, /)
      .dispatchEvent('click');
    await id('breadcrumb').getByText('main.hashAll').waitFor();
    await canvas().focus();
    await running.page.keyboard.press('Escape');
  });

  it('burns upwards where that is asked for, until it is undone', async () => {
    const firstRow = rowPx / 2 / (await canvas().boundingBox())!.height;
    await expect.poll(() => pointAt(0.5, firstRow)).toMatch(/^root/);
    await id('flame-direction').selectOption('flame');
    const { height } = (await canvas().boundingBox())!;
    await expect.poll(() => pointAt(0.5, 1 - rowPx / 2 / height)).toMatch(/^root/);
    await running.page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => id('flame-direction').inputValue()).toBe('icicle');
    await running.page.getByRole('button', { name: 'Redo' }).click();
    await expect.poll(() => id('flame-direction').inputValue()).toBe('flame');
    await canvas().focus();
    await running.page.keyboard.press('ArrowDown');
    await running.page.keyboard.press('ArrowUp');
    await expect.poll(announced).toMatch(/^runtime\.main\. /);
    await running.page.keyboard.press('Escape');
    await id('flame-direction').selectOption('icicle');
  });

  it('is coloured by what one wants to know, with a legend', async () => {
    await expect.poll(legend).toMatch(/main.*runtime|runtime.*main/);
    await id('flame-colours').selectOption('file');
    await expect.poll(legend).toMatch(/\.go/);
    await id('flame-colours').selectOption('self');
    await expect.poll(legend).toMatch(/self, of all.*100%/);
    await id('flame-safe').click();
    await expect.poll(() => id('flame-safe').getAttribute('aria-pressed')).toBe('true');
    await id('flame-colours').selectOption('package');
    await id('flame-safe').click();
  });

  it('orders siblings, folds recursion, and says why there is no time', async () => {
    const all = await drawn();
    await id('flame-order').selectOption('name');
    await expect.poll(drawn).toBe(all);
    const { height } = (await canvas().boundingBox())!;
    // bgsweep comes before gcBgMarkWorker and main in the order of names.
    await expect.poll(() => pointAt(0.005, (1.5 * rowPx) / height)).toMatch(/^runtime\.bgsweep/);
    expect(await id('flame-order').locator('option[value=time]').isDisabled()).toBe(true);
    expect(await id('flame-order').getAttribute('title')).toMatch(/does not tell in what order/);
    await id('flame-fold').click();
    await expect.poll(drawn).toBeLessThan(all);
    await id('flame-fold').click();
    await id('flame-order').selectOption('heavy');
    await expect.poll(drawn).toBe(all);
  });

  it('has a minimap that goes where one drags', async () => {
    const all = await drawn();
    await clickRow(7);
    await id('breadcrumb').waitFor();
    await expect.poll(drawn).toBeLessThan(all);
    const second = (1.5 * rowPx) / (await canvas().boundingBox())!.height;
    await expect.poll(() => pointAt(0.98, second)).toMatch(/^runtime\.main/);
    const strip = (await id('minimap').boundingBox())!;
    await running.page.mouse.click(strip.x + strip.width * 0.97, strip.y + 4);
    await expect.poll(() => pointAt(0.98, second)).toMatch(/^runtime\.gcBgMarkWorker/);
    await id('flame-minimap').click();
    await expect.poll(() => id('minimap').count()).toBe(0);
    await id('flame-minimap').click();
    await canvas().focus();
    await running.page.keyboard.press('Escape');
  });

  it('turns into a sandwich about a function', async () => {
    await canvas().focus();
    for (let i = 0; i < 3; i++) await running.page.keyboard.press('ArrowDown');
    await expect.poll(announced).toMatch(/^main\.main\. /);
    await running.page.keyboard.press('p');
    const sandwich = id('sandwich');
    await sandwich.getByText('main.main', { exact: true }).waitFor();
    const [callers, callees] = [
      running.page.getByRole('application', { name: 'Callers of main.main' }),
      running.page.getByRole('application', { name: 'What main.main calls' }),
    ];
    const frames = async (picture: typeof callers) => Number(await picture.getAttribute('data-frames-drawn'));
    await expect.poll(() => frames(callers)).toBe(2);
    await expect.poll(() => frames(callees)).toBeGreaterThan(10);
    // A double click makes a frame the middle.
    const box = (await callees.boundingBox())!;
    await running.page.mouse.dblclick(box.x + 200, box.y + 1.5 * rowPx);
    await sandwich.getByText('main.save', { exact: true }).waitFor();
  });

  it('has nothing that axe finds fault with, in either appearance', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await running.page.emulateMedia({ colorScheme });
      expect(await axeViolations(running.page, '[data-testid=workspace]')).toEqual([]);
    }
    await running.page.emulateMedia({ colorScheme: null });
  });

  it('leaves no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });

  it('is drawn at the next start as it was left', async () => {
    await running.page.getByRole('tab', { name: 'Flame graph' }).first().click();
    await id('flame-direction').selectOption('flame');
    await id('flame-colours').selectOption('file');
    await kept(deskIn(scratch.folder), /"upright":true/);
    await kept(deskIn(scratch.folder), /"coloring":"file"/);
    await running.close();
    running = await launchApp(scratch.folder);
    await running.page.locator('[data-testid=workspace][data-ready=true]').waitFor();
    await running.page.getByRole('tab', { name: 'Flame graph' }).first().click();
    await expect.poll(() => id('flame-direction').inputValue()).toBe('flame');
    await expect.poll(() => id('flame-colours').inputValue()).toBe('file');
  });
});

describeWindow('a flame graph of samples in order', () => {
  const scratch = scratchFolder();
  afterAll(() => scratch.remove());

  it('is drawn along time', async () => {
    const running = await launchApp(scratch.folder, [v8Profile]);
    try {
      const { page } = running;
      await page.locator('[data-testid=workspace][data-ready=true]').waitFor();
      const canvas = page.getByTestId('flame-canvas');
      const drawn = async () => Number(await canvas.getAttribute('data-frames-drawn'));
      await expect.poll(drawn).toBeGreaterThan(3);
      const joined = await drawn();
      await page.getByTestId('flame-order').selectOption('time');
      // One function is called again and again: what was one box is now many.
      await expect.poll(drawn).toBeGreaterThan(joined);
      expect(running.complaints).toEqual([]);
    } finally {
      await running.close();
    }
  });
});

describeWindow('a difference', () => {
  const scratch = scratchFolder();
  let running: RunningApp;
  beforeAll(async () => {
    const write = (name: string, lines: string) => {
      const path = join(scratch.folder, name);
      writeFileSync(path, lines);
      return path;
    };
    const before = 'main;work 50000\nmain;old 20000\nmain;rest 30000\nmain;small 10000\n';
    const after = 'main;work 20000\nmain;fresh 20000\nmain;rest 30000\nmain;small 10200\n';
    // The one in front is compared with the other.
    running = await launchApp(scratch.folder, [write('after.folded', after), write('before.folded', before)]);
    await running.page.locator('[data-testid=workspace][data-ready=true]').waitFor();
    await inFront(running.page, 'before.folded');
    await running.page.getByRole('button', { name: 'Compare' }).click();
    await running.page.locator('[data-testid=workspace][data-session=comparison][data-ready=true]').waitFor();
  });
  afterAll(async () => {
    await running?.close();
    scratch.remove();
  });
  const show = (view: string) => running.page.getByRole('tab', { name: view }).first().click();
  const rows = () => running.page.getByTestId('diff-table').getByRole('row');

  it('is drawn as one flame with its colours explained', async () => {
    await show('Difference');
    const canvas = running.page.getByRole('application', { name: /^Difference from/ });
    await expect.poll(async () => Number(await canvas.getAttribute('data-frames-drawn'))).toBe(7);
    const legend = running.page.getByTestId('legend').filter({ hasText: 'gone' });
    await expect.poll(() => legend.textContent()).toMatch(/−100%.*\+100%.*new.*gone/);
    await running.page.getByTestId('flame-colours').first().selectOption('own-change');
    await running.page.getByTestId('flame-colours').first().selectOption('change');
  });

  it('lists what changed, what is new and what is gone, down to the smallest change chosen', async () => {
    await show('Changes');
    await expect.poll(() => rows().count()).toBe(1 + 4);
    await expect.poll(() => rows().nth(1).textContent()).toMatch(/50,000.*20,000.*-30,000.*work/);
    await running.page.getByRole('radio', { name: 'New 1' }).click();
    await expect.poll(() => rows().nth(1).textContent()).toMatch(/new.*fresh/);
    await running.page.getByRole('radio', { name: 'Gone 1' }).click();
    await expect.poll(() => rows().nth(1).textContent()).toMatch(/gone.*old/);
    await running.page.getByRole('radio', { name: /^All/ }).click();
    const slider = running.page.getByTestId('least-change').last();
    await slider.focus();
    for (let i = 0; i < 3; i++) await running.page.keyboard.press('ArrowRight');
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('≥ 1.00%');
    await expect.poll(() => rows().count()).toBe(1 + 3);
    await running.page.getByText('1 smaller change left out').waitFor();
  });

  it('has nothing that axe finds fault with, in either appearance', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await running.page.emulateMedia({ colorScheme });
      expect(await axeViolations(running.page, '[data-testid=workspace]')).toEqual([]);
    }
  });

  it('leaves no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});
