import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { attributeOf, boxesOf } from '../engine/render/drawn';
import { repository } from '../helpers/sources';
import { atRest, type BlockApp, blockApp, describeWindow, inFront } from './app';

const profile = join(repository, 'test/fixtures/go-cpu.pb.gz');

/** What somebody sees who opens a written picture. */
interface Opened {
  /** Boxes in sight: name, row from the root, edges as shares of the picture, whether they stand back. */
  readonly boxes: readonly [name: string, depth: number, from: number, to: number, off: boolean][];
  readonly rootIsBelow: boolean;
  readonly matched: string;
  readonly typed: string;
  readonly canReset: boolean;
  readonly address: string;
}

/** Runs in the opened file. */
const look = `(() => {
  const svg = document.querySelector('svg'), seen = [...svg.querySelectorAll('.f')].filter((g) => g.style.display !== 'none');
  const width = svg.viewBox.baseVal.width - 24, at = (g, name) => +g.querySelector('rect').getAttribute(name);
  return {
    boxes: seen.map((g) => [g.querySelector('title').textContent.split('\\n')[0], +g.dataset.d,
      (at(g, 'x') - 12) / width, (at(g, 'x') + at(g, 'width') - 12) / width, g.classList.contains('off')]),
    rootIsBelow: seen.every((g) => at(g, 'y') <= at(seen[0], 'y')),
    matched: svg.querySelector('#matched').textContent,
    typed: svg.querySelector('#searchbox input')?.value ?? '',
    canReset: svg.querySelector('#reset').style.display !== 'none',
    address: location.hash,
  };
})()`;

/** Names of the boxes that one box holds, from left to right, of each box; joined ones are called by no name. */
function siblingsIn(boxes: Opened['boxes']): string[][] {
  const families: string[][] = [];
  const open: string[][] = [];
  for (const [name, depth] of boxes) {
    open.length = depth + 1;
    if (!/^\d+ smaller/.test(name)) open[depth]?.push(name);
    const kids: string[] = [];
    open.push(kids);
    families.push(kids);
  }
  return families;
}

/** What the tests do in the app, and with what it writes. */
function doingsOf(running: BlockApp) {
  const page = () => running.page;
  const id = (testId: string) => page().getByTestId(testId);
  const file = (name: string) => join(running.folder, name);

  const save = async (format: string, name: string) => {
    rmSync(file(name), { force: true });
    await running.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as never;
    }, file(name));
    await page().keyboard.press('Control+e');
    await page().getByRole('button', { name: format, exact: false }).click();
    const read = () => {
      try {
        return readFileSync(file(name), 'utf8');
      } catch {
        return '';
      }
    };
    await expect.poll(() => read().trimEnd().endsWith('>'), { message: name }).toBe(true);
    return read();
  };

  /** Opens a file in a window of its own, does something there, and looks. */
  const opened = (name: string, acts: readonly string[] = [], hash = '') =>
    running.app.evaluate(
      async ({ BrowserWindow }, [path, hash, look, ...acts]) => {
        const window = new BrowserWindow({
          show: false,
          width: 1000,
          height: 700,
          webPreferences: { sandbox: true },
        });
        await window.loadFile(path!, { hash: hash! });
        for (const act of acts) await window.webContents.executeJavaScript(act);
        const seen = await window.webContents.executeJavaScript(look!);
        window.destroy();
        return seen as unknown;
      },
      [file(name), hash, look, ...acts],
    ) as Promise<Opened>;
  return { page, id, file, save, opened };
}

describeWindow('a flame graph in a file', () => {
  const running = blockApp([profile]);
  const { page, id, file, save, opened } = doingsOf(running);

  it('is as the pane shows it: by name, upwards, zoomed and searched', async () => {
    await page().locator('[data-testid=workspace][data-ready=true]').waitFor();
    await id('flame-order').selectOption('name');
    await id('flame-direction').selectOption('flame');
    await id('flame-colours').selectOption('self');
    await page().keyboard.press('Control+f');
    await page().keyboard.type('sha256');
    await expect.poll(() => id('search-result').textContent()).toMatch(/[\d.]+%/);
    await id('flame-outline')
      .getByText(/^main\.main, /)
      .dispatchEvent('click');
    await id('breadcrumb').getByText('main.main').waitFor();
    const found = /([\d.]+)%/.exec((await id('search-result').textContent())!)![1]!;
    const inPane = () =>
      id('flame-outline')
        .locator('button')
        .evaluateAll((items) =>
          items.map((item) => [
            item.textContent!.replace(/, [^,]*$/, ''),
            Number(item.getAttribute('aria-level')) - 1,
          ]),
        );
    // Nothing beside what was zoomed to is in sight any more.
    await expect
      .poll(async () => (await inPane()).filter(([, depth]) => depth === 1))
      .toEqual([['runtime.main', 1]]);
    await expect.poll(async () => (await inPane()).length).toBeGreaterThan(5);

    for (const [format, name] of [
      ['Picture that zooms', 'seen.svg'],
      ['Report: one page', 'seen.html'],
    ] as const) {
      const written = await save(format, name);
      const seen = await opened(name);
      expect(seen, name).toMatchObject({ typed: 'sha256', canReset: true, rootIsBelow: true, address: '' });
      expect(Number(/([\d.]+)%/.exec(seen.matched)![1]), name).toBeCloseTo(Number(found), 0);
      const wide = seen.boxes.filter(([, , from, to]) => to - from > 0.999).map(([box]) => box);
      expect(wide, name).toEqual(expect.arrayContaining(['root', 'runtime.main', 'main.main']));
      // What the pane shows is there, and siblings stand in the order of their names.
      const names = seen.boxes.map(([box, depth]) => `${depth} ${box}`);
      for (const [box, depth] of await inPane()) expect(names, name).toContain(`${depth} ${box}`);
      const families = siblingsIn(seen.boxes);
      expect(
        families.some((kids) => kids.length > 1),
        name,
      ).toBe(true);
      for (const kids of families) expect(kids, name).toEqual([...kids].sort());
      const bright = seen.boxes.filter(([, , , , off]) => !off).map(([box]) => box);
      expect(bright.length, name).toBeGreaterThan(0);
      expect(
        bright.every((box) => /sha256|smaller/i.test(box)),
        name,
      ).toBe(true);
      // Without its script the same stands there.
      const still = boxesOf(written.slice(written.indexOf('<svg')));
      expect(still.filter(({ shown }) => shown).map(({ name: box, depth }) => `${depth} ${box}`)).toEqual(
        names,
      );
      expect(still.filter(({ shown }) => shown).map(({ x }) => (x - 12) / 1176)).toEqual(
        seen.boxes.map(([, , from]) => expect.closeTo(from, 4)),
      );
    }
  });

  it('is reset in the file, which the address then says', async () => {
    const all = boxesOf(readFileSync(file('seen.svg'), 'utf8'));
    const reset = `document.getElementById('reset').dispatchEvent(new MouseEvent('click', { bubbles: true }))`;
    const forget = `(() => { const i = document.querySelector('#searchbox input'); i.value = ''; i.dispatchEvent(new Event('input')); })()`;
    const seen = await opened('seen.svg', [reset, forget]);
    expect(seen).toMatchObject({ canReset: false, matched: '', address: '#z=0&s=' });
    // All but what only the closer look has room for.
    expect(seen.boxes.length).toBeGreaterThan(all.filter(({ shown }) => shown).length / 2);
    expect(seen.boxes.some(([name]) => name.startsWith('runtime.bgsweep'))).toBe(true);
    expect(seen.boxes.filter(([, , , , off]) => off)).toEqual([]);
    // Opened by that address it is all there; by another one, that.
    expect((await opened('seen.svg', [], 'z=0&s=')).boxes).toEqual(seen.boxes);
    const other = await opened('seen.svg', [], 's=runtime');
    expect(other).toMatchObject({ typed: 'runtime', canReset: true, address: '#s=runtime' });
    const again = `(() => { const i = document.querySelector('#searchbox input'); i.value = 'sha256'; i.dispatchEvent(new Event('input')); })()`;
    const back = await opened('seen.svg', [again], 's=runtime');
    expect(back).toEqual(await opened('seen.svg'));
  });

  it('shows a part that was moved to by hand', async () => {
    await id('flame-canvas').first().focus();
    await page().keyboard.press('Escape');
    const box = (await id('flame-canvas').first().boundingBox())!;
    await page().mouse.move(box.x + 0.5 * box.width, box.y + box.height - 5);
    for (let turn = 0; turn < 4; turn++) await page().mouse.wheel(0, -200);
    await atRest(page(), () =>
      id('flame-canvas')
        .first()
        .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL()),
    );
    const written = await save('Picture that zooms', 'part.svg');
    const [from, width] = attributeOf(written, 'data-stretch')!.split(' ').map(Number);
    expect(width).toBeLessThan(1000);
    expect(from).toBeGreaterThan(12);
    const seen = await opened('part.svg');
    const root = seen.boxes.find(([name]) => name === 'root')!;
    expect(root.slice(2, 4)).toEqual([0, 1]);
    expect(seen.canReset).toBe(true);
  });

  it('is a picture where scripts do not run', async () => {
    const svg = readFileSync(file('seen.svg'), 'utf8');
    writeFileSync(
      file('mail.html'),
      `<img src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">`,
    );
    const shown = await running.app.evaluate(async ({ BrowserWindow }, path) => {
      const window = new BrowserWindow({
        show: false,
        width: 1300,
        height: 700,
        webPreferences: { sandbox: true },
      });
      await window.loadFile(path);
      const size = await window.webContents.executeJavaScript(
        `document.querySelector('img').decode().then(() => [document.querySelector('img').naturalWidth, document.querySelector('img').naturalHeight])`,
      );
      window.destroy();
      return size as number[];
    }, file('mail.html'));
    expect(shown).toEqual([1200, Number(attributeOf(svg, 'height'))]);
  });

  it('leaves no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});

describeWindow('a comparison in a file', () => {
  const running = blockApp((folder) => {
    const write = (name: string, lines: string) => {
      writeFileSync(join(folder, name), lines);
      return join(folder, name);
    };
    const before = 'main;work;a 40000\nmain;old 20000\nmain;rest 40000\n';
    const after = 'main;work;a 10000\nmain;fresh 20000\nmain;rest 20000\n';
    // The one in front is compared with the other.
    return [write('after.folded', after), write('before.folded', before)];
  });
  const { page, id, save, opened } = doingsOf(running);

  it('has both sides beside each other where the pane has', async () => {
    await page().locator('[data-testid=workspace][data-ready=true]').waitFor();
    await inFront(page(), 'before.folded');
    await page().getByRole('button', { name: 'Compare' }).click();
    await page().locator('[data-testid=workspace][data-session=comparison][data-ready=true]').waitFor();
    await page().getByRole('tab', { name: 'Side by side' }).first().click();
    await id('flame-outline')
      .getByText(/^work, /)
      .first()
      .dispatchEvent('click');
    await id('breadcrumb').getByText('work').first().waitFor();
    await save('Picture that zooms', 'pair.svg');
    const half = 0.5;
    const seen = await opened('pair.svg');
    const shares = seen.boxes.map(([name, , from, to]) => [name, to - from] as const);
    const widths = (name: string) => shares.filter(([of]) => of === name).map(([, width]) => width);
    // The wider one fills its half, and the other is seen to be a quarter of it.
    expect(widths('work')[0]!).toBeGreaterThan(half - 0.02);
    expect(widths('work')[1]! / widths('work')[0]!).toBeCloseTo(0.25, 2);
    // A click on what only one side has takes both to it.
    const click = `[...document.querySelectorAll('.f')].find((g) => g.querySelector('title').textContent.startsWith('fresh')).dispatchEvent(new MouseEvent('click', { bubbles: true }))`;
    const fresh = await opened('pair.svg', [click]);
    expect(fresh.address).toMatch(/^#z=\d+$/);
    expect(fresh.boxes.find(([name]) => name === 'fresh')![3]).toBeCloseTo(1, 2);
    expect((await opened('pair.svg', [], fresh.address.slice(1))).boxes).toEqual(fresh.boxes);
  });

  it('leaves no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});
