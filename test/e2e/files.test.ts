import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { repository } from '../helpers/sources';
import { blockApp, describeWindow, launchApp, type RunningApp, scratchFolder } from './app';

const goProfile = join(repository, 'test/fixtures/go-cpu.pb.gz');
/** A function of the program that the profile was taken of: test/fixtures/go-program. */
const hotFunction = 'main.hashAll';

/** Lets the next open dialogs answer with these files, and the save dialogs with that one. */
async function answerDialogs({ app }: RunningApp, open: readonly string[], save = ''): Promise<void> {
  await app.evaluate(
    ({ dialog }, paths) => {
      dialog.showOpenDialog = async () => ({ canceled: paths.open.length === 0, filePaths: [...paths.open] });
      dialog.showSaveDialog = (async () => ({ canceled: paths.save === '', filePath: paths.save })) as never;
    },
    { open, save },
  );
}

describeWindow('files', () => {
  const running = blockApp();
  const canvas = () => running.page.getByTestId('flame-canvas');
  const boxes = async () => Number(await canvas().getAttribute('data-frames-drawn'));
  const showStart = () => running.page.keyboard.press('Control+1');

  it('that are no profiles are refused in one sentence that names them', async () => {
    const bad: [string, Buffer][] = [
      ['empty.pb.gz', Buffer.alloc(0)],
      ['notes.txt', Buffer.from('these are notes, not a profile\n')],
      ['page.pb.gz', Buffer.from('<!doctype html><title>404 not found</title>')],
      ['cut.pb.gz', readFileSync(goProfile).subarray(0, 700)],
    ];
    for (const [name, bytes] of bad) {
      writeFileSync(join(running.folder, name), bytes);
      await answerDialogs(running, [join(running.folder, name)]);
      await running.page.getByRole('button', { name: 'Open…' }).click();
      const alert = running.page.getByRole('alert').filter({ hasText: name });
      await alert.waitFor();
      expect((await alert.textContent())?.trim()).toMatch(/^[^\n]+\.$/);
      await alert.getByRole('button', { name: 'Dismiss' }).click();
    }
    await answerDialogs(running, []);
    await running.page.getByRole('button', { name: 'Open…' }).click();
    expect(await running.page.getByRole('alert').count()).toBe(0);
  });

  it('that are chosen together open without the one that is gone, which is named', async () => {
    await answerDialogs(running, [join(running.folder, 'gone.pb.gz'), goProfile]);
    await running.page.getByRole('button', { name: 'Open…' }).click();
    await running.page.getByRole('alert').filter({ hasText: 'gone.pb.gz' }).waitFor();
    await running.page.locator('[data-testid=workspace][data-session=single][data-ready=true]').waitFor();
    await running.page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
    await running.page.keyboard.press('Control+w');
    await expect.poll(() => running.page.getByTestId('workspace').count()).toBe(0);
  });

  it('open as a flame graph that is drawn', async () => {
    await answerDialogs(running, [goProfile]);
    await running.page.getByRole('button', { name: 'Open…' }).click();
    await running.page.locator('[data-testid=workspace][data-session=single][data-ready=true]').waitFor();
    await expect.poll(boxes).toBeGreaterThan(3);
    const box = (await canvas().boundingBox())!;
    const viewport = await running.page.evaluate(() => innerWidth * innerHeight);
    expect(box.width * box.height).toBeGreaterThan(viewport / 4);
    await expect.poll(() => running.page.getByTestId('summary').textContent()).toMatch(/Total \d/);
  });

  it('list the hot function in the table of functions', async () => {
    if ((await running.page.getByTestId('table-toggle').getAttribute('aria-pressed')) === 'false') {
      await running.page.getByTestId('table-toggle').click();
    }
    await running.page.getByText(hotFunction, { exact: true }).first().waitFor();
  });

  it('are searched, with the matched share beside the box', async () => {
    await running.page.keyboard.press('Control+f');
    await running.page.keyboard.type(hotFunction.replace('.', '\\.'));
    const result = running.page.getByTestId('search-result');
    await expect.poll(() => result.textContent()).toMatch(/matched [\d.]+%/);
    await running.page.getByTestId('search').fill('no such function anywhere');
    await expect.poll(() => result.textContent()).toBe('no match');
    await running.page.getByTestId('search').fill('(');
    await running.page.getByText('Not a regular expression yet: a ( without its )').waitFor();
    // What was found before is not said of what is being typed.
    expect(await result.textContent()).toBe('');
    await running.page.getByTestId('search').fill('');
  });

  it('are walked and zoomed with the keyboard, and shown whole again', async () => {
    const all = await boxes();
    await canvas().focus();
    await running.page.keyboard.press('ArrowUp');
    await running.page.keyboard.press('ArrowUp');
    const announcement = running.page.getByTestId('flame-announcement');
    await expect.poll(() => announcement.textContent()).not.toBe('');
    await running.page.keyboard.press('Enter');
    await running.page.keyboard.press('Escape');
    await running.page.keyboard.press('Escape');
    await expect.poll(boxes).toBe(all);
  });

  it('are saved as a picture', async () => {
    const target = join(running.folder, 'picture.svg');
    await answerDialogs(running, [], target);
    await running.page.keyboard.press('Control+e');
    await running.page.getByRole('button', { name: 'Picture that zooms' }).click();
    await expect
      .poll(() => {
        try {
          return readFileSync(target, 'utf8').slice(-8).trim();
        } catch {
          return '';
        }
      })
      .toBe('</svg>');
    expect(readFileSync(target, 'utf8')).toContain(hotFunction);
  });

  it('follow the system into the dark', async () => {
    const surface = () => running.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await running.page.emulateMedia({ colorScheme: 'light' });
    const light = await surface();
    await running.page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(surface).not.toBe(light);
    await running.page.emulateMedia({ colorScheme: null });
  });

  it('leave no complaint behind', async () => {
    await showStart();
    expect(running.complaints).toEqual([]);
  });
});

describeWindow('files of the command line', () => {
  const scratch = scratchFolder();
  afterAll(() => scratch.remove());

  it('open when the window does', async () => {
    const running = await launchApp(scratch.folder, [goProfile]);
    await running.page.locator('[data-testid=workspace][data-session=single]').waitFor();
    expect(running.complaints).toEqual([]);
    await running.close();
  });
});
