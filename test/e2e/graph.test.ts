import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { repository } from '../helpers/sources';
import { blockApp, describeWindow, painted } from './app';
import { axeViolations } from './axe';
import { slowness } from './slow';

const goProfile = join(repository, 'test/fixtures/go-cpu.pb.gz');

/** Folded stacks of 700 functions that call each other across each other: seconds of layout. */
function tangle(): string {
  let text = '';
  for (let i = 0; i < 5000; i++) {
    const path = ['main'];
    let at = i % 41;
    for (let depth = 0; depth < 9; depth++) {
      path.push(`f${depth}_${at}`);
      at = (at * 7 + i * depth + 3) % 79;
    }
    text += `${path.join(';')} ${1 + (i % 9)}\n`;
  }
  return text;
}

describeWindow('the call graph', () => {
  const running = blockApp([goProfile]);
  beforeAll(async () => {
    await running.page.emulateMedia({ reducedMotion: 'reduce' });
    await running.page.locator('[data-testid=workspace][data-session=single][data-ready=true]').waitFor();
  });
  const area = () => running.page.getByTestId('graph-area');
  const nodes = async () => Number(await area().getAttribute('data-nodes'));
  const item = (name: string) => area().getByRole('treeitem', { name: new RegExp(`^${name}\\. `) });
  /** The sentences of the nodes that are drawn with a mark. */
  const sentences = async (mark: string) => {
    const marked = await area().locator(`[data-node]${mark}`).all();
    return Promise.all(marked.map(async (each) => (await each.getAttribute('aria-label'))!));
  };
  const selected = async () => {
    const [item] = await area().locator('[aria-selected=true]').all();
    return item === undefined ? '' : ((await item.getAttribute('aria-label')) ?? '').split('. ')[0]!;
  };
  const place = () => area().locator('[role=none]').getAttribute('style');

  it('is laid out, with every function and its share', async () => {
    await running.page.getByRole('tab', { name: 'Call graph' }).click();
    await area().waitFor();
    // What `go tool pprof -dot` draws of the same profile.
    const golden = readFileSync(join(repository, 'test/golden/pprof/dot-CPU.txt'), 'utf8');
    await expect.poll(nodes).toBe(golden.match(/^N\d+ \[/gm)!.length);
    expect(await area().getByRole('treeitem').count()).toBe(await nodes());
    expect(await item('main.hashAll').getAttribute('aria-label')).toMatch(
      / total 80ms \(22\.22%\)\. 1 caller,/,
    );
  });

  it('is walked with the keys, each step to the heaviest call', async () => {
    await area().focus();
    await running.page.keyboard.press('ArrowDown');
    await expect.poll(selected).not.toBe('');
    const top = await selected();
    await running.page.keyboard.press('ArrowDown');
    await expect.poll(selected).not.toBe(top);
    const first = await selected();
    await running.page.keyboard.press('ArrowDown');
    await expect.poll(selected).not.toBe(first);
    await running.page.keyboard.press('ArrowUp');
    await expect.poll(selected).toBe(first);
    expect(await area().getAttribute('aria-activedescendant')).toBe(
      await area().locator('[aria-selected=true]').getAttribute('id'),
    );
    await running.page.keyboard.press('Escape');
    await expect.poll(selected).toBe('');
  });

  it('lists callers and callees of what is clicked, and lights them', async () => {
    await running.page.keyboard.press('0');
    await item('main\\.sortAll').click();
    const side = running.page.getByTestId('graph-side');
    await side.getByRole('heading', { name: 'main.sortAll' }).waitFor();
    const callees = side.getByRole('region', { name: 'Calls' }).getByRole('button');
    await callees.first().waitFor();
    expect(await area().locator('[data-node][data-dim=false]').count()).toBeLessThan(await nodes());
    const next = (await callees.first().getAttribute('title'))!;
    await callees.first().click();
    await side.getByRole('heading', { name: next, exact: true }).waitFor();
    expect(await selected()).toBe(next);
  });

  it('follows the heaviest path and comes back from it', async () => {
    await area().focus();
    await running.page.keyboard.press('Escape');
    await running.page.keyboard.press('p');
    const button = running.page.getByRole('button', { name: 'Heaviest path' });
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
    const lit = await sentences('[data-dim=false]');
    expect(lit.length).toBeGreaterThan(3);
    expect(lit.some((label) => label.startsWith('runtime.main. '))).toBe(true);
    await running.page.keyboard.press('Escape');
    await expect.poll(() => area().locator('[data-dim=true]').count()).toBe(0);
  });

  it('zooms about the pointer, is dragged, and shown whole again', async () => {
    await running.page.keyboard.press('0');
    await painted(running.page);
    const whole = await place();
    const box = (await area().boundingBox())!;
    await running.page.mouse.move(box.x + box.width / 3, box.y + box.height / 3);
    await running.page.mouse.wheel(0, -400);
    await expect.poll(place).not.toBe(whole);
    await painted(running.page);
    const zoomed = await place();
    await running.page.mouse.down();
    await running.page.mouse.move(box.x + box.width / 3 + 60, box.y + box.height / 3 + 40, { steps: 4 });
    await running.page.mouse.up();
    await expect.poll(place).not.toBe(zoomed);
    await area().focus();
    await running.page.keyboard.press('0');
    await expect.poll(place).toBe(whole);
  });

  it('marks what is searched for, and what is pointed at elsewhere', async () => {
    await running.page.getByTestId('search').fill('main\\.');
    await expect.poll(() => area().locator('[data-match=true]').count()).toBeGreaterThan(2);
    const matches = await sentences('[data-match=true]');
    for (const label of matches) expect(label).toContain('main.');
    await running.page.getByTestId('search').fill('');
    await expect.poll(() => area().locator('[data-match=true]').count()).toBe(0);
    await item('main\\.hashAll').hover();
    await expect.poll(() => running.page.getByTestId('graph-said').textContent()).toContain('main.hashAll');
  });

  it('keeps the keys when the tree is another', async () => {
    const all = await nodes();
    await running.page.keyboard.press('Control+Shift+F');
    await running.page.getByTestId('filter-input').fill('ignore=sha256');
    await running.page.keyboard.press('Enter');
    await expect.poll(nodes).toBeLessThan(all);
    await area().focus();
    await running.page.keyboard.press('Control+z');
    await expect.poll(nodes).toBe(all);
    expect(await area().evaluate((element) => element === document.activeElement)).toBe(true);
    await running.page.keyboard.press('ArrowDown');
    await expect.poll(selected).not.toBe('');
    for (const key of ['Escape', '0']) await running.page.keyboard.press(key);
    await expect.poll(selected).toBe('');
  });

  it('shows fewer functions below a threshold, and says what is hidden', async () => {
    const all = await nodes();
    const threshold = running.page.getByRole('slider', { name: 'total' });
    await threshold.press('End');
    await expect.poll(nodes).toBeLessThan(all);
    await running.page.mouse.move(0, 0);
    await expect
      .poll(() => running.page.getByTestId('graph-said').textContent())
      .toMatch(/\d+ below 20\.00% hidden/);
    await running.page.getByRole('slider', { name: 'Functions' }).press('Home');
    await expect.poll(nodes).toBeLessThanOrEqual(5);
    for (let i = 0; i < 6; i++)
      await running.page.getByRole('slider', { name: 'Functions' }).press('ArrowRight');
    for (let i = 0; i < 5; i++) await threshold.press('ArrowLeft');
    await expect.poll(nodes).toBe(all);
  });

  it('is saved as the picture that pprof draws', async () => {
    const path = join(running.folder, 'graph.svg');
    await running.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as never;
    }, path);
    await running.page.getByRole('button', { name: /Save as SVG/ }).click();
    await expect.poll(() => existsSync(path)).toBe(true);
    const svg = readFileSync(path, 'utf8');
    expect(svg.match(/class="node"/g)!.length).toBe((await nodes()) + 1);
    expect(svg).toContain('hashAll');
  });

  it('is exported as it is drawn here, all of it with every word', async () => {
    const path = join(running.folder, 'drawn.svg');
    await running.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as never;
    }, path);
    await running.page.getByRole('button', { name: /^Export/ }).click();
    await running.page.getByRole('button', { name: /zooms in any browser/ }).click();
    await expect.poll(() => existsSync(path)).toBe(true);
    const svg = readFileSync(path, 'utf8');
    expect(svg.match(/<rect x=/g)!.length).toBe(await nodes());
    // The small words of light functions are written too, however small the graph is on the screen.
    expect(svg).toContain('>hashAll<');
    expect(svg).toContain('>80ms<');
  });

  it('is usable by everyone', async () => {
    await item('main\\.sortAll').click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await running.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await axeViolations(running.page, '[data-testid=graph-view]')).toEqual([]);
    }
  });

  it('of a comparison shows what changed, coloured by which way', async () => {
    const { app, page } = running;
    const files = {
      'before.folded': 'main;a 60\nmain;b 40\nmain;c 30\n',
      'after.folded': 'main;a 90\nmain;b 10\nmain;c 30\n',
    };
    const paths = Object.entries(files).map(([name, text]) => {
      writeFileSync(join(running.folder, name), text);
      return join(running.folder, name);
    });
    await app.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
    }, paths);
    await page.keyboard.press('Control+o');
    await page.getByRole('tab', { name: 'after.folded' }).waitFor();
    await page.getByRole('tab', { name: 'before.folded' }).click();
    await page.getByRole('button', { name: 'Compare with…' }).click();
    await page.getByRole('menuitem', { name: 'after.folded' }).click();
    await page.locator('[data-testid=workspace][data-session=comparison][data-ready=true]').waitFor();
    await page.getByRole('tab', { name: 'Call graph' }).click();
    await item('a').waitFor();
    expect(await item('main').count()).toBe(0);
    expect(await item('a').getAttribute('aria-label')).toContain('total +30 (+50.00%)');
    expect(await item('b').getAttribute('aria-label')).toContain('total -30 (-75.00%)');
    await item('a').click();
    const own = page.getByTestId('graph-side').getByRole('row').nth(1);
    await expect.poll(() => own.textContent()).toBe('Self6090+30+50.00%');
  });

  it('says that a large layout takes its time, and ends it when told to', async () => {
    const { app, page } = running;
    const path = join(running.folder, 'tangle.folded');
    writeFileSync(path, tangle());
    await app.evaluate(
      ({ dialog }, filePaths) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
      },
      [path],
    );
    await page.keyboard.press('Control+o');
    await page.getByRole('tab', { name: 'tangle.folded' }).waitFor();
    await page.locator('[data-testid=workspace][data-session=single][data-ready=true]').waitFor();
    await page.getByRole('tab', { name: 'Call graph' }).click();
    await area().waitFor();
    await page.getByRole('slider', { name: 'Functions' }).press('Home');
    await expect.poll(nodes).toBe(5);
    await page.getByRole('slider', { name: 'total' }).press('Home');
    await page.getByRole('slider', { name: 'calls' }).press('Home');
    await expect.poll(nodes).toBe(5);
    const view = page.getByTestId('graph-view');
    const stage = view.locator('[aria-busy]');
    await expect.poll(() => stage.getAttribute('aria-busy')).toBe('false');
    await page.evaluate((lateMs) => {
      const times = { asked: 0, told: 0, isLate: false };
      Object.assign(window, { busyTimes: times });
      const input = document.querySelector<HTMLInputElement>('[data-testid=graph-view] input[type=range]')!;
      input.addEventListener('input', () => {
        times.asked ||= performance.now();
        // A clock that is held up as the page is: by other programs too.
        setTimeout(() => requestAnimationFrame(() => setTimeout(() => (times.isLate = true))), lateMs);
      });
      new MutationObserver(() => {
        if (times.told === 0 && document.querySelector('[data-testid=graph-view] [role=progressbar]')) {
          Object.assign(times, { told: performance.now(), wasLate: times.isLate });
        }
      }).observe(document.body, { childList: true, subtree: true });
    }, 900 * slowness);
    await page.getByRole('slider', { name: 'Functions' }).press('End');
    await view.getByRole('progressbar').waitFor();
    const { asked, told, wasLate } = await page.evaluate(
      () => (window as unknown as { busyTimes: { asked: number; told: number; wasLate: boolean } }).busyTimes,
    );
    // Told when it takes longer than 300 ms, give or take what a busy page adds.
    expect(told - asked).toBeGreaterThan(200);
    expect(wasLate).toBe(false);
    await view.getByRole('button', { name: 'Cancel' }).click();
    await view.getByText('The layout was cancelled.').waitFor();
    await expect.poll(() => view.getByRole('progressbar').count()).toBe(0);
    // What was there before stays, and can still be walked.
    expect(await nodes()).toBe(5);
    // The layout itself has ended as well: the next one does not wait for it.
    await page.getByRole('slider', { name: 'Functions' }).press('ArrowLeft');
    await page.getByRole('slider', { name: 'Functions' }).press('Home');
    await page.getByRole('slider', { name: 'Functions' }).press('ArrowRight');
    await expect.poll(nodes).toBe(10);
  });

  it('shows what was asked for last, whatever was asked before', async () => {
    const { page } = running;
    const slider = page.getByRole('slider', { name: 'Functions' });
    const seen = page.evaluateHandle(() => {
      const counts: string[] = [];
      const graph = document.querySelector('[data-testid=graph-area]')!;
      new MutationObserver(() => counts.push(graph.getAttribute('data-nodes')!)).observe(graph, {
        attributeFilter: ['data-nodes'],
      });
      return counts;
    });
    const counts = await seen;
    await slider.press('End');
    await page.waitForTimeout(100);
    await slider.press('Home');
    await expect.poll(nodes).toBe(5);
    await expect
      .poll(() => page.getByTestId('graph-view').locator('[aria-busy]').getAttribute('aria-busy'), {
        timeout: 10_000,
      })
      .toBe('false');
    await page.waitForTimeout(1500);
    expect(await nodes()).toBe(5);
    expect(await counts.evaluate((all) => all)).not.toContain('500');
  });

  it('stays where it is seen, with what is selected, while functions are hidden and come back', async () => {
    const { page } = running;
    const slider = page.getByRole('slider', { name: 'Functions' });
    for (let i = 0; i < 4; i++) await slider.press('ArrowRight');
    await expect.poll(nodes).toBe(40);
    await area().focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(selected).not.toBe('');
    const name = await selected();
    // The list that opens beside it takes room.
    await page.getByTestId('graph-side').waitFor();
    await painted(page);
    const chosen = () => area().locator('[aria-selected=true]').boundingBox();
    const before = (await chosen())!;
    await slider.press('ArrowLeft');
    await expect.poll(nodes).toBe(30);
    await expect.poll(selected).toBe(name);
    const after = (await chosen())!;
    expect(Math.abs(after.x - before.x)).toBeLessThan(40);
    expect(Math.abs(after.y - before.y)).toBeLessThan(40);
    // Hidden and shown again it is selected still.
    await slider.press('Home');
    await expect.poll(nodes).toBe(5);
    for (let i = 0; i < 4; i++) await slider.press('ArrowRight');
    await expect.poll(nodes).toBe(40);
    await expect.poll(selected).toBe(name);
    await page.keyboard.press('Escape');
  });

  it('has nothing to complain of', () => {
    expect(running.complaints).toEqual([]);
  });
});
