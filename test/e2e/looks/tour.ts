import type { RunningApp } from '../app';
import { audit } from './audit';
import { photograph } from './camera';
import { openView, pointAround, type Size, setSize, setTheme, type Theme, viewTitles } from './workbench';

/** Everything in everything, which takes a while: FLAMEBENCH_LOOKS=all. */
export const everything = process.env.FLAMEBENCH_LOOKS === 'all';

export interface Look {
  readonly theme: Theme;
  readonly size: Size;
}

const themes: readonly Theme[] = ['light', 'dark'];
const sizes: readonly Size[] = [
  [1280, 800],
  [1920, 1080],
];
export const usual: Look = { theme: 'dark', size: sizes[0]! };
export const other: Look = { theme: 'light', size: sizes[1]! };
export const allLooks: readonly Look[] = themes.flatMap((theme) => sizes.map((size) => ({ theme, size })));

export function written({ theme, size }: Look): string {
  return `${theme}, ${size.join('×')}`;
}

export async function wear({ app, page }: RunningApp, { theme, size }: Look): Promise<void> {
  await setTheme(page, theme);
  await setSize(app, page, size);
}

interface Tour {
  /** What the tab in front shows. */
  readonly subject: string;
  readonly looks: readonly Look[];
  /** By their titles; all that the tab offers where none is named. */
  readonly views?: readonly string[];
  /** Whether the pictures are pointed at too, in one look of each size. */
  readonly points?: boolean;
  /** What else is wrong in a view, a line each. */
  readonly alsoWrong?: () => Promise<readonly string[]>;
}

/** What is wrong with the views of the tab in front, each once, with where it was seen first and how often. */
export async function lookAtViews(running: RunningApp, tour: Tour): Promise<string[]> {
  const { page } = running;
  const places = new Map<string, string[]>();
  const look = async (where: string) => {
    await photograph(page, tour.subject, where);
    const found = [...(await audit(page)), ...((await tour.alsoWrong?.()) ?? [])];
    for (const line of found) places.set(line, [...(places.get(line) ?? []), where]);
  };
  const titles = tour.views ?? (await viewTitles(page));
  for (const worn of tour.looks) {
    await wear(running, worn);
    for (const [i, title] of titles.entries()) {
      await openView(page, title);
      const where = `${written(worn)}, ${String(i + 1).padStart(2, '0')} ${title}`;
      await look(where);
      if (
        tour.points !== false &&
        (written(worn) === written(usual) || (everything && written(worn) === written(other)))
      ) {
        let point = 0;
        await pointAround(page, () => look(`${where}, pointed at ${++point}`));
      }
    }
  }
  return [...places].map(([line, [first, ...more]]) => `${line} (${first}; ${more.length} more)`);
}
