import type { Page } from 'playwright-core';
import { audit } from './audit';

/** A defect, as markup with the style of each element after a '|'; and how the finding about it begins. */
const planted: readonly (readonly [string, readonly Plant[]])[] = [
  ['cut: ', [{ style: 'width:60px;overflow:hidden;white-space:nowrap', text: 'a name without a tooltip' }]],
  [
    'cut: ',
    [{ style: 'width:60px;overflow:hidden;white-space:nowrap', text: 'another name here', title: 'other' }],
  ],
  [
    'overlap: ',
    [
      { style: '', text: 'one above' },
      { style: 'margin-top:-12px', text: 'the other below' },
    ],
  ],
  ['outside: ', [{ style: 'position:fixed;right:-40px;top:200px', text: 'over the edge' }]],
  ['nonsense: ', [{ style: '', text: 'took NaN ms' }]],
  ['nonsense: ', [{ style: '', text: '-0.00%' }]],
  ['nonsense: ', [{ style: '', text: 'of 1 functions' }]],
];
/** What looks alike and is none. */
const innocent: readonly (readonly Plant[])[] = [
  [
    {
      style: 'width:60px;overflow:hidden;white-space:nowrap',
      text: 'a long name',
      title: 'a long name\nfile',
    },
  ],
  [{ style: 'width:60px;overflow:auto;white-space:nowrap', text: 'what can be scrolled' }],
  [{ style: '', text: '-0.02% of 10-0' }],
];

interface Plant {
  readonly style: string;
  readonly text: string;
  readonly title?: string;
}

/** Puts each defect onto the page for a moment. @returns those that the audit did not see, or saw in vain */
export async function plantDefects(page: Page): Promise<string[]> {
  const blind: string[] = [];
  const before = new Set(await audit(page));
  const look = async (plants: readonly Plant[]) => {
    const id = await page.evaluate((all) => {
      const bed = document.createElement('div');
      bed.id = 'planted';
      bed.style.cssText = 'position:fixed;top:240px;left:200px;width:300px;z-index:100;background:#fff';
      bed.setAttribute('role', 'tooltip');
      for (const { style, text, title } of all) {
        const element = document.createElement('div');
        element.style.cssText = style;
        element.textContent = text;
        if (title !== undefined) element.title = title;
        bed.append(element);
      }
      document.body.append(bed);
      return bed.id;
    }, plants);
    const found = (await audit(page)).filter((line) => !before.has(line));
    await page.evaluate((bed) => document.getElementById(bed)?.remove(), id);
    return found;
  };
  for (const [begins, plants] of planted) {
    const found = await look(plants);
    if (!found.some((line) => line.startsWith(begins)))
      blind.push(`does not see ${begins}${plants[0]?.text}; sees ${found}`);
  }
  for (const plants of innocent) blind.push(...(await look(plants)));
  return blind;
}
